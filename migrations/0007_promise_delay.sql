-- A promise whose words were confirmed before the public could have heard them: until its release it is not public.
create table promise_delay (
    commitment text not null primary key,
    inquiry text not null,
    due_at bigint not null,
    released_at bigint
) {lean};
create index promise_delay_due on promise_delay (due_at) where released_at is null;
