-- Files come under a root by their bytes, too, and the oldest first.
alter table ipfs.loose add column size bigint not null default 0;
create index on ipfs.loose (added, cid);
