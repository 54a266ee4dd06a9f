//! Applies `migrations/` in order; which have been applied is itself a table.

use sqlx::migrate::{Migration, MigrationType, Migrator};

use super::{
    Result,
    engine::{Engine, Store},
    turnstile::Lane,
};

macro_rules! migrations {
    ($($version:literal $name:literal),+ $(,)?) => {
        &[$(($version, $name, include_str!(concat!("../../migrations/", $name, ".sql")))),+]
    };
}

/// Every migration: its number, its file, its text. A test asserts that no file of the folder is missing here.
pub const MIGRATIONS: &[(i64, &str, &str)] = migrations![1 "0001_house", 2 "0002_journal", 3 "0003_questions", 4 "0004_stage", 5 "0005_commitments", 6 "0006_office", 7 "0007_promise_delay", 8 "0008_provenance_and_alarms", 9 "0009_gate", 10 "0010_dispatch", 11 "0011_asking", 12 "0012_safety_of_the_asker", 13 "0013_crowds", 14 "0014_second_signature", 15 "0015_between_questions", 16 "0016_who_is_asking", 17 "0017_studio", 18 "0018_office", 19 "0019_photos", 20 "0020_translation", 21 "0021_notice", 22 "0022_question_order", 23 "0023_identity"];

/// Brings the database up to date.
pub async fn migrate(store: &Store) -> Result<()> {
    match &store.engine {
        Engine::Sqlite { writer, .. } => {
            migrator(false).run_direct(None, writer.lend(Lane::Act).await.connection()?, false).await?;
        }
        Engine::Postgres(pool) => migrator(true).run(pool).await?,
    }
    Ok(())
}

/// How many migrations the database lacks.
pub async fn behind(store: &Store) -> Result<usize> {
    let applied: std::result::Result<i64, sqlx::Error> = match &store.engine {
        Engine::Sqlite { readers, .. } => {
            sqlx::query_scalar("select count(*) from _sqlx_migrations where success").fetch_one(readers).await
        }
        Engine::Postgres(pool) => {
            sqlx::query_scalar("select count(*) from _sqlx_migrations where success").fetch_one(pool).await
        }
    };
    match applied {
        Ok(applied) => Ok(MIGRATIONS.len().saturating_sub(applied as usize)),
        // The table of applied migrations is made by the first of them.
        Err(sqlx::Error::Database(_)) => Ok(MIGRATIONS.len()),
        Err(other) => Err(other.into()),
    }
}

fn migrator(postgres: bool) -> Migrator {
    let migrations = MIGRATIONS.iter().map(|&(version, name, text)| {
        let text = sqlx::AssertSqlSafe(spoken(text, postgres));
        Migration::new(version, name.into(), MigrationType::Simple, sqlx::SqlSafeStr::into_sql_str(text), false)
    });
    Migrator::with_migrations(migrations.collect())
}

/// The file in the engine's own words: see `migrations/README.md`.
fn spoken(text: &str, postgres: bool) -> String {
    let mine = if postgres { "postgres" } else { "sqlite" };
    let mut skips = false;
    let lines = text.lines().filter(|line| {
        if let Some(engine) = line.strip_prefix("-- only: ") {
            skips = engine.trim() != mine;
        } else if line.is_empty() {
            skips = false;
        }
        !skips
    });
    let text: Vec<&str> = lines.collect();
    text.join("\n").replace("{lean}", if postgres { "" } else { "without rowid" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder =
            std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).expect("the folder is there");
        let files = folder
            .filter_map(|file| file.ok()?.file_name().into_string().ok()?.strip_suffix(".sql").map(str::to_owned));
        let mut files: Vec<String> = files.collect();
        files.sort();

        let listed: Vec<&str> = MIGRATIONS.iter().map(|&(_, name, _)| name).collect();

        assert_eq!(files, listed);
    }

    #[test]
    fn a_marked_block_is_for_its_engine_alone() {
        let text = "create table a (b text) {lean};\n\n-- only: postgres\ncreate index c on a (b);\n\ncreate table d (e text);";

        assert!(!spoken(text, false).contains("index c"));
        assert!(spoken(text, false).contains("without rowid") && spoken(text, false).contains("table d"));
        assert!(spoken(text, true).contains("index c") && spoken(text, true).contains("table d"));
    }
}
