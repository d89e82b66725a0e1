-- Which keys wrapped the data keys: looked at when Frost starts.
create index account_key_version on frost.account_key (substring(wrapped_key from '^[^:]*:[^:]*:'));
-- Addresses are found in any case, and no new account has one that differs in case only. Not unique: earlier versions
-- took both.
create index account_email_in_any_case on frost.account (lower(email));
create index audit_of_wrong_passwords on frost.audit (account, at) where action = 'password-wrong';
