-- What was posted here. Claims without a size were entered after a restore, from what batches say.
update view.file f set own = true, work_sha256 = c.work_sha256
  from batch_writer.claim c where c.file_cid = f.file_cid and c.size > 0;

-- Of a batch that was read as layout 0 first, the SHA-256 of works never came to be known: it is read again.
update batch_reader.batch b set done = null, due = now(), attempts = 0, taken = 0
  where layout = 1 and done is not null and refused is null
    and exists (select from batch_reader.batch o where o.batch_cid = b.batch_cid and o.layout = 0);
