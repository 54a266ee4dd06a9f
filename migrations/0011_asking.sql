-- Who asks on air, for each place of the running order; which deputy, where one does.
alter table rundown_item add column asked_by text not null default 'host';
alter table rundown_item add column deputy text;

-- What a deputy said of the answer on the spot; it is counted with no other rating.
create table spot_verdict (
    question text not null,
    deputy text not null,
    inquiry text not null references inquiry (id),
    verdict text not null,
    version bigint not null,
    at bigint not null,
    primary key (question, deputy)
) {lean};
create index spot_verdict_inquiry on spot_verdict (inquiry);
