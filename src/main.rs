//! Reads the arguments and calls the house.

use anyhow::{Context as _, bail};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use wenzheng::{
    app::clock::Clock,
    config::{self, Config},
    crew::{demo, import, token, verify},
    server::House,
    store::{Store, migrate},
};

/// Wenzheng: a companion for live inquiry programmes.
#[derive(Parser)]
#[command(name = "wenzheng", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves pages, calls and sockets.
    Serve {
        #[command(flatten)]
        config: Config,
    },
    /// Brings the database up to date.
    Migrate {
        #[command(flatten)]
        config: Config,
    },
    /// Fills an empty house with a demonstration and prints one link for each audience.
    Demo {
        #[command(flatten)]
        config: Config,
    },
    /// Prints a bearer token for somebody of the staff on its last line.
    Token {
        #[command(flatten)]
        config: Config,
        #[command(flatten)]
        wanted: token::Wanted,
    },
    /// Gives somebody a part and prints a link that signs them in once on its last line.
    Invite {
        #[command(flatten)]
        config: Config,
        #[command(flatten)]
        wanted: token::Wanted,
    },
    /// Brings the questions of another system in from a file; prints JSON.
    Import {
        #[command(flatten)]
        config: Config,
        #[command(flatten)]
        wanted: import::Wanted,
    },
    /// Reads the whole record and compares it with the tables; prints JSON.
    Verify {
        #[command(flatten)]
        config: Config,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,tower_http=warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match arguments()?.command {
        Command::Serve { config } => serve(config).await,
        Command::Migrate { config } => {
            let store = Store::open(&config.database_url()).await?;
            Ok(migrate::migrate(&store).await?)
        }
        Command::Demo { config } => {
            let house = House::open(config, Clock::default()).await?;
            let links = demo::demo(&house.app).await?;
            house.close().await;
            match links {
                None => println!("people work here already: nothing was changed"),
                Some(links) => links.iter().for_each(|(who, link)| println!("{who}: {link}")),
            }
            Ok(())
        }
        Command::Token { config, wanted } => {
            let house = House::open(config, Clock::default()).await?;
            let token = token::token(&house.app, &wanted).await?;
            house.close().await;
            println!("{token}");
            Ok(())
        }
        Command::Invite { config, wanted } => {
            let house = House::open(config, Clock::default()).await?;
            let link = token::invite(&house.app, &wanted).await;
            house.close().await;
            println!("{}", link?);
            Ok(())
        }
        Command::Import { config, wanted } => {
            let house = House::open(config, Clock::default()).await?;
            let import = import::import(&house.app, &wanted).await;
            house.close().await;
            println!("{}", serde_json::to_string_pretty(&import?)?);
            Ok(())
        }
        Command::Verify { config } => {
            let store = Store::open(&config.database_url()).await?;
            let findings = verify::verify(&store).await?;
            println!("{}", serde_json::to_string_pretty(&findings)?);
            if !findings.wrong.is_empty() {
                bail!("the record and the tables differ");
            }
            Ok(())
        }
    }
}

/// What was asked for: flags over `WENZHENG_*` over `wenzheng.toml` over the defaults.
fn arguments() -> anyhow::Result<Arguments> {
    let command = match std::fs::read_to_string("wenzheng.toml") {
        Ok(text) => config::with_file(Arguments::command(), &text)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Arguments::command(),
        Err(error) => return Err(error).context("wenzheng.toml"),
    };
    Ok(Arguments::from_arg_matches(&command.get_matches())?)
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let (listen, url) = (config.listen, config.public_url());
    let house = House::open(config, Clock::default()).await?;
    let listener = tokio::net::TcpListener::bind(listen).await?;
    let listen = listener.local_addr()?;
    tracing::info!(%listen, "listening on {listen}, reached as {url}");
    house.serve(listener, stopped()).await
}

async fn stopped() {
    let mut terminated =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).expect("a signal can be heard");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}
