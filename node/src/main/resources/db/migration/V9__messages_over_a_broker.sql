-- A dead letter that is to be tried once more.
alter table messaging.dead_letter add column due boolean not null default false;

-- With a broker, messages are kept for a while after they were published, for the case that the broker loses them.
alter table messaging.outbox add column written timestamptz not null default now();

-- Which database the broker's queues belong to.
create table messaging.identity (
  single boolean primary key default true check (single),
  id     uuid    not null default gen_random_uuid()
);
