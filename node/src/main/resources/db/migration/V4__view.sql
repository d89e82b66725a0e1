-- What the API serves. Each message adds rows to one table, in whatever order messages come; reading puts them together.
create schema view;

-- Written once and never changed: its indexes are the dear ones.
create table view.claim (
  claim_id text        primary key,
  number   bigint      generated always as identity unique,
  json     text        not null,
  type     text        not null,
  issuer   text        not null,
  issued   timestamptz,
  words    tsvector    not null
);
create index claim_issuer on view.claim (issuer, number desc);
create index claim_issued on view.claim (issued);
create index claim_words on view.claim using gin (words);

-- The files that hold a claim: the same claim written in two ways is two files. The verdict is there once the file was read back.
create table view.file (
  file_cid text primary key,
  claim_id text not null,
  verdict  text
);
create index file_claim on view.file (claim_id);

-- Which claim files are in which batches. The path is there once the batch was read back.
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
  batch_cid        text   not null,
  transaction_id   text   not null,
  prefix           text   not null,
  version          int    not null,
  storage_protocol int    not null,
  height           int    not null,
  block_hash       text   not null,
  header           text   not null,
  transaction_hex  text   not null,
  position         int    not null,
  merkle_path      text[] not null,
  primary key (batch_cid, transaction_id)
);
create index anchor_height on view.anchor (height);

create table view.tip (
  single boolean primary key default true check (single),
  height int     not null,
  hash   text    not null
);

create table view.edge (
  origin text not null,
  target text not null,
  primary key (origin, target)
);
create index edge_target on view.edge (target);

-- What the node knows of the services it stands on, as last looked at.
create schema health;

create table health.record (
  name      text        primary key,
  body      text        not null,
  refreshed timestamptz not null default now()
);
