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

    /// For how many days the address from which a question was sent is kept, sealed. In China at least six months
    /// (《网络安全法》第二十一条); 0 where the law asks for none: then no address is stored.
    #[arg(long, env = "WENZHENG_NETWORK_LOG_DAYS", default_value_t = 183)]
    pub network_log_days: i64,

    /// Where the SMS gateway takes messages: JSON by POST, signed as deploy/README.md says. Without it no inquiry can ask
    /// for a code.
    #[arg(long, env = "WENZHENG_SMS_URL")]
    pub sms_url: Option<String>,

    /// The file with the key that signs what goes to the SMS gateway. A file, because a process list shows flags.
    #[arg(long, env = "WENZHENG_SMS_KEY_FILE")]
    pub sms_key_file: Option<PathBuf>,

    /// The AppID of the official account (服务号) by which WeChat says who somebody is.
    #[arg(long, env = "WENZHENG_WECHAT_APP_ID")]
    pub wechat_app_id: Option<String>,

    /// The file with that account's AppSecret.
    #[arg(long, env = "WENZHENG_WECHAT_SECRET_FILE")]
    pub wechat_secret_file: Option<PathBuf>,

    /// Where WeChat asks its users. A knob, so that a rehearsal can speak to a stand-in.
    #[arg(long, env = "WENZHENG_WECHAT_OPEN_URL", default_value = "https://open.weixin.qq.com")]
    pub wechat_open_url: String,

    /// Where WeChat answers for them.
    #[arg(long, env = "WENZHENG_WECHAT_API_URL", default_value = "https://api.weixin.qq.com")]
    pub wechat_api_url: String,

    /// The file with the key by which the county's app signs its tickets.
    #[arg(long, env = "WENZHENG_COUNTY_APP_KEY_FILE")]
    pub county_app_key_file: Option<PathBuf>,

    /// The page that opens the county's app, for whoever comes from elsewhere. Optional.
    #[arg(long, env = "WENZHENG_COUNTY_APP_URL")]
    pub county_app_url: Option<String>,

    /// How long another house may take to answer, in milliseconds: a citizen waits for it.
    #[arg(long, env = "WENZHENG_OUTSIDE_TIMEOUT_MS", default_value_t = 5_000)]
    pub outside_timeout_ms: u64,

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

/// Lays the knobs of a `wenzheng.toml` under flags and environment, as new defaults of every command.
///
/// A key is a flag's name with underscores, e.g. `public_url`; one that no command knows is an error, so that a misspelt
/// knob is never silently the default.
pub fn with_file(mut command: clap::Command, text: &str) -> anyhow::Result<clap::Command> {
    let knobs: toml::Table = toml::from_str(text)?;
    for (name, value) in knobs {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Array(list) => {
                let words = list.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned));
                words.collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        let knows = |command: &clap::Command| command.get_arguments().any(|knob| knob.get_id() == name.as_str());
        anyhow::ensure!(command.get_subcommands().any(knows), "wenzheng.toml: no knob is called {name}");
        command = command.mut_subcommands(|sub| {
            if knows(&sub) { sub.mut_arg(&name, |knob| knob.default_value(value.clone())) } else { sub }
        });
    }
    Ok(command)
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

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

    use super::*;

    #[derive(Parser)]
    struct Arguments {
        #[command(subcommand)]
        command: Only,
    }

    #[derive(Subcommand)]
    enum Only {
        Serve {
            #[command(flatten)]
            config: Config,
        },
    }

    fn read(file: &str, line: &[&str]) -> anyhow::Result<Config> {
        let command = with_file(Arguments::command(), file)?;
        let Only::Serve { config } = Arguments::from_arg_matches(&command.try_get_matches_from(line)?)?.command;
        Ok(config)
    }

    #[test]
    fn a_flag_stands_over_the_file_and_the_file_over_the_default() {
        let file = "listen = \"127.0.0.1:9000\"\nflood_queue = 7";

        let from_file = read(file, &["wenzheng", "serve"]).unwrap();
        let from_flag = read(file, &["wenzheng", "serve", "--flood-queue", "9"]).unwrap();

        assert_eq!((from_file.listen.port(), from_file.flood_queue, from_file.flood_batch), (9000, 7, 500));
        assert_eq!(from_flag.flood_queue, 9);
    }

    #[test]
    fn a_misspelt_knob_is_an_error() {
        assert!(read("lisen = \"127.0.0.1:9000\"", &["wenzheng", "serve"]).is_err());
    }
}
