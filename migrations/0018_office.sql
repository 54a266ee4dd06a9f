-- 密封: no question's words are public before it was on air. Opening the list to everybody later is told with a notice.
alter table question add column sealed boolean not null default false;

alter table disclosure add column unsealed_at bigint;

alter table disclosure add column unsealed_by text;

alter table disclosure add column unsealed_notice text;

-- What was decided so far said that nothing is public at all: it is sealed from now on.
update question set sealed = true
where inquiry in (select disclosure.inquiry from disclosure where not disclosure.public_after_review);

-- 盖章扫描件 of an order, kept as it was issued.
create table scan (
    id text not null primary key,
    kind text not null,
    subject text not null,
    inquiry text not null references inquiry (id),
    media text not null,
    sha256 text not null,
    bytes bigint not null,
    person text not null,
    at bigint not null
) {lean};
create index scan_subject on scan (subject, at);
create index scan_inquiry on scan (inquiry, id);

-- 已告知: who was told of what, by which way.
create table told (
    id text not null primary key,
    subject text not null,
    inquiry text not null references inquiry (id),
    notice text not null,
    to_whom text not null,
    way text not null,
    person text not null,
    at bigint not null
) {lean};
create index told_subject on told (subject, at);
create index told_inquiry on told (inquiry, id);

-- 次日速报 as it stood on the morning after.
create table morning (
    inquiry text not null primary key references inquiry (id),
    at bigint not null,
    sheet text not null
) {lean};
