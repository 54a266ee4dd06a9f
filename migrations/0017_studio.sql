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

-- 审定: signed papers of an inquiry, with the words of the order as they stood; the latest counts. The scan lies sealed on the shelf.
create table sign_off (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    signed_by text not null,
    kept_by text not null,
    at bigint not null,
    scan text not null,
    sha256 text not null,
    words text not null
);
create index sign_off_inquiry on sign_off (inquiry, at);
-- Each opening of a signed paper.
create table scan_opening (
    id text not null primary key,
    sign_off text not null references sign_off (id),
    person text not null,
    at bigint not null
);
create index scan_opening_sign_off on scan_opening (sign_off);

-- A correction of an air text that the host may be reading: until another person signs it, the words stay as they are.
alter table air_text add column correction text;
alter table air_text add column correction_by text;
alter table air_text add column correction_at bigint;
alter table air_text add column corrected_at bigint;

-- What lies over the picture beside a question: a name strap or the card of a promise.
alter table rundown add column card_kind text;
alter table rundown add column card_id text;
