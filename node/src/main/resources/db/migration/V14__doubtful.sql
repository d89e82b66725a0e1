-- Files that somebody had in hand and did not conclude: few, and looked for each second.
create index on storage_reader.file (due) where done is null and taken > 0;
