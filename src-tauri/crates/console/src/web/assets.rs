//! The built UI as files, wherever the host has them.

use std::borrow::Cow;
use std::fmt::Debug;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};

/// One file of the UI.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, such as `text/html`.
    pub media_type: String,
}

/// Finds files of the UI by path, such as `index.html` or `assets/index-4f2a.js`.
pub trait Assets: Send + Sync + Debug {
    /// The file at a path.
    fn find(&self, path: &str) -> Option<Asset>;
}

/// What a page may do: load from its own origin, talk to its own origin, be framed by nobody.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Shown when the program was built without its UI.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Scimbox</title><p>The user interface is not built. Run <code>npm --prefix ui ci</code> and <code>npm --prefix ui run build</code>, then start Scimbox again. The SCIM server is running.";

/// The response for a path below `/`.
pub(crate) fn respond(assets: &dyn Assets, path: &str) -> Response {
    let wanted = if path.is_empty() { "index.html" } else { path };
    match assets.find(wanted) {
        Some(asset) => file(asset, wanted.starts_with("assets/")),
        None if wanted == "index.html" => page(StatusCode::OK, NOT_BUILT),
        None => page(
            StatusCode::NOT_FOUND,
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Scimbox</title><p>There is no such page. <a href=\"/\">Open Scimbox</a>.",
        ),
    }
}

/// A page of our own.
pub(crate) fn page(status: StatusCode, html: &'static str) -> Response {
    let asset = Asset {
        bytes: Cow::Borrowed(html.as_bytes()),
        media_type: "text/html".to_owned(),
    };
    let mut response = file(asset, false);
    *response.status_mut() = status;
    response
}

/// Files below `assets/` carry a hash in their name and never change.
fn file(asset: Asset, lasting: bool) -> Response {
    let mut response = Response::new(Body::from(match asset.bytes {
        Cow::Borrowed(bytes) => bytes::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes::Bytes::from(bytes),
    }));
    let headers = response.headers_mut();
    let text = asset.media_type.starts_with("text/");
    let media_type = if text {
        format!("{}; charset=utf-8", asset.media_type)
    } else {
        asset.media_type
    };
    if let Ok(value) = HeaderValue::from_str(&media_type) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    let caching = if lasting {
        "private, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    response
}
