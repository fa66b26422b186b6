//! Which requests reach the console at all.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::assets::page;
use super::routes::WebState;
use crate::failure::{Failure, FailureCode};

/// Shown to a browser without a session.
const LOGGED_OUT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Scimbox</title><h1>This browser is not logged in</h1><p>Open the login link that <code>scimbox serve</code> printed. Each link works once; after it was used, the next one is printed.";

/// Lets a request through when it asks this host, comes from this origin, and has a session.
pub(crate) async fn guard(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !own_host(headers, state.address) {
        return refusal(
            StatusCode::MISDIRECTED_REQUEST,
            "This address is not Scimbox's.",
        );
    }
    if !own_origin(headers, state.address) {
        return refusal(
            StatusCode::FORBIDDEN,
            "Another page may not talk to Scimbox.",
        );
    }
    let path = request.uri().path();
    let open = path.starts_with("/login/");
    let known =
        session(headers, state.address.port()).is_some_and(|session| state.sessions.knows(session));
    let mut response = if open || known {
        next.run(request).await
    } else if path.starts_with("/rpc/") || path == "/feed" || request.method() != Method::GET {
        refusal(
            StatusCode::UNAUTHORIZED,
            "This browser is not logged in. Open the login link that `scimbox serve` printed.",
        )
    } else {
        page(StatusCode::UNAUTHORIZED, LOGGED_OUT)
    };
    harden(response.headers_mut());
    response
}

/// Name of the session cookie. Cookies do not tell ports apart, so the port is part of the name.
pub(crate) fn cookie_name(port: u16) -> String {
    format!("scimbox_session_{port}")
}

fn harden(headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("same-origin"),
    );
}

fn refusal(status: StatusCode, message: &str) -> Response {
    let failure = Failure {
        code: FailureCode::Failed,
        message: message.to_owned(),
        detail: None,
    };
    (status, Json(failure)).into_response()
}

fn own_host(headers: &HeaderMap, address: SocketAddr) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    host.is_some_and(|host| {
        names(address)
            .iter()
            .any(|name| host.eq_ignore_ascii_case(name))
    })
}

/// Absent for ordinary navigation; `null` and everything foreign is refused.
fn own_origin(headers: &HeaderMap, address: SocketAddr) -> bool {
    match headers.get(header::ORIGIN) {
        None => true,
        Some(origin) => origin.to_str().is_ok_and(|origin| {
            names(address)
                .iter()
                .any(|name| origin.eq_ignore_ascii_case(&format!("http://{name}")))
        }),
    }
}

fn names(address: SocketAddr) -> [String; 2] {
    [address.to_string(), format!("localhost:{}", address.port())]
}

fn session(headers: &HeaderMap, port: u16) -> Option<&str> {
    let name = cookie_name(port);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: http::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    fn address() -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 4242))
    }

    #[test]
    fn only_our_own_names_are_hosts() {
        assert!(own_host(
            &headers(header::HOST, "127.0.0.1:4242"),
            address()
        ));
        assert!(own_host(
            &headers(header::HOST, "localhost:4242"),
            address()
        ));
        for host in [
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.1:4242.evil.example",
        ] {
            assert!(!own_host(&headers(header::HOST, host), address()), "{host}");
        }
        assert!(!own_host(&HeaderMap::new(), address()));
    }

    #[test]
    fn foreign_and_null_origins_are_refused() {
        assert!(own_origin(&HeaderMap::new(), address()));
        assert!(own_origin(
            &headers(header::ORIGIN, "http://127.0.0.1:4242"),
            address()
        ));
        for origin in [
            "null",
            "http://evil.example",
            "https://127.0.0.1:4242",
            "http://127.0.0.1:4243",
        ] {
            assert!(
                !own_origin(&headers(header::ORIGIN, origin), address()),
                "{origin}"
            );
        }
    }

    #[test]
    fn the_session_of_this_port_is_found_among_other_cookies() {
        let cookies = headers(
            header::COOKIE,
            "a=b; scimbox_session_1=x; scimbox_session_4242=y",
        );
        assert_eq!(session(&cookies, 4242), Some("y"));
        assert_eq!(session(&cookies, 9), None);
    }
}
