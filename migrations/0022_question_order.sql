-- Whose a question's order is: lead, co, doer, via, and each time that it was given back.
create table question_order (
    question text not null primary key,
    inquiry text not null references inquiry (id),
    arbitrate_by text,
    helping text not null,
    whole text not null
) {lean};
create index question_order_open on question_order (arbitrate_by, question) where arbitrate_by is not null;
create index question_order_inquiry on question_order (inquiry, question);
