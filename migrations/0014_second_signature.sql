-- 指名、初审复审: two persons stand for words that accuse a recognisable person, or that the inquiry wants read twice.
alter table question add column named boolean not null default false;

alter table question add column signed_by text;

alter table question add column signed_text text;

-- In which phases every public text is read by two.
alter table disclosure add column second_review text not null default 'never';

-- 说的是我、内容不实: whoever is spoken of contests a public question or promise; answered once, with a sentence.
create table contest (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    contested text not null,
    subject text not null,
    claim text not null,
    text text not null,
    visitor text not null,
    asked_at bigint not null,
    due_on text not null,
    ruling text,
    answer text,
    answered_by text,
    answered_at bigint,
    version bigint not null
) {lean};
create index contest_inquiry on contest (inquiry, due_on);
create index contest_subject on contest (subject, visitor);

