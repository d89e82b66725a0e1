-- When how much of the outbox was published: it is kept for a while after that.
create table messaging.published (
  position bigint      primary key,
  at       timestamptz not null default now()
);

-- Up to where the relay's messages may come out of their order, because a queue had refused some.
alter table messaging.subscriber add column again bigint not null default 0;
