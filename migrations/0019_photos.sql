-- 照片: what an asker sent with a question; nobody but the desk sees it until a moderator has passed it. The files lie on the shelf.
create table photo (
    id text not null primary key,
    question text not null references question (id),
    inquiry text not null references inquiry (id),
    state text not null,
    sha256 text not null,
    width bigint not null,
    height bigint not null,
    bytes bigint not null,
    sent_at bigint not null,
    judged_by text,
    version bigint not null
) {lean};
create index photo_question on photo (question, sent_at);
