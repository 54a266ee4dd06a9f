-- 我未满18岁: private, its school covered, never on air. 替家人反映: asked for somebody of the family.
alter table question add column minor boolean not null default false;
alter table question add column on_behalf boolean not null default false;
