//! What every request needs, and the one door through which all of them come.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::Request;
use sandbox::{Connection, Workspace};

use crate::actor::Callers;
use crate::answer::{Answer, Failure};
use crate::arrival::Arrival;
use crate::rate::Rates;
use crate::route::{self, Target};
use crate::{discovery, gate, ledger, resources, workload};

/// The workspace behind the listener, and what is counted across requests.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) workspace: Workspace,
    pub(crate) rates: Arc<Rates>,
    pub(crate) callers: Arc<Callers>,
}

impl App {
    /// Serves this workspace.
    pub fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            rates: Arc::default(),
            callers: Arc::default(),
        }
    }

    /// Runs something that reads SQLite without holding up the other requests of this thread.
    pub(crate) async fn reading<T, F>(&self, read: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Workspace) -> Result<T, Failure> + Send + 'static,
    {
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
    let mut arrival = Arrival::begin(&app.workspace, request).await;
    let answer = match process(&app, &mut arrival).await {
        Ok(answer) => answer,
        Err(failure) => failure.into_answer(),
    };
    ledger::close(&app, arrival, answer)
}

async fn process(app: &App, arrival: &mut Arrival) -> Result<Answer, Failure> {
    if let Some(error) = arrival.refused.take() {
        return Err(error.into());
    }
    let route = route::parse(&arrival.path);
    arrival.findings.extend(route.finding());
    arrival.route = Some(route.clone());
    if route.target == Target::Outside {
        return Err(outside(arrival));
    }
    let connection = gate::connection(app, &route).await?;
    arrival.connection = Some(connection.id.clone());
    app.rates.admit(&connection, app.workspace.clock().now())?;
    if route.target == Target::Token {
        return workload::token(app, &connection, arrival).await;
    }
    arrival.token_id = gate::admit(app, &connection, arrival).await?;
    let admitted = Admitted {
        base_url: arrival.base_url(&route),
        connection,
    };
    let answer = match &route.target {
        Target::Collection(_) | Target::Resource(..) => {
            resources::answer(app, &admitted, &route.target, arrival).await
        }
        other => discovery::answer(&admitted, other, arrival),
    };
    judged(&admitted.connection, arrival, answer)
}

/// In strict mode a tolerance outside the body (path, media type) is an error like any other.
fn judged(
    connection: &Connection,
    arrival: &Arrival,
    answer: Result<Answer, Failure>,
) -> Result<Answer, Failure> {
    let strict = connection.strictness == scim::Strictness::Strict;
    let refusal = arrival
        .findings
        .iter()
        .find_map(|finding| finding.strict.clone());
    match refusal {
        Some(error) if strict && answer.is_ok() && arrival.method_is_safe() => Err(error.into()),
        _ => answer,
    }
}

fn outside(arrival: &Arrival) -> Failure {
    let detail = format!(
        "There is nothing at {}. The SCIM base URL ends in {}; the identity provider is calling a path outside it.",
        arrival.path,
        route::BASE
    );
    scim::Error::not_found(detail).into()
}
