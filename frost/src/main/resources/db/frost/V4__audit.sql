-- Who did what to an account. Rows are appended in the transaction of what they tell of. Nobody changes one, and
-- nobody deletes one within a year, whatever their rights; what is older may go in bulk (docs/operations/stores.md).
create table frost.audit (
  position   bigint      generated always as identity primary key,
  account    uuid        not null,
  at         timestamptz not null,
  action     text        not null,
  token_kind text,
  token      text,
  client     text        not null,
  details    text        not null
);
create index audit_of_account on frost.audit (account, position);
create index audit_of_strangers on frost.audit (account, action, at)
  where action in ('log-in-failed', 'password-reset-asked');
create index audit_at on frost.audit using brin (at);

create function frost.audit_is_appended() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '1 year' then
      return old;
    end if;
  end if;
  raise exception 'frost.audit is only appended to';
end $$;
create trigger audit_is_appended before update or delete on frost.audit
  for each row execute function frost.audit_is_appended();
create trigger audit_is_kept before truncate on frost.audit
  for each statement execute function frost.audit_is_appended();
