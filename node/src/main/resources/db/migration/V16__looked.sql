-- When a file was last looked for, or first heard of: of those due, the least often looked for and the longest unseen come first.
alter table storage_reader.file add column looked timestamptz not null default now();
create index on storage_reader.file (attempts, looked, due) where done is null and taken = 0;
create index on storage_reader.file (looked, due) where done is null and taken = 0;
