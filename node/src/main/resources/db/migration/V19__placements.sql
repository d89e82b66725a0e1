-- A batch may be read as several layouts, for whoever anchors it says which it is. What it was read as that gives most
-- counts; unknown of what was read before.
alter table view.member add column layout int;

-- Which files this node stored itself, and the SHA-256 of the work that the claim is about, as far as the claim or
-- whoever posted it here said so: what somebody's batch says beside it may be untrue.
alter table view.file add column own boolean not null default false;
alter table view.file add column work_sha256 text;
update view.file f set own = true, work_sha256 = c.work_sha256 from batch_writer.claim c where c.file_cid = f.file_cid;

-- Whether the text says nothing but what its issuer signed; unknown of older ones, which stay.
alter table view.claim add column valid boolean;

-- Of a batch that was read as layout 0 first, the SHA-256 of works never came to be known: it is read again.
update batch_reader.batch b set done = null, due = now(), attempts = 0, taken = 0
  where layout = 1 and done is not null and refused is null
    and exists (select from batch_reader.batch o where o.batch_cid = b.batch_cid and o.layout = 0);
