-- For a node whose database was restored to an earlier moment than its loss; see backup.md. While batch-writer and
-- blockchain-writer are stopped and everything that the chain has is read back:
--
--   psql -v ON_ERROR_STOP=1 -f docs/operations/after-restore.sql "$NODE_DATABASE"
--
-- Claims that got an anchor in the lost moments wait for a batch no longer, and batches that did wait for no transaction.
-- Run again it changes nothing.
begin;

create temporary table anchored on commit drop as
  select distinct on (file.claim_id) file.claim_id, member.file_cid, member.batch_cid,
    anchor.version as layout
  from view.member member
    join view.file file on file.file_cid = member.file_cid and file.verdict = 'VALID'
    join view.anchor anchor on anchor.batch_cid = member.batch_cid
  where not exists (
    select from batch_writer.claim claim join batch_writer.batch batch on batch.number = claim.batch
    where claim.claim_id = file.claim_id and batch.closed is not null)
  order by file.claim_id, anchor.height, member.batch_cid;

-- The batch in hand never changes, so what became of it holds all of its claims.
update batch_writer.batch batch set batch_cid = became.batch_cid, closed = now()
  from (
    select claim.batch, min(anchored.batch_cid) as batch_cid
    from batch_writer.claim claim left join anchored on anchored.claim_id = claim.claim_id
    where claim.batch is not null
    group by claim.batch
    having count(*) = count(anchored.batch_cid) and min(anchored.batch_cid) = max(anchored.batch_cid)) became
  where batch.number = became.batch and batch.closed is null;

insert into batch_writer.batch (layout, batch_cid, closed)
  select distinct layout, batch_cid, now() from anchored
  on conflict (batch_cid) do nothing;

-- Those that were accepted in the lost moments too: sent again, they are known. A size is asked for until there is a batch.
-- What batches say of works may be untrue, and is not entered.
insert into batch_writer.claim (claim_id, file_cid, size, batch)
  select anchored.claim_id, anchored.file_cid, 0, batch.number
  from anchored join batch_writer.batch batch on batch.batch_cid = anchored.batch_cid
  on conflict (claim_id) do update set batch = excluded.batch where batch_writer.claim.batch is null;

-- Batches that were closed before the moment that was restored, and got their transaction, or the version of it that was
-- mined, after it. The coin is what its first input spends: the transaction's id, reversed, and the output's number.
with mined as (
  select distinct on (anchor.batch_cid) anchor.batch_cid, anchor.version as layout, anchor.transaction_id,
    decode(anchor.transaction_hex, 'hex') as raw, anchor.height
  from view.anchor anchor join batch_writer.batch batch on batch.batch_cid = anchor.batch_cid
  order by anchor.batch_cid, anchor.height)
insert into blockchain_writer.batch (batch_cid, layout, transaction_id, raw, coin, sent, height)
  select batch_cid, layout, transaction_id, raw,
    (select string_agg(lpad(to_hex(get_byte(raw, place)), 2, '0'), '' order by place desc) from generate_series(5, 36) place)
      || ':' || (get_byte(raw, 37) + get_byte(raw, 38) * 256 + get_byte(raw, 39) * 65536),
    now(), height
  from mined
  on conflict (batch_cid) do update
    set transaction_id = excluded.transaction_id, raw = excluded.raw, coin = excluded.coin, sent = excluded.sent,
      height = excluded.height
    where blockchain_writer.batch.height is null;

select (select count(*) from anchored) as claims, (select max(height) from view.anchor) as highest_block;
commit;
