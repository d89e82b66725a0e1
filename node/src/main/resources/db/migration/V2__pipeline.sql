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

-- What the API serves.
create schema view;

create table view.claim (
  claim_id       text        primary key,
  number         bigint generated always as identity unique,
  json           text        not null,
  type           text        not null,
  issuer         text        not null,
  issued         timestamptz,
  words          tsvector    not null,
  verdict        text,
  file_cid       text,
  work_sha256    text,
  batch_cid      text,
  path           text,
  transaction_id text,
  height         int
);
alter table view.claim alter column json set compression lz4;
create index claim_issuer on view.claim (issuer, number desc);
create index claim_issued on view.claim (issued);
create index claim_words on view.claim using gin (words);
create index claim_file on view.claim (file_cid);
create index claim_anchored on view.claim (number desc) where height is not null and verdict is not null;
create index claim_height on view.claim (height);
create index claim_batch on view.claim (batch_cid);

-- Which claim files are in which batches. The path is known once the batch was read back.
create table view.member (
  batch_cid   text not null,
  file_cid    text not null,
  path        text,
  work_sha256 text,
  primary key (batch_cid, file_cid)
);
create index member_file on view.member (file_cid);

create table view.transaction (
  batch_cid      text primary key,
  transaction_id text not null
);

create table view.anchor (
  batch_cid        text not null,
  transaction_id   text not null,
  prefix           text not null,
  version          int  not null,
  storage_protocol int  not null,
  height           int  not null,
  block_hash       text not null,
  header           text not null,
  transaction_hex  text not null,
  position         int  not null,
  merkle_path      text[] not null,
  primary key (batch_cid, transaction_id)
);
create index anchor_height on view.anchor (height);

create table view.tip (
  only   boolean primary key default true check (only),
  height int  not null,
  hash   text not null
);

create table view.edge (
  origin text not null,
  target text not null,
  primary key (origin, target)
);
create index edge_target on view.edge (target);
