-- How many mails an address was written in the past hour.
create index mail_recipient on frost.mail (lower(recipient), created);
