//! Hands out an export that was made by a command, once, as a file to save.

use std::io::Read;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{self, Stream};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::assets::page;
use super::routes::WebState;
use crate::export::MadeExport;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// For an id of which nothing waits.
const GONE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Scimbox</title><h1>This export is no longer here</h1><p>Each export can be fetched once. <a href=\"/\">Open Scimbox</a> and export again.";

/// A file is nobody's page: should a browser show it all the same, it may load and run nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// The answer to `GET /export/<id>`.
pub(super) async fn download(
    State(state): State<WebState>,
    method: Method,
    Path(id): Path<String>,
) -> Response {
    // HEAD comes here as well, and must not use the file up.
    if method != Method::GET {
        let allow = [(header::ALLOW, "GET")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
    }
    match state.console.take_export(&id) {
        Some(made) => file(made),
        None => page(StatusCode::NOT_FOUND, GONE),
    }
}

fn file(made: MadeExport) -> Response {
    let headers: [(HeaderName, Result<HeaderValue, _>); 5] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_str(made.media_type()),
        ),
        (header::CONTENT_LENGTH, Ok(HeaderValue::from(made.bytes))),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition(&made.name)),
        ),
        (
            header::CACHE_CONTROL,
            Ok(HeaderValue::from_static("no-store")),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            Ok(HeaderValue::from_static(POLICY)),
        ),
    ];
    let mut response = Response::new(Body::from_stream(pieces(made)));
    for (name, value) in headers {
        if let Ok(value) = value {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The name twice (RFC 6266): plain letters for old clients, all of them for the others.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => letter,
            _ => '_',
        })
        .collect();
    let whole = utf8_percent_encode(name, NON_ALPHANUMERIC);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

/// Reads off the async threads, since larger exports are on disk.
fn pieces(made: MadeExport) -> impl Stream<Item = std::io::Result<Bytes>> {
    stream::unfold(Some(made), |made| async move {
        let mut made = made?;
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let length = made.read(&mut piece)?;
            piece.truncate(length);
            Ok((Bytes::from(piece), made))
        });
        match read.await.map_err(std::io::Error::other).flatten() {
            Ok((piece, _)) if piece.is_empty() => None,
            Ok((piece, made)) => Some((Ok(piece), Some(made))),
            Err(error) => Some((Err(error), None)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_the_same_to_old_and_new_clients() {
        assert_eq!(
            disposition("people-Ærø-1.csv"),
            "attachment; filename=\"people-_r_-1.csv\"; filename*=UTF-8''people%2D%C3%86r%C3%B8%2D1%2Ecsv"
        );
        assert!(!disposition("a\"; x=\"\r\nb").contains("\"; x="));
    }
}
