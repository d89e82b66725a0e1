-- Batches and the one transaction of each.
create schema blockchain_writer;

create table blockchain_writer.batch (
  batch_cid      text        primary key,
  layout         int         not null,
  created        timestamptz not null default now(),
  transaction_id text        unique,
  raw            bytea,
  coin           text,
  sent           timestamptz,
  height         int,
  constraint journalled_whole check ((transaction_id is null) = (raw is null) and (raw is null) = (coin is null)),
  constraint sent_after_journalled check (sent is null or raw is not null)
);
create index batch_without_transaction on blockchain_writer.batch (created) where transaction_id is null;
create index batch_not_mined on blockchain_writer.batch (sent) where transaction_id is not null and height is null;
create index batch_height on blockchain_writer.batch (height);

-- The best chain as it was last told to others.
create schema blockchain_reader;

create table blockchain_reader.block (
  height int  primary key,
  hash   text not null
);
