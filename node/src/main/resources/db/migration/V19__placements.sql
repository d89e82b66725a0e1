-- Columns alone, in the order in which readers come to the tables: each is locked for a moment.

-- Whether the text says nothing but what its issuer signed; unknown of older ones, which stay.
alter table view.claim add column valid boolean;

-- The SHA-256 of the work, where the claim says it; unknown of older ones.
alter table view.claim add column work_sha256 text;

-- Which files this node stored itself, and the SHA-256 of the work, as far as whoever posted it here said so: what
-- somebody's batch says beside it may be untrue.
alter table view.file add column own boolean not null default false;
alter table view.file add column work_sha256 text;

-- A batch may be read as several layouts, for whoever anchors it says which it is. What it was read as that gives most
-- counts; unknown of what was read before.
alter table view.member add column layout int;
