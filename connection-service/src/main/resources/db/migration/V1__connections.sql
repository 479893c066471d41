-- A connection to a Microsoft tenant. Never a secret: those are in the table credential, encrypted.
create table connection (
    id            uuid        primary key,
    name          text        not null,
    tenant_id     uuid        not null,
    tenant_domain text,
    cloud         text        not null,
    base_urls     jsonb       not null,
    client_id     uuid        not null,
    enabled       boolean     not null,
    poll_interval text        not null, -- ISO 8601 duration
    capabilities  jsonb       not null,
    revision      bigint      not null, -- starts at 1, grows by one with each change
    created_at    timestamptz not null,
    changed_at    timestamptz not null
);

-- Analysts name connections in requests: 'Contoso' and 'contoso' must not be two.
create unique index connection_name on connection (lower(name));

-- Encrypted with the keyset outside this database; the connection's id is the associated data, so that a row copied to
-- another connection does not decrypt.
create table credential (
    connection_id uuid        not null references connection on delete cascade,
    kind          text        not null check (kind in ('client-secret')),
    ciphertext    bytea       not null,
    stored_at     timestamptz not null,
    primary key (connection_id, kind)
);

-- One row for each change that the topic has not been told of. Written in the transaction of the change, removed after
-- the broker has acknowledged the connection's state. Rows are only ever added and removed, so that a change never
-- waits for a publisher.
create table publication_mark (
    sequence      bigint      generated always as identity primary key,
    connection_id uuid        not null,
    tenant_id     uuid        not null,
    marked_at     timestamptz not null,
    traceparent   text
);

-- The one row that a publisher locks while it publishes, so that of several replicas one writes at a time.
create table publication_turn (
    singleton boolean primary key default true check (singleton)
);

insert into publication_turn default values;
