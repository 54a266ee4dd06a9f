//! What is done beside the requests: releasing what the public may see by now, fixing the sheet of the morning after,
//! cleaning what has run out.

pub mod cleaning;
pub mod morning;
pub mod release;

use tokio::sync::watch;

use crate::app::App;

/// Does the chores until the house closes.
pub async fn run(app: App, closed: watch::Receiver<bool>) {
    tokio::join!(
        cleaning::run(app.clone(), closed.clone()),
        morning::run(app.clone(), closed.clone()),
        release::run(app, closed)
    );
}
