-- Who asks, by a closed list of words, for ever. `source` stays the other system's own name, under which its numbers are known.
alter table question add column provenance text not null default 'web';

update question set provenance = case when source in ('web', 'hotline', 'deputy', 'programme', 'undercover', 'comment', 'paper') then source else 'hotline' end;

-- 急件: it rings until one person takes it, and stays open until they say to whom it was passed. A question rings once at a time.
create table alarm (
    id text not null primary key,
    question text not null,
    inquiry text not null references inquiry (id),
    rung_by text,
    rung_at bigint not null,
    taken_by text,
    taken_at bigint,
    passed_to text,
    done text,
    ended_by text,
    ended_at bigint,
    was_mistaken boolean not null,
    version bigint not null
);
create unique index alarm_open on alarm (question) where ended_at is null;
create index alarm_inquiry on alarm (inquiry, id);
