create table question (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    number bigint not null,
    asker text,
    state text not null,
    urgent boolean not null,
    for_lead boolean not null,
    visibility text not null,
    title text,
    original text not null,
    place text,
    department text,
    name_sealed text,
    contact_sealed text,
    public_text text,
    merged_into text,
    outcome text,
    reason text,
    completion text,
    appeal text,
    source text not null,
    source_id text,
    version bigint not null,
    asked_at bigint not null,
    changed_at bigint not null
) {lean};
create unique index question_number on question (inquiry, number);
create index question_state on question (inquiry, state, id);
create index question_merged on question (merged_into) where merged_into is not null;

-- Facts, never changed: turn 1 gives, 2 withdraws, 3 gives again. A device counts while its last turn is odd.
create table second (
    question text not null,
    visitor text not null,
    turn bigint not null,
    at bigint not null,
    primary key (question, visitor, turn)
) {lean};

create table decision (
    id text not null primary key,
    question text not null,
    inquiry text not null,
    bulk text,
    action text not null,
    reason text,
    note text,
    by_person text not null,
    at bigint not null,
    before text not null,
    version_after bigint not null,
    undone_at bigint
) {lean};
create index decision_question on decision (question, at);

-- 领取: a lease, not a fact; never journalled.
create table hold (
    question text not null primary key,
    person text not null,
    until_at bigint not null
);

create table rating (
    question text not null primary key,
    answer text not null,
    handling text not null,
    note text,
    at bigint not null
);

create table harassment (
    id text not null primary key,
    question text not null,
    text text not null,
    at bigint not null,
    due_on text not null,
    taken_by text,
    done_note text
);

-- Who opened a contact, when and why; the asker and the auditor read it.
create table reveal (
    id text not null primary key,
    question text not null,
    person text not null,
    reason text not null,
    at bigint not null
);
create index reveal_question on reveal (question);
