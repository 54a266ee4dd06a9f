//! Every knob, its default and its reason. Nobody else reads the environment.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, ValueEnum};

/// How the service runs. Flags stand over `WENZHENG_*`, which stand over `wenzheng.toml`, which stands over the defaults.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Where to listen. Loopback by default: a proxy with TLS stands in front.
    #[arg(long, env = "WENZHENG_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The address under which citizens reach it. With https, cookies are Secure and `__Host-`.
    #[arg(long, env = "WENZHENG_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// Where database, key and evidence lie.
    #[arg(long, env = "WENZHENG_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,

    /// `sqlite:PATH` or `postgres://...`. SQLite under the data directory by default: nothing to install.
    #[arg(long, env = "WENZHENG_DATABASE_URL")]
    pub database_url: Option<String>,

    /// The file with the master key, made at first start. Keep it apart from backups of the database.
    #[arg(long, env = "WENZHENG_KEY_FILE")]
    pub key_file: Option<PathBuf>,

    /// Proxies whose X-Forwarded-For is believed, comma-separated addresses. None by default: a header is easily forged.
    #[arg(long, env = "WENZHENG_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<std::net::IpAddr>,

    /// `strict` paces devices and networks; `relaxed` lets all through, for rehearsals and tests.
    #[arg(long, env = "WENZHENG_PACE", value_enum, default_value_t = PaceRule::Strict)]
    pub pace: PaceRule,

    /// How many questions, seconds and votes may wait for the writer before 503 is answered at once.
    #[arg(long, env = "WENZHENG_FLOOD_QUEUE", default_value_t = 4096)]
    pub flood_queue: usize,

    /// How many of them share one commit at most.
    #[arg(long, env = "WENZHENG_FLOOD_BATCH", default_value_t = 500)]
    pub flood_batch: usize,

    /// The least delay of a televised inquiry, in milliseconds: what was taken reaches the public so much later.
    #[arg(long, env = "WENZHENG_LEAST_DELAY_MS", default_value_t = 20_000)]
    pub least_delay_ms: i64,
}

/// Whether pace is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaceRule {
    /// Devices and networks are paced.
    Strict,
    /// Nobody is.
    Relaxed,
}

impl Config {
    /// The address for citizens, without a slash at its end.
    pub fn public_url(&self) -> String {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }

    /// Whether citizens come by https.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// Where the database is.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("wenzheng.db").display()))
    }

    /// Where the key is.
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data_dir.join("wenzheng.key"))
    }
}
