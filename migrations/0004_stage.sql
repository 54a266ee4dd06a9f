-- The running order of an inquiry, and what stands in it.
create table rundown (
    inquiry text not null primary key references inquiry (id),
    version bigint not null,
    cursor_item text,
    last_take_at bigint,
    graphic boolean not null
);

create table rundown_item (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    place bigint not null,
    question text,
    title text,
    planned_s bigint not null,
    state text not null,
    taken_at bigint,
    was_seen boolean not null,
    off_at bigint,
    pull_code text,
    pull_asked_by text,
    pull_how text
);
create index rundown_item_inquiry on rundown_item (inquiry, place);
create index rundown_item_question on rundown_item (question);

-- 上屏文: one a question, approved by another person, or alone with a reason until somebody countersigns.
create table air_text (
    question text not null primary key,
    text text not null,
    written_by text not null,
    written_at bigint not null,
    approved_by text,
    approved_at bigint,
    alone text,
    countersigned_by text,
    countersigned_at bigint
);

-- What happened on air and has not reached the public: until its release everybody sees the question as it was before.
create table delayed (
    question text not null,
    version bigint not null,
    inquiry text not null,
    due_at bigint not null,
    kind text not null check (kind in ('taken', 'cleared')),
    before_state text not null,
    before_outcome text,
    released_at bigint,
    primary key (question, version)
) {lean};
create index delayed_due on delayed (due_at) where released_at is null;
create index delayed_inquiry on delayed (inquiry) where released_at is null;

create table message (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    addressee text not null,
    text text not null,
    by_person text not null,
    at bigint not null,
    acked_at bigint,
    acked_by text
);
create index message_inquiry on message (inquiry, id);

-- A display with its own link. What it painted and when it was last heard of are no facts and are never journalled.
create table screen (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    kind text not null,
    label text not null,
    key_hash text not null unique,
    made_at bigint not null,
    revoked_at bigint,
    seen_at bigint,
    painted_item text,
    painted_version bigint,
    painted_at bigint,
    painted_lag_ms bigint
);
create index screen_inquiry on screen (inquiry, id);
