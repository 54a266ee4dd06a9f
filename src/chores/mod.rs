//! What is done beside the requests: cleaning what has run out.

pub mod cleaning;

use tokio::sync::watch;

use crate::app::App;

/// Does the chores until the house closes.
pub async fn run(app: App, closed: watch::Receiver<bool>) {
    cleaning::run(app, closed).await;
}
