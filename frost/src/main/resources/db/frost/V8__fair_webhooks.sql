-- The first that is due of each webhook, however many others have: a look costs one step for each webhook.
create index webhook_delivery_next on frost.webhook_delivery (webhook, due) where due is not null;
-- How many attempts there were before it was last asked for again.
alter table frost.webhook_delivery add column resent_after int not null default 0;
