-- What was promised. The columns are what lists and counts are made from, written by the same statement as the whole.
create table commitment (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    question text,
    kind text not null,
    stage text not null,
    outcome text not null,
    version bigint not null,
    lead text,
    doer text,
    co text not null,
    mark_at bigint not null,
    marked_afterwards boolean not null,
    said_on text not null,
    first_due text,
    provisional boolean not null,
    due_now text,
    done_on text,
    notice_ends_on text,
    step text,
    step_due text,
    whole text not null,
    captured_at bigint not null,
    changed_at bigint not null
);
create index commitment_inquiry on commitment (inquiry, id);
create index commitment_lead on commitment (lead, id);
create index commitment_question on commitment (question) where question is not null;

-- 打点: a moment of the recording, by the house's own clock.
create table mark (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    person text not null,
    at bigint not null
);

-- What was done with a promise. public_text may be read by all; internal_text stays among supervisor and parties.
create table commitment_record (
    id text not null primary key,
    commitment text not null references commitment (id),
    version bigint not null,
    at bigint not null,
    on_day text not null,
    part text not null,
    person text,
    department text,
    action text not null,
    stage text not null,
    outcome text not null,
    public_text text,
    internal_text text
);
create index commitment_record_commitment on commitment_record (commitment, id);

-- A picture; the file lies under media/ without anything that the camera wrote into it. shown_at: from when all may see it.
create table evidence (
    id text not null primary key,
    commitment text not null references commitment (id),
    part text not null,
    person text not null,
    department text,
    side text not null,
    caption text,
    taken_on text,
    sha256 text not null,
    width bigint not null,
    height bigint not null,
    bytes bigint not null,
    on_day text not null,
    at bigint not null,
    shown_at bigint
);
create index evidence_commitment on evidence (commitment, id);

-- Facts, never changed: a device of the public agrees with what was found, once a finding.
create table agreement (
    commitment text not null,
    visitor text not null,
    version bigint not null,
    at bigint not null,
    primary key (commitment, visitor, version)
) {lean};

-- 书面答复: every try, with what the office said to it.
create table answer (
    id text not null primary key,
    question text not null references question (id),
    department text not null,
    person text not null,
    text text not null,
    signed_by text not null,
    at bigint not null,
    on_day text not null,
    review text,
    reviewed_by text,
    reviewed_at bigint,
    reason text
);
create index answer_question on answer (question, id);

-- Notices of the State Council that came after the house was built; the later word holds.
create table calendar_notice (
    id text not null primary key,
    year bigint not null,
    text text not null,
    person text not null,
    at bigint not null
);

alter table question add column owner_department text;
alter table question add column due_on text;
alter table question add column order_text text;
create index question_owner on question (owner_department, state) where owner_department is not null;
