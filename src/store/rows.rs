//! Many rows as one JSON parameter, so that a batch is one statement a table on both engines.

use std::fmt::Write as _;

use serde_json::Value;
use sqlx::{
    Encode, Postgres, Sqlite, Type,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgTypeInfo, types::Oid},
    sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo},
};

/// PostgreSQL's own number for `jsonb`.
const JSONB: Oid = Oid(3802);

/// An object of arrays, `{"0":[..],"1":[..]}`: PostgreSQL's `jsonb_each` takes objects only.
#[derive(Clone, Debug)]
pub struct Rows(String);

impl Rows {
    /// Gathers rows, each a JSON array of its columns.
    pub fn of(rows: impl IntoIterator<Item = Value>) -> Self {
        let mut text = String::from("{");
        for (n, row) in rows.into_iter().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            // Writing to a String never fails.
            let _ = write!(text, "{comma}\"{n}\":{row}");
        }
        text.push('}');
        Self(text)
    }

    /// Rows of one column.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of(texts.into_iter().map(|text| serde_json::json!([text])))
    }
}

impl Type<Sqlite> for Rows {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Rows {
    fn encode_by_ref(&self, arguments: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        <String as Encode<'_, Sqlite>>::encode_by_ref(&self.0, arguments)
    }
}

impl Type<Postgres> for Rows {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(JSONB)
    }
}

impl Encode<'_, Postgres> for Rows {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        // The binary form of jsonb is its version, 1, before the text.
        buffer.push(1);
        buffer.extend_from_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }
}
