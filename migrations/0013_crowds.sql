-- Many devices of one network: each is heard; whether a second counts in public is said when it is given (decision 48).
alter table second add column counted boolean not null default true;

-- 现场网络: the networks of the hall, from which an audience is expected; a JSON list. No row: none was declared.
create table hall (
    inquiry text not null primary key references inquiry (id),
    networks text not null,
    version bigint not null
) {lean};
