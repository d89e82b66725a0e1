-- Wrong passwords, by a hash of whose it would have been and by one of the client that tried. Rows go after a day.
create table frost.wrong_password (
  key      bytea       primary key,
  failures int         not null,
  since    timestamptz not null,
  blocked  timestamptz
);
create index wrong_password_since on frost.wrong_password (since);

-- Addresses that a reset was asked for, whether they have an account or not; gone a second later.
create table frost.reset_request (
  position bigint      generated always as identity primary key,
  email    text        not null,
  asked_from text      not null,
  created  timestamptz not null,
  due      timestamptz not null
);
create index reset_request_due on frost.reset_request (due);
