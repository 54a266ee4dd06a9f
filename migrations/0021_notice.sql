-- 告知与同意: which words an asker agreed to. A version never changes; what it said is kept as long as the house.
create table notice (
    version text not null primary key,
    words text not null,
    first_at bigint not null
) {lean};

alter table question add column notice text;

-- 网络日志: from which address it was sent, sealed; kept as long as the law asks (《网络安全法》第二十一条: six months), then erased.
alter table question add column network_sealed text;
