-- Which agent serves a connection, since when, and who did before; null where no label was ever set.
alter table connection add column served_by jsonb;
