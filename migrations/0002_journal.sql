-- The append-only record. A journal belongs to an inquiry, or to the house.
create table journal_head (
    journal text not null primary key,
    epoch text not null,
    salt text not null,
    seq bigint not null,
    hash text not null,
    public_offset bigint not null,
    desk_offset bigint not null,
    stage_offset bigint not null,
    questions bigint not null,
    tally bigint not null
);

create table journal (
    journal text not null,
    seq bigint not null,
    at bigint not null,
    actor_kind text not null,
    actor text not null,
    kind text not null,
    subject_kind text not null,
    subject text not null,
    from_state text,
    to_state text,
    why text,
    after text not null,
    prev text not null,
    hash text not null,
    primary key (journal, seq)
) {lean};

-- What each stream may hear of it, with an offset of its own. listener is a visitor for mailboxes, else empty.
create table line (
    journal text not null,
    stream text not null,
    listener text not null,
    off bigint not null,
    seq bigint not null,
    body text not null,
    primary key (journal, stream, listener, off)
) {lean};

-- A key and the first answer that it got, kept for seven days.
create table idempotency (
    scope text not null,
    key text not null,
    digest text not null,
    status bigint not null,
    body text not null,
    at bigint not null,
    primary key (scope, key)
) {lean};
create index idempotency_at on idempotency (at);
