-- How often what is to be read was taken in hand without an end: a process that died of it has left it so.
alter table storage_reader.file add column taken int not null default 0;
alter table batch_reader.batch add column taken int not null default 0;
