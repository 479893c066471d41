-- A connection can hold several credentials: of each kind the active one, one that waits to be tried, and the one that
-- was active before.
alter table credential drop constraint credential_pkey;
alter table credential drop constraint credential_kind_check;

alter table credential
    add column id          uuid        not null default gen_random_uuid(),
    add column state       text        not null default 'active',
    add column secret_id   text,        -- Entra ID's id of a client secret, where the operator gave it
    add column certificate bytea,       -- the public certificate, DER; what is encrypted is its private key, PKCS#8
    add column expires_at  timestamptz, -- of a certificate: its end; of a client secret: what the operator says
    add column tried_at    timestamptz, -- when Entra ID gave a token for it before it became active
    add column warned_days integer,     -- the smallest threshold of its expiry that has been announced
    add constraint credential_pkey primary key (id),
    add constraint credential_kind check (kind in ('client-secret', 'certificate')),
    add constraint credential_state check (state in ('active', 'staged', 'previous')),
    add constraint credential_certificate check ((kind = 'certificate') = (certificate is not null)),
    -- Checked at the end of a statement, so that two credentials can change places.
    add constraint credential_place unique (connection_id, kind, state) deferrable initially immediate;

alter table credential alter column id drop default;
alter table credential alter column state drop default;

create index credential_expiry on credential (expires_at);

-- Which kind of credential each capability signs in with; empty: a client secret where there is one.
alter table connection add column credential_use jsonb not null default '{}';
