-- Where accounts want to be told what becomes of their works. The secret that signs is sealed under the account's
-- data key.
create table frost.webhook (
  id           uuid        primary key,
  account      uuid        not null references frost.account,
  url          text        not null,
  events       text[]      not null,
  secret       bytea       not null,
  created      timestamptz not null,
  last_success timestamptz,
  disabled     timestamptz
);
create index webhook_of_account on frost.webhook (account);

-- Messages, written with what they tell of. One without a due time is settled.
create table frost.webhook_delivery (
  id            uuid        primary key,
  position      bigint      generated always as identity,
  webhook       uuid        not null references frost.webhook on delete cascade,
  event         text        not null,
  body          text        not null,
  status        text        not null default 'waiting',
  attempts      int         not null default 0,
  response_code int,
  problem       text,
  created       timestamptz not null,
  last_attempt  timestamptz,
  due           timestamptz
);
create index webhook_delivery_due on frost.webhook_delivery (due) where due is not null;
create index webhook_delivery_of_webhook on frost.webhook_delivery (webhook, position);
create index webhook_delivery_settled on frost.webhook_delivery (created) where due is null;

-- Works of accounts with webhooks, as last told of, until they are buried in Bitcoin.
create table frost.followed_work (
  account        uuid        not null references frost.account,
  network        text        not null,
  work           text        not null,
  stage          text        not null,
  transaction_id text,
  block_hash     text,
  block_height   int,
  created        timestamptz not null,
  due            timestamptz not null,
  primary key (account, network, work)
);
create index followed_work_due on frost.followed_work (due);
