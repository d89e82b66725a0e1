-- A batch that two anchors give two layouts is read as both: whoever anchors a batch of ours first, as another layout,
-- must not keep it from being read as what it is.
alter table batch_reader.batch drop constraint batch_pkey, add primary key (batch_cid, layout);
