//! Importing from the command line: the same gestures as in the office, by the house's own crew.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::Context as _;

use crate::{
    app::{App, By},
    domain::{happening::Actor, id::ImportId},
    office::{
        house::crew,
        import::{
            run,
            take_in::{self, File, OfficeImport},
        },
    },
};

/// What is imported, and where to.
#[derive(clap::Args, Clone, Debug)]
pub struct Wanted {
    /// Into which inquiry, by its name in addresses.
    #[arg(long)]
    pub inquiry: String,
    /// What the other system is called. The same number of the same source is stored once.
    #[arg(long, default_value = "hotline")]
    pub source: String,
    /// Which column is what, e.g. `text=诉求内容,source_id=工单号`; without it, as the names of the columns say.
    #[arg(long, value_delimiter = ',')]
    pub map: Vec<String>,
    /// Only try every row, and say what is wrong with which.
    #[arg(long)]
    pub dry_run: bool,
    /// CSV (UTF-8 or GB18030), XLS or XLSX.
    pub file: PathBuf,
}

/// Takes the file in, tries it and, unless it is a dry run, stores its rows. Answers with how it stands.
pub async fn import(app: &App, wanted: &Wanted) -> anyhow::Result<OfficeImport> {
    let bytes = std::fs::read(&wanted.file).with_context(|| format!("{}", wanted.file.display()))?;
    let name = wanted.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (staff, by) = (crew(), By::from(Actor::House));
    let file = File { name, bytes };
    let mut import = take_in::take_in(app, &staff, Actor::House, &wanted.inquiry, &wanted.source, file).await?;
    if !wanted.map.is_empty() {
        let map: BTreeMap<String, String> = wanted
            .map
            .iter()
            .map(|pair| pair.split_once('=').map(|(what, name)| (what.to_owned(), name.to_owned())))
            .collect::<Option<_>>()
            .context("--map takes pairs such as text=内容")?;
        import = take_in::remap(app, &staff, &by, &import.id, import.version, None, Some(&map)).await?;
    }
    if wanted.dry_run {
        return Ok(import);
    }
    let import = take_in::start(app, &staff, &by, &import.id, import.version).await?;
    finished(app, &import.id).await
}

async fn finished(app: &App, id: &ImportId) -> anyhow::Result<OfficeImport> {
    loop {
        // The house that was opened for this runs it too; whoever comes second leaves it to the first.
        run::run(app, id, || false).await?;
        let import = take_in::one(&mut app.store.read().await?, &crew(), id).await?;
        if import.state == "done" {
            return Ok(import);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
