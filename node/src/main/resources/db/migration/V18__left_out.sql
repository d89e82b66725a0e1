-- When a claim was left out of its batch, since its file could not be had; it waits until it can.
alter table batch_writer.claim add column left_out timestamptz;
create index on batch_writer.claim (left_out) where left_out is not null;
