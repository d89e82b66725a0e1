-- Messages between roles. Positions are given under a lock that is held until commit, so that whoever sees a
-- position sees every smaller one too: a reader that went past a position has missed nothing.
create schema messaging;

create table messaging.outbox (
  position bigint generated always as identity primary key,
  type     text   not null,
  body     text   not null
);

create table messaging.subscriber (
  name     text   primary key,
  position bigint not null
);

create table messaging.dead_letter (
  subscriber text        not null,
  position   bigint      not null,
  type       text        not null,
  body       text        not null,
  problem    text        not null,
  set_aside  timestamptz not null default now(),
  primary key (subscriber, position)
);

-- Blocks, as IPFS keeps them. Keyed by digest: the same bytes under a version-0 and a version-1 CID are one row.
create schema ipfs;

create table ipfs.block (
  digest bytea primary key,
  data   bytea not null
);
alter table ipfs.block alter column data set storage external;

-- What the API has answered for.
create schema api;

create table api.claim (
  id       bytea       primary key,
  accepted timestamptz not null default now()
);

create table api.file (
  cid      text        primary key,
  sha256   bytea       not null,
  size     bigint      not null,
  uploaded timestamptz not null default now()
);
create index file_sha256 on api.file (sha256);
