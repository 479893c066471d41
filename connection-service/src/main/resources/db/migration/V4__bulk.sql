-- For the list of connections, which is filtered by tenant; its order by name has the index connection_name.
create index connection_tenant on connection (tenant_id);
