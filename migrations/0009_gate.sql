-- 收题快慢: how fast the door of an inquiry is while it is open, and what the public reads of it. No row: open, and nobody has turned it.
create table gate (
    inquiry text not null primary key references inquiry (id),
    gate text not null,
    sentence text,
    turned_by text,
    turned_at bigint not null,
    version bigint not null
) {lean};
