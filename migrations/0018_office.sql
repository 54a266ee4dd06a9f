-- 密封: no question's words are public before it was on air. Opening the list to everybody later is told with a notice.
alter table question add column sealed boolean not null default false;

alter table disclosure add column unsealed_at bigint;

alter table disclosure add column unsealed_by text;

alter table disclosure add column unsealed_notice text;

-- What was decided so far said that nothing is public at all: it is sealed from now on.
update question set sealed = true
where inquiry in (select disclosure.inquiry from disclosure where not disclosure.public_after_review);
