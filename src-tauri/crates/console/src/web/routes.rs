//! Paths of the web console: login, commands, feed, files.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::stream::{self, Stream, StreamExt};
use http::{StatusCode, header};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::assets::{self, Assets, page};
use super::download::download;
use super::guard::{cookie_name, guard};
use super::session::{Refused, Sessions};
use crate::failure::FailureCode;
use crate::host::Console;

/// Largest request to a command, in bytes.
const LARGEST_REQUEST: usize = 4 * 1024 * 1024;

/// The page after a login goes on by itself, so that the strict cookie is sent with the next request
/// whatever the link was clicked in.
const LOGGED_IN: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url=/\"><title>Scimbox</title><p><a href=\"/\">Open Scimbox</a>";

/// For a link that was used before.
const USED_UP: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Scimbox</title><h1>This login link was used before</h1><p>Each link works once. <code>scimbox serve</code> has printed the next one. If this browser is logged in already, <a href=\"/\">open Scimbox</a>.";

/// For a link of which nothing is known.
const NOT_KNOWN: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Scimbox</title><h1>This login link is not known</h1><p>It may be mistyped or cut off, or come from an earlier start of Scimbox. Open the newest link that <code>scimbox serve</code> has printed; started again, it prints a new one. If this browser is logged in already, <a href=\"/\">open Scimbox</a>.";

#[derive(Debug, Clone)]
pub(crate) struct WebState {
    pub(crate) console: Console,
    pub(crate) address: SocketAddr,
    pub(crate) sessions: Arc<Sessions>,
    pub(crate) assets: Arc<dyn Assets>,
    pub(crate) new_link: fn(&str),
    pub(crate) ending: CancellationToken,
}

pub(crate) fn router(state: WebState) -> Router {
    Router::new()
        .route("/login/{code}", get(log_in))
        .route("/rpc/{name}", post(command))
        .route("/feed", get(feed))
        .route("/export/{id}", get(download))
        .fallback(get(file))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .layer(from_fn_with_state(state.clone(), guard))
        .with_state(state)
}

/// A fresh login link; the one before it no longer works.
pub(crate) fn login_link(address: SocketAddr, sessions: &Sessions) -> String {
    format!("http://{address}/login/{}", sessions.code())
}

async fn log_in(State(state): State<WebState>, Path(code): Path<String>) -> Response {
    let session = match state.sessions.log_in(&code) {
        Ok(session) => session,
        Err(Refused::Used) => return page(StatusCode::FORBIDDEN, USED_UP),
        Err(Refused::Unknown) => return page(StatusCode::FORBIDDEN, NOT_KNOWN),
    };
    (state.new_link)(&login_link(state.address, &state.sessions));
    let cookie = format!(
        "{}={session}; HttpOnly; SameSite=Strict; Path=/",
        cookie_name(state.address.port())
    );
    let mut response = page(StatusCode::OK, LOGGED_IN);
    if let Ok(value) = cookie.parse() {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

async fn command(
    State(state): State<WebState>,
    Path(name): Path<String>,
    Json(request): Json<Value>,
) -> Response {
    let answer = state.console.rpc(&name, request).await;
    let mut response = match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(failure) => {
            let status = match failure.code {
                FailureCode::NotFound => StatusCode::NOT_FOUND,
                FailureCode::Invalid => StatusCode::BAD_REQUEST,
                FailureCode::Closing => StatusCode::SERVICE_UNAVAILABLE,
                FailureCode::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            };
            (status, Json(failure)).into_response()
        }
    };
    let no_store = header::HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

async fn feed(State(state): State<WebState>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut receiver = state.console.subscribe();
    receiver.mark_changed();
    let ticks = stream::unfold(receiver, |mut receiver| async move {
        receiver.changed().await.ok()?;
        let tick = receiver.borrow_and_update().clone();
        let event = tick.and_then(|tick| Event::default().json_data(tick).ok());
        Some((
            event.unwrap_or_else(|| Event::default().comment("none yet")),
            receiver,
        ))
    });
    let until_the_end = ticks.map(Ok).take_until(state.ending.cancelled_owned());
    Sse::new(until_the_end).keep_alive(KeepAlive::default())
}

async fn file(State(state): State<WebState>, uri: http::Uri) -> Response {
    assets::respond(state.assets.as_ref(), uri.path().trim_start_matches('/'))
}
