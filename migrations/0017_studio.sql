-- A cut signal halts the clocks of the show: since when, and how long each item was halted for.
alter table rundown add column halted_at bigint;
alter table rundown_item add column halted_ms bigint not null default 0;
-- A take that was made by voice and entered afterwards: when it was entered.
alter table rundown_item add column entered_at bigint;
-- The characters of the show that a screen cannot draw; none before it said so. No fact, and never journalled.
alter table screen add column cannot_draw text;

-- 开播检查: what somebody looked at before the show, the latest word on each point.
create table checked (
    inquiry text not null references inquiry (id),
    point text not null,
    good boolean not null,
    detail text,
    by_person text not null,
    at bigint not null,
    primary key (inquiry, point)
) {lean};

-- 掌台: which page of the gallery has the show. When it was last heard of is no fact; who took it is.
create table helm (
    inquiry text not null primary key references inquiry (id),
    page text not null,
    person text not null,
    taken_at bigint not null,
    seen_at bigint,
    version bigint not null
);
