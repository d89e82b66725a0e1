-- A batch's transaction may be replaced by one with a higher fee, which spends the same coin: the row of the batch holds
-- the version that counts now, and this table the others, any of which may be the one that is mined.
create table blockchain_writer.version (
  transaction_id text        primary key,
  batch_cid      text        not null references blockchain_writer.batch,
  raw            bytea       not null,
  coin           text        not null,
  coin_value     bigint      not null,
  fee            bigint      not null,
  sent           boolean     not null,
  journalled     timestamptz not null default now()
);
create index version_batch on blockchain_writer.version (batch_cid);

-- Of the version that counts: what it pays, of a coin of what value; since when and at which height it waits; since
-- which height its coin is missing; at which height it was last tried to raise its fee; and why it is not mined, in a word
-- and a sentence, where that is known.
alter table blockchain_writer.batch add column fee bigint not null default 0;
alter table blockchain_writer.batch add column coin_value bigint not null default 0;
alter table blockchain_writer.batch add column journalled timestamptz not null default now();
alter table blockchain_writer.batch add column journalled_height int not null default 0;
alter table blockchain_writer.batch add column missing_height int;
alter table blockchain_writer.batch add column raise_height int not null default 0;
alter table blockchain_writer.batch add column held_kind text;
alter table blockchain_writer.batch add column held text;
create index batch_journalled on blockchain_writer.batch (journalled) where transaction_id is not null;
