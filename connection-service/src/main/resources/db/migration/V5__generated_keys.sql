-- Whether the service made the key pair: such a private key is sealed for the service itself alone. Of what is stored
-- already nobody knows any more; whoever brought his own has it elsewhere.
alter table credential add column generated boolean not null default false;

update credential set generated = true where kind = 'certificate';
