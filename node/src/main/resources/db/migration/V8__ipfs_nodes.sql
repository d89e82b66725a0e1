-- What the operator's IPFS nodes are to keep, and what each of them does not have yet.
create table ipfs.node (
  name text primary key
);

create table ipfs.root (
  cid   text        primary key,
  added timestamptz not null default now()
);

create table ipfs.lack (
  node  text        not null references ipfs.node (name) on delete cascade,
  cid   text        not null references ipfs.root (cid) on delete cascade,
  since timestamptz not null default now(),
  primary key (node, cid)
);
create index lack_node on ipfs.lack (node, since);

-- Files that wait to be put under a root together.
create table ipfs.loose (
  cid   text        primary key,
  added timestamptz not null default now()
);
