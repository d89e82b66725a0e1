-- Mails, written with what they tell of and sent after the commit. They carry tokens, so they are sealed under the
-- account's data key, and the text goes when the mail is sent.
create table frost.mail (
  position  bigint      generated always as identity primary key,
  account   uuid        not null,
  recipient text        not null,
  subject   text        not null,
  sealed    bytea,
  created   timestamptz not null,
  attempts  int         not null default 0,
  due       timestamptz not null,
  sent      timestamptz
);
create index mail_due on frost.mail (due) where sent is null;
