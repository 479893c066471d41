-- Records that wait to be sent: events of the audit trail, and what this service itself says about credentials. Written
-- in the transaction of what they tell, removed after the broker has acknowledged them.
create table outbox (
    sequence    bigint      generated always as identity primary key,
    topic       text        not null, -- the full name
    record_key  text        not null,
    value       bytea,                -- null: a record without a value, which deletes its key
    event_id    text        not null, -- CloudEvents' id: the same however often the record is sent
    source      text        not null,
    subject     text        not null,
    happened_at timestamptz not null,
    traceparent text
);
