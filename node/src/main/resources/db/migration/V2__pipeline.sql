-- Claims that wait for a batch, and batches. A claim is in one batch at most, for it has one row.
create schema batch_writer;

create table batch_writer.batch (
  number    bigint generated always as identity primary key,
  layout    int         not null,
  chosen    timestamptz not null default now(),
  batch_cid text unique,
  closed    timestamptz,
  constraint closed_whole check ((batch_cid is null) = (closed is null))
);
create index batch_in_hand on batch_writer.batch (number) where closed is null;

create table batch_writer.claim (
  claim_id    text        primary key,
  file_cid    text        not null,
  size        bigint      not null,
  work_sha256 text,
  stored      timestamptz not null default now(),
  batch       bigint references batch_writer.batch (number)
);
create index claim_waiting on batch_writer.claim (stored, claim_id) where batch is null;
create index claim_batch on batch_writer.claim (batch);

-- Batches that anchors name, until they are read.
create schema batch_reader;

create table batch_reader.batch (
  batch_cid text        primary key,
  layout    int         not null,
  attempts  int         not null default 0,
  due       timestamptz not null default now(),
  done      timestamptz,
  refused   text
);
create index batch_due on batch_reader.batch (due) where done is null;

-- Claim files that batches name, until they are read.
create schema storage_reader;

create table storage_reader.file (
  file_cid text        primary key,
  attempts int         not null default 0,
  due      timestamptz not null default now(),
  done     timestamptz,
  refused  text
);
create index file_due on storage_reader.file (due) where done is null;
