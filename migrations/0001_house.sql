-- Who works here, and what they may do.
create table person (
    id text not null primary key,
    name text not null unique,
    version bigint not null,
    created_at bigint not null,
    ended_at bigint
);

create table role_grant (
    id text not null primary key,
    person text not null references person (id),
    role text not null,
    programme text,
    inquiry text,
    department text,
    created_at bigint not null,
    ended_at bigint
);
create index role_grant_person on role_grant (person);

-- A bearer token, a session or a one-time invitation: only its hash is kept.
create table credential (
    hash text not null primary key,
    kind text not null check (kind in ('token', 'session', 'invitation')),
    person text not null references person (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    revoked_at bigint
);

create table department (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    kind text not null check (kind in ('organ', 'company', 'township')),
    version bigint not null
);

create table programme (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    organiser text not null,
    hotline text,
    zone text not null,
    notice_days bigint not null,
    version bigint not null
);

create table inquiry (
    id text not null primary key,
    ordinal bigint not null unique,
    slug text not null unique,
    programme text not null references programme (id),
    theme text not null,
    phase text not null,
    interruption text,
    sentence text,
    starts_at bigint not null,
    minutes bigint not null,
    call_closes_at bigint not null,
    stream_url text,
    delay_ms bigint not null,
    version bigint not null
);

create table summoned (
    inquiry text not null references inquiry (id),
    department text not null references department (id),
    place bigint not null,
    primary key (inquiry, department)
) {lean};

create table respondent (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    department text not null references department (id),
    post text not null,
    name text not null,
    place bigint not null
);
