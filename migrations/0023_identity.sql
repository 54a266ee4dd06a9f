-- 身份核验: how an asker's identity is confirmed is settled with the other rules of an inquiry before its call opens.
alter table disclosure add column identity text not null default 'none';

-- What a device has proved: by which way, a keyed digest of the telephone number or account, and the same sealed. Shown to nobody.
create table proof (
    visitor text not null,
    way text not null,
    digest text not null,
    subject_sealed text not null,
    proved_at bigint not null,
    primary key (visitor, way)
) {lean};
create index proof_age on proof (proved_at);

-- 验证码: one at a time for a device, and only for the number to which it was sent.
create table phone_code (
    visitor text not null primary key,
    number_digest text not null,
    code_digest text not null,
    tries bigint not null,
    until_at bigint not null
) {lean};

-- Tickets of the county's app that were used: each opens once.
create table used_ticket (
    nonce text not null primary key,
    until_at bigint not null
) {lean};

-- With a question stays how its asker's identity was confirmed, sealed, until the address is erased.
alter table question add column identity text;
alter table question add column identity_digest text;
alter table question add column identity_sealed text;

-- 待回拨: nobody has called back yet, so it is neither published nor handed over.
alter table question add column uncalled boolean not null default false;
create index question_uncalled on question (inquiry, number) where uncalled;
