-- 发文字号 of an order, as the office gave it: of a promise or of a question that a department owes.
create table dispatch (
    subject text not null primary key,
    inquiry text not null,
    number text not null,
    version bigint not null,
    person text not null,
    at bigint not null
) {lean};
create unique index dispatch_number on dispatch (number);
