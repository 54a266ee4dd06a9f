-- What an inquiry shows to whom; once its call is open it only gets tighter.
create table disclosure (
    inquiry text not null primary key references inquiry (id),
    public_after_review boolean not null,
    before_show text not null,
    fixed_at bigint
);

-- What another system said about when it was asked: where it comes from, not our record.
alter table question add column source_time text;

create index question_source on question (inquiry, source, source_id) where source_id is not null;

-- A file of another system on its way in.
create table import (
    id text not null primary key,
    inquiry text not null references inquiry (id),
    source text not null,
    file_name text not null,
    person text not null,
    header text not null,
    mapping text not null,
    state text not null,
    total bigint not null,
    good bigint not null,
    done bigint not null,
    stored bigint not null,
    repeated bigint not null,
    failed bigint not null,
    version bigint not null,
    created_at bigint not null,
    changed_at bigint not null
);
create index import_inquiry on import (inquiry, created_at);

-- Its rows, sealed in parts and gone once they are questions.
create table import_part (
    import text not null,
    part bigint not null,
    sealed text not null,
    primary key (import, part)
) {lean};

-- What is wrong with a row, or worth knowing.
create table import_issue (
    import text not null,
    place bigint not null,
    line_no bigint not null,
    field text not null,
    code text not null,
    of_line bigint,
    stops boolean not null,
    primary key (import, place)
) {lean};
