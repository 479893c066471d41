-- For the list of connections, which is filtered by tenant; its order by name has the index connection_name.
create index connection_tenant on connection (tenant_id);

-- The service's key pair for sealed credentials, a JWK encrypted with the keyset. There is one at most.
create table sealing_key (
    singleton  boolean     primary key default true check (singleton),
    ciphertext bytea       not null,
    created_at timestamptz not null
);
