create schema frost;

-- Addresses are compared as they are written, as published clients expect.
create table frost.account (
  id               uuid        primary key,
  email            text        not null unique,
  email_public     boolean     not null default false,
  password         text        not null,
  issuer           text        not null unique,
  created          timestamptz not null,
  verified         boolean     not null,
  name             text,
  bio              text,
  ethereum_address text,
  poe_address      text,
  poe_signature    text,
  poe_verified     boolean
);

-- The account's data key as the custodian wrapped it, and the signing key sealed under the data key.
create table frost.account_key (
  account     uuid  primary key references frost.account,
  wrapped_key text  not null,
  signing_key bytea not null
);

-- What authorises a token: the hash of its client_token. The text of an API token, which its owner may list,
-- is sealed under the account's data key.
create table frost.token (
  hash      bytea       primary key,
  position  bigint      generated always as identity,
  account   uuid        not null,
  kind      text        not null,
  sealed    bytea,
  created   timestamptz not null,
  last_used timestamptz,
  expires   timestamptz not null,
  revoked   timestamptz
);
create index token_of_account on frost.token (account, position) where revoked is null;

-- Secrets that the embedded profile makes for itself; empty everywhere else.
create table frost.embedded_secret (
  name  text primary key,
  value text not null
);
