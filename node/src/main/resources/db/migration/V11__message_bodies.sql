-- Messages live for seconds. To compress their bodies, and to expand them again for each reader,
-- takes more of the processor than it saves of the disk.
alter table messaging.outbox alter column body set storage external;
