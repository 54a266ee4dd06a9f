//! The shelves of a town, reached past every door: to lead a question where only the show leads it, and to look for a text
//! that must be nowhere.

use wenzheng::{
    domain::{
        happening::{self, Actor, Faces, Kind},
        question::{Question, State},
    },
    store::{questions, sql},
};

use super::Town;

impl Town {
    /// Leads a question where only the show leads it, as the stage will.
    pub async fn leads(&self, id: &str, state: State) {
        let app = self.app();
        let mut act = app.begin(&Actor::House.into()).await.expect("an act begins");
        let before = questions::get(&mut act.tx, &id.into()).await.expect("it is read").expect("it is there");
        let after = Question { state, version: before.version + 1, ..before.clone() };
        let was = app.face(&mut act.tx, &before).await.expect("a face");
        questions::save(&mut act.tx, &after).await.expect("it is saved");
        let faces = Faces { before: was, after: app.face(&mut act.tx, &after).await.expect("a face") };
        act.record(happening::question_changed(Kind::Decided, Some(&before), &after, &faces));
        app.settle(act, ()).await.expect("it is settled");
    }

    /// Every column, as `table.column`, in which a text stands.
    pub async fn columns_with(&self, text: &str) -> Vec<String> {
        let app = self.app();
        let mut tx = app.store.read().await.expect("the store is read");
        let columns = if app.store.is_shared() {
            "select table_name, column_name from information_schema.columns
             where table_schema = current_schema() and data_type = 'text'"
        } else {
            "select sqlite_master.name, pragma_table_info.name from sqlite_master
             join pragma_table_info(sqlite_master.name) where sqlite_master.type = 'table' and lower(pragma_table_info.type) = 'text'"
        };
        let columns: Vec<(String, String)> = sql(columns).all(&mut tx).await.expect("columns");
        assert!(columns.len() > 200, "{} columns are not the whole house", columns.len());
        let mut found = Vec::new();
        for (table, column) in columns {
            // The store takes only statements that are in the program; this one is made of the house's own names.
            let statement = format!("select count(*) from \"{table}\" where \"{column}\" like $1").leak();
            let (n,): (i64,) = sql(statement).bind(format!("%{text}%")).one(&mut tx).await.expect("a count");
            if n > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
        found
    }
}
