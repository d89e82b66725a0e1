-- Requests that callers may send again. The claims are kept before the node gets any, until the answer is.
create table frost.idempotency_key (
  account    uuid        not null,
  network    text        not null,
  key        text        not null,
  digest     bytea       not null,
  attempts   text,
  answer     text,
  holder     uuid,
  held_until timestamptz not null,
  created    timestamptz not null,
  primary key (account, network, key)
);
create index idempotency_key_in_hand on frost.idempotency_key (holder) where holder is not null;
create index idempotency_key_created on frost.idempotency_key (created);
