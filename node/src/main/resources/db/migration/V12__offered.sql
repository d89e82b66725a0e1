-- Whether the version that counts was offered to the Bitcoin node without an answer that was written down: after a crash
-- nobody knows whether it was taken.
alter table blockchain_writer.batch add column offered boolean not null default false;
update blockchain_writer.batch set offered = true where transaction_id is not null and sent is null;
