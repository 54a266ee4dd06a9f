//! The roof: opens the rooms, merges their routes, starts what runs beside them, serves, and stops.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context as _, bail};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::get,
    serve::ListenerExt as _,
};
use serde_json::json;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, sensitive_headers::SetSensitiveRequestHeadersLayer,
    set_header::SetResponseHeaderLayer, trace::TraceLayer,
};
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    account,
    app::{App, Parts, Submitter, bell::Bell, board::Board, clock::Clock},
    chores,
    config::{Config, PaceRule},
    desk, followup,
    http::{Deeds, Problem, credential, page, sent, who},
    hub::{Hub, HubKnobs, LocalRelay},
    intake, live, office,
    outside::Outside,
    pace::Paces,
    pages::Pages,
    stage,
    store::{Store, migrate},
    text::{look_alike::LookAlikes, sameness::Sames},
    vault::Vault,
};

/// How often the hub looks for bells that were lost.
const LOOK: Duration = Duration::from_millis(200);

/// The whole house, open.
pub struct House {
    /// What gestures reach.
    pub app: App,
    writer: JoinHandle<()>,
    beside: Vec<JoinHandle<()>>,
    closing: watch::Sender<bool>,
}

impl House {
    /// Opens store, vault, lanes and hub. SQLite is brought up to date; PostgreSQL must be, by `wenzheng migrate`.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let store = open_store(&config).await?;
        let vault = Vault::open(&config.key_file()).context("the key file")?;
        let bell = Bell::default();
        let (submitter, writer) =
            Submitter::open(store.clone(), bell.clone(), clock.clone(), config.flood_queue, config.flood_batch);
        let app = App::new(Parts {
            store,
            vault,
            paces: Paces::new(config.pace == PaceRule::Strict),
            outside: Outside::open(&config)?,
            config,
            bell: bell.clone(),
            clock,
            submitter,
            pages: Pages::open()?,
            board: Board::default(),
            look_alikes: LookAlikes::default(),
            sames: Sames::default(),
        });
        app.keep_notices().await?;
        let knobs = HubKnobs {
            clock: {
                let clock = app.clock.clone();
                Arc::new(move || clock.now())
            },
            ..HubKnobs::default()
        };
        bell.hang(Hub::new(Arc::new(live::past::Journaled(app.clone())), Arc::new(LocalRelay::default()), knobs)?);
        let (closing, closed) = watch::channel(false);
        let beside = vec![
            tokio::spawn(look_for_lost_bells(app.clone(), closed.clone())),
            tokio::spawn(office::import::run::serve(app.clone(), closed.clone())),
            tokio::spawn(chores::run(app.clone(), closed)),
        ];
        Ok(Self { app, writer, beside, closing })
    }

    /// Serves until `stop`, then lets listeners go, answers what was begun, and closes.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let routes = routes(self.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        // A question's answer is small and waited for: it must not linger in the kernel.
        let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
        let hub = self.app.bell.hub();
        let stop = async move {
            stop.await;
            // Whoever listens or waits for news is let go at once, so that nobody keeps the house open.
            if let Some(hub) = hub {
                hub.drain(Duration::ZERO).await;
            }
        };
        axum::serve(listener, routes).with_graceful_shutdown(stop).await?;
        self.close().await;
        Ok(())
    }

    /// Ends what runs beside, empties the queue, closes the database.
    pub async fn close(self) {
        let Self { app, writer, beside, closing } = self;
        let _ = closing.send(true);
        for task in beside {
            let _ = task.await;
        }
        // The hub reads the past through the app: taken out of the bell, both can go.
        if let Some(hub) = app.bell.take() {
            let _ = tokio::task::spawn_blocking(move || drop(hub)).await;
        }
        let store = app.store.clone();
        drop(app);
        // The writer ends when the last door to it is dropped; a handler that hangs does not keep the house open.
        let _ = tokio::time::timeout(Duration::from_secs(5), writer).await;
        store.close().await;
    }
}

async fn open_store(config: &Config) -> anyhow::Result<Store> {
    let url = config.database_url();
    if !url.starts_with("postgres") {
        std::fs::create_dir_all(&config.data_dir).context("the data directory")?;
    }
    let store = Store::open(&url).await.context("the database")?;
    let behind = migrate::behind(&store).await?;
    if behind > 0 && store.is_shared() {
        bail!("the database lacks {behind} migrations: run `wenzheng migrate` first");
    }
    if behind > 0 {
        keep_a_copy(&url)?;
        migrate::migrate(&store).await?;
    }
    Ok(store)
}

/// Before a migration, the SQLite file as it was is kept beside the new one.
fn keep_a_copy(url: &str) -> anyhow::Result<()> {
    let path = std::path::PathBuf::from(url.trim_start_matches("sqlite:").trim_start_matches("//"));
    if path.metadata().is_ok_and(|file| file.len() > 0) {
        let copy = path.with_extension(format!("before-{}.db", migrate::MIGRATIONS.len()));
        std::fs::copy(&path, &copy).context("a copy of the database before the migration")?;
    }
    Ok(())
}

async fn look_for_lost_bells(app: App, mut closed: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(LOOK);
    loop {
        tokio::select! {
            _ = every.tick() => {
                if let Some(hub) = app.bell.hub() {
                    hub.poll_heads().await;
                }
            }
            _ = closed.changed() => return,
        }
    }
}

/// Who may make which call, room by room.
pub const DEEDS: &[Deeds] = &[intake::DEEDS, desk::DEEDS, stage::DEEDS, followup::DEEDS, live::DEEDS, office::DEEDS];

/// Every call under `/api/v1`, with its description.
pub fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi())
        .merge(intake::calls())
        .merge(desk::calls())
        .merge(stage::calls())
        .merge(followup::calls())
        .merge(live::calls())
        .merge(office::calls())
}

#[derive(utoipa::OpenApi)]
#[openapi(info(title = "Wenzheng", description = "电视网络问政: questions, answers and promises"))]
struct Api;

/// Every route of the house.
pub fn routes(app: App) -> Router {
    let (calls, mut description) = OpenApiRouter::new().nest("/api/v1", calls()).split_for_parts();
    who::describe(&mut description, DEEDS);
    let description = Arc::new(description);
    let csp = "default-src 'self'; img-src 'self' data:; media-src 'self' https:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";
    calls
        .route("/api/v1/openapi.json", get(move || async move { Json((*description).clone()) }))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .merge(live::routes())
        .merge(stage::routes())
        .merge(page::assets())
        .merge(intake::pages())
        .merge(account::pages())
        .merge(desk::pages())
        .merge(stage::pages())
        .merge(office::pages())
        .merge(followup::pages())
        .fallback(|| async { Problem::not_found() })
        .method_not_allowed_fallback(|| async { Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed") })
        .layer(middleware::from_fn_with_state(app.clone(), credential::own_origin))
        .layer(DefaultBodyLimit::max(sent::MOST_BYTES))
        .layer(middleware::from_fn_with_state(app.clone(), page::speak))
        .layer(CompressionLayer::new())
        .layer(header_layer("content-security-policy", csp))
        .layer(header_layer("x-content-type-options", "nosniff"))
        .layer(header_layer("referrer-policy", "same-origin"))
        .layer(header_layer("permissions-policy", "camera=(), geolocation=(), microphone=()"))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| broken()))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetSensitiveRequestHeadersLayer::new([
            header::AUTHORIZATION,
            header::COOKIE,
            HeaderName::from_static("receipt-secret"),
        ]))
        .with_state(app)
}

/// What a log may know of a request: which route it took. The address itself may hold a receipt or what somebody typed.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    tracing::debug_span!("request", method = %request.method(), route)
}

fn header_layer(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
}

fn broken() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "status": 500, "code": "broken" }))).into_response()
}

/// 200 while the database answers and the house stays open.
async fn ready(State(app): State<App>) -> Response {
    if app.bell.hub().is_none_or(|hub| hub.is_draining()) {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "draining" }))).into_response();
    }
    let answered = async { app.store.read().await?.ping().await }.await;
    match answered {
        Ok(()) => Json(json!({ "status": "ok" })).into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "unready" }))).into_response()
        }
    }
}
