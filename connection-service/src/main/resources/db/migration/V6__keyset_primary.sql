-- Which keys of the keyset have been the primary one, in the order in which any replica has seen them first. What is
-- stored is encrypted again with the last of them alone, so that a replica with an older keyset file undoes nothing.
create table keyset_primary (
    sequence bigint      generated always as identity primary key,
    key_id   bigint      not null unique, -- Tink's id as an unsigned number
    seen_at  timestamptz not null
);
