-- 译文: what a person of the staff wrote beside an original in another language. The original never changes.
create table translation (
    question text not null primary key references question (id),
    inquiry text not null references inquiry (id),
    text text not null,
    by_person text not null,
    at bigint not null,
    version bigint not null
) {lean};
