//! The shelf of running orders: one an inquiry, held while a gesture changes it.

use serde_json::json;

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    asking::AskedBy,
    id::{InquiryId, ItemId, PersonId, QuestionId},
    moment::Moment,
    rundown::{Card, CardKind, Item, ItemState, Pull, Rundown},
};

#[derive(sqlx::FromRow)]
struct Head {
    version: i64,
    cursor_item: Option<ItemId>,
    last_take_at: Option<Moment>,
    graphic: bool,
    halted_at: Option<Moment>,
    card_kind: Option<CardKind>,
    card_id: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ItemId,
    question: Option<QuestionId>,
    title: Option<String>,
    asked_by: AskedBy,
    deputy: Option<PersonId>,
    bridge: Option<String>,
    planned_s: i64,
    state: ItemState,
    taken_at: Option<Moment>,
    was_seen: bool,
    off_at: Option<Moment>,
    halted_ms: i64,
    entered_at: Option<Moment>,
    pull_code: Option<String>,
    pull_asked_by: Option<String>,
    pull_how: Option<String>,
    air_approved: bool,
}

/// The running order of an inquiry; an empty one at version 1 where nobody has begun it.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Rundown> {
    let head: Option<Head> =
        sql("select version, cursor_item, last_take_at, graphic, halted_at, card_kind, card_id from rundown
             where inquiry = $1")
        .bind(inquiry.as_str())
        .maybe(tx)
        .await?;
    whole(tx, inquiry, head).await
}

/// The running order, held until the transaction is over: whatever changes what is on air takes this lock first.
pub async fn hold(tx: &mut Tx, inquiry: &InquiryId) -> Result<Rundown> {
    sql("insert into rundown (inquiry, version, graphic) values ($1, 1, false) on conflict (inquiry) do nothing")
        .bind(inquiry.as_str())
        .run(tx)
        .await?;
    let head: Head = sql("update rundown set version = version where inquiry = $1
         returning version, cursor_item, last_take_at, graphic, halted_at, card_kind, card_id")
    .bind(inquiry.as_str())
    .one(tx)
    .await?;
    whole(tx, inquiry, Some(head)).await
}

async fn whole(tx: &mut Tx, inquiry: &InquiryId, head: Option<Head>) -> Result<Rundown> {
    let rows: Vec<Row> = sql("select rundown_item.*, air_text.approved_by is not null as air_approved
         from rundown_item left join air_text on air_text.question = rundown_item.question
         where inquiry = $1 order by place, id")
    .bind(inquiry.as_str())
    .all(tx)
    .await?;
    let items = rows.into_iter().map(Item::from).collect();
    Ok(match head {
        None => Rundown { items, version: 1, ..Rundown::default() },
        Some(Head { version, cursor_item: cursor, last_take_at, graphic, halted_at, card_kind, card_id }) => {
            let card = card_kind.zip(card_id).map(|(kind, id)| Card { kind, id });
            Rundown { items, cursor, last_take_at, graphic, card, halted_at, version }
        }
    })
}

impl From<Row> for Item {
    fn from(row: Row) -> Self {
        let pulled = match (row.pull_code, row.pull_asked_by, row.pull_how) {
            (Some(code), Some(asked_by), Some(how)) => Some(Pull { code, asked_by, how }),
            _ => None,
        };
        Item {
            id: row.id,
            question: row.question,
            title: row.title,
            asked_by: row.asked_by,
            deputy: row.deputy,
            bridge: row.bridge,
            planned_s: u32::try_from(row.planned_s).unwrap_or_default(),
            air_approved: row.air_approved,
            state: row.state,
            taken_at: row.taken_at,
            was_seen: row.was_seen,
            off_at: row.off_at,
            halted_ms: row.halted_ms,
            entered_at: row.entered_at,
            pulled,
        }
    }
}

/// Saves a running order that is held in this transaction.
pub async fn save(tx: &mut Tx, inquiry: &InquiryId, rundown: &Rundown) -> Result<()> {
    sql("update rundown set version = $1, cursor_item = $2, last_take_at = $3, graphic = $4, halted_at = $5,
                card_kind = $6, card_id = $7 where inquiry = $8")
    .bind(rundown.version)
    .bind(rundown.cursor.as_ref().map(ItemId::as_str))
    .bind(rundown.last_take_at)
    .bind(rundown.graphic)
    .bind(rundown.halted_at)
    .bind(rundown.card.as_ref().map(|card| card.kind.word()))
    .bind(rundown.card.as_ref().map(|card| card.id.as_str()))
    .bind(inquiry.as_str())
    .run(tx)
    .await?;
    sql("delete from rundown_item where inquiry = $1 and id not in (select value->>0 from jsonb_each($2))")
        .bind(inquiry.as_str())
        .bind(Rows::of_texts(rundown.items.iter().map(|item| item.id.as_str())))
        .run(tx)
        .await?;
    if rundown.items.is_empty() {
        return Ok(());
    }
    let rows = rundown.items.iter().enumerate().map(|(place, item)| {
        let pulled = item.pulled.as_ref();
        json!([
            item.id,
            place,
            item.question,
            item.title,
            item.planned_s,
            item.state,
            item.taken_at,
            i64::from(item.was_seen),
            item.off_at,
            pulled.map(|pull| &pull.code),
            pulled.map(|pull| &pull.asked_by),
            pulled.map(|pull| &pull.how),
            item.asked_by,
            item.deputy,
            item.bridge,
            item.halted_ms,
            item.entered_at,
        ])
    });
    // SQLite reads `on conflict` behind a select only after a `where`.
    sql("insert into rundown_item
         (inquiry, id, place, question, title, planned_s, state, taken_at, was_seen, off_at, pull_code, pull_asked_by, pull_how,
          asked_by, deputy, bridge, halted_ms, entered_at)
         select $1, value->>0, cast(value->>1 as bigint), value->>2, value->>3, cast(value->>4 as bigint), value->>5,
                cast(value->>6 as bigint), cast(value->>7 as bigint) = 1, cast(value->>8 as bigint), value->>9, value->>10,
                value->>11, value->>12, value->>13, value->>14, cast(value->>15 as bigint), cast(value->>16 as bigint)
         from jsonb_each($2) where true
         on conflict (id) do update set place = excluded.place, planned_s = excluded.planned_s, title = excluded.title,
                state = excluded.state, taken_at = excluded.taken_at, was_seen = excluded.was_seen,
                off_at = excluded.off_at, pull_code = excluded.pull_code, pull_asked_by = excluded.pull_asked_by,
                pull_how = excluded.pull_how, asked_by = excluded.asked_by, deputy = excluded.deputy,
                bridge = excluded.bridge, halted_ms = excluded.halted_ms, entered_at = excluded.entered_at")
    .bind(inquiry.as_str())
    .bind(Rows::of(rows))
    .run(tx)
    .await
    .map(drop)
}
