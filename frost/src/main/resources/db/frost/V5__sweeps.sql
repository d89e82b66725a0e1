-- By when they ended, so that what ended long ago is found and deleted in bulk.
create index token_ended on frost.token (coalesce(revoked, expires));
create index mail_sent on frost.mail (sent) where sent is not null;
