-- What the host says on the way to a question, and how the name of whoever answers is spoken.
alter table rundown_item add column bridge text;
alter table respondent add column reading text;
