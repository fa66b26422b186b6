//! What every request needs, and the one door through which all of them come.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::Request;
use sandbox::{Connection, Fits, Stray, Workspace};
use tokio::sync::Semaphore;

use crate::actor::Callers;
use crate::answer::{Answer, Failure};
use crate::arrival::Arrival;
use crate::limits::Patience;
use crate::rate::Rates;
use crate::route::{self, Target};
use crate::{
    bulk, courtesy, discovery, entra_token, gate, ledger, me, media, methods, mishap, resources,
    search, workload,
};

/// The workspace behind the listener, and what is counted across requests.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) workspace: Workspace,
    pub(crate) rates: Arc<Rates>,
    pub(crate) callers: Arc<Callers>,
    pub(crate) patience: Patience,
    /// What one query may look at where no index helps.
    pub(crate) scan: u64,
    /// Admits the reads that may take long; the others always find a reading connection free.
    scans: Arc<Semaphore>,
}

/// Reads at a time that may take long; fewer than the workspace has reading connections.
const SCANS: usize = 8;

impl App {
    /// Serves this workspace.
    pub fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            rates: Arc::default(),
            callers: Arc::default(),
            patience: Patience::default(),
            scan: scim::limits::SCAN,
            scans: Arc::new(Semaphore::new(SCANS)),
        }
    }

    /// The same with other time limits.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// The same with another bound on what one query may look at where no index helps, in pieces of
    /// documents.
    #[must_use]
    pub fn with_scan(self, scan: u64) -> Self {
        Self { scan, ..self }
    }

    /// Runs a read that may take long without holding up the other requests of this thread.
    ///
    /// What an index answers within microseconds is better read where it is needed: handing it to
    /// another thread takes longer than the read itself.
    pub(crate) async fn reading<T, F>(&self, read: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Workspace) -> Result<T, Failure> + Send + 'static,
    {
        // Never closed, so that there always is a permit sooner or later.
        let _permit = self.scans.acquire().await;
        let workspace = self.workspace.clone();
        match tokio::task::spawn_blocking(move || read(&workspace)).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(%error, "a read ended unexpectedly");
                Err(sandbox::Error::Aborted.into())
            }
        }
    }
}

/// A request that was let in.
#[derive(Debug)]
pub(crate) struct Admitted {
    pub(crate) connection: Arc<Connection>,
    /// Base URL as the caller knows it, without a slash at the end.
    pub(crate) base_url: String,
}

/// The router: one handler for every path, because which endpoints exist is data of the connection.
pub fn router(app: App) -> Router {
    Router::new().fallback(handle).with_state(app)
}

async fn handle(State(app): State<App>, request: Request<Body>) -> Response {
    let mut arrival = Arrival::begin(&app, request).await;
    let answer = match mishap::survived(process(&app, &mut arrival)).await {
        Ok(answer) => answer,
        Err(failure) => failure.into_answer(),
    };
    let answer = arrival.last_word(answer.called(media::answered(&arrival.headers).0));
    ledger::close(&app, arrival, answer)
}

async fn process(app: &App, arrival: &mut Arrival) -> Result<Answer, Failure> {
    let route = route::parse(&arrival.path);
    arrival.findings.extend(route.findings());
    arrival.route = Some(route.clone());
    if route.target == Target::Outside {
        arrival.stray = gate::stray(app, arrival);
        return methods::of_server(arrival).ok_or_else(|| outside(arrival));
    }
    let received = gate::receive(app, &route, &arrival.headers);
    let (connection, credential) = received.map_err(|error| missed(app, error, arrival))?;
    arrival
        .findings
        .extend(entra_token::noted(&credential, &arrival.headers));
    arrival.connection = Some(connection.id.clone());
    arrival.registry = Some(Arc::clone(&connection.registry));
    app.rates.admit(&connection, app.workspace.clock().now())?;
    if route.target == Target::Token {
        arrival.complete()?;
        return workload::token(app, &connection, arrival).await;
    }
    arrival.token_id = gate::admit(app, &connection, credential, arrival)?;
    arrival.complete()?;
    let admitted = Admitted {
        base_url: arrival.base_url(&route),
        connection,
    };
    courtesy::examine(arrival);
    courtesy::enforce(&admitted.connection, arrival)?;
    match &route.target {
        Target::Collection(_) | Target::Resource(..) => {
            resources::answer(app, &admitted, &route.target, arrival).await
        }
        Target::Root => search::root(app, &admitted, arrival).await,
        Target::Search(endpoint) => {
            search::posted(app, &admitted, endpoint.as_deref(), arrival).await
        }
        Target::Bulk => bulk::answer(app, &admitted, arrival).await,
        Target::Me => me::answer(app, &admitted, arrival).await,
        other => discovery::answer(&admitted, other, arrival),
    }
}

/// A call that reached no connection. One to an address that was replaced is for the connection that
/// answered there.
fn missed(app: &App, error: sandbox::Error, arrival: &mut Arrival) -> Failure {
    if let sandbox::Error::AddressReplaced { connection, at } = &error {
        arrival.connection = Some(connection.clone());
        arrival.stray = Some(Stray {
            connection: connection.clone(),
            fits: Fits::Replaced { at: *at },
        });
    } else {
        arrival.stray = gate::stray(app, arrival);
    }
    error.into()
}

fn outside(arrival: &Arrival) -> Failure {
    if let Some(version) = route::other_version(&arrival.path) {
        let detail = format!(
            "The path asks for version {version} of SCIM. Scimbox speaks version 2, at {}.",
            route::BASE
        );
        return scim::Error::invalid_vers(detail).into();
    }
    let detail = format!(
        "There is nothing at {}. The SCIM base URL ends in {}; the identity provider is calling a path outside it.",
        arrival.path,
        route::BASE
    );
    scim::Error::not_found(detail).into()
}
