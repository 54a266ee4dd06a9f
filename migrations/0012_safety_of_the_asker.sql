-- The flat number stands apart from the place. It goes to a department only by a request that its asker agreed to.
alter table question add column flat_sealed text;

create table flat_request (
    id text not null primary key,
    question text not null,
    inquiry text not null references inquiry (id),
    department text not null,
    asked_by text not null,
    reason text not null,
    asked_at bigint not null,
    state text not null,
    answered_at bigint,
    flat_sealed text,
    version bigint not null
);
create index flat_request_question on flat_request (question, id);
create index flat_request_inquiry on flat_request (inquiry, id);

-- What was opened: the contact, or the flat number on its asker's word.
alter table reveal add column what text not null default 'contact';

-- 有人因此为难我: who of the supervisors has it, and what the asker was told.
alter table harassment add column inquiry text;
alter table harassment add column taken_at bigint;
alter table harassment add column answered_by text;
alter table harassment add column answered_at bigint;
alter table harassment add column version bigint not null default 1;

update harassment set inquiry = (select question.inquiry from question where question.id = harassment.question);

create index harassment_question on harassment (question, id);
create index harassment_open on harassment (due_on, id) where answered_at is null;

-- A question's id tells the day alone, so lists are ordered by its number.
drop index question_state;
create index question_standing on question (inquiry, state, number);
