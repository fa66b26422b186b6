//! Looks at a SCIM server before an identity provider is sent to it: what a test of the connection
//! rests on, asked one by one, each with the reason why it would fail.
//!
//! Reads only. Deliberately not here: names, certificates and proxies, which a server on this computer
//! does not have.

use serde_json::Value;

use crate::answer::Answer;
use crate::client::Client;
use crate::dialect::{Dialect, entra};
use crate::error::Error;
use crate::random::SplitMix;
use crate::request::{DOOR_VALUE, Method, Request};

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// Nobody comes in without a token (RFC 7644 §2).
    Locked,
    /// The token lets in.
    Opens,
    /// A search that finds nobody is answered with an empty list (RFC 7644 §3.4.2), which is what
    /// *Test Connection* of Entra ID wants to see.
    Nobody,
    /// A page of two has two, with its counters as numbers (RFC 7644 §3.4.2.4), which is what *Test API
    /// Credentials* of Okta wants to see.
    Pages,
}

/// What a look has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It is as it should be.
    Right,
    /// It is not; a sentence says why.
    Wrong(String),
    /// It could not be seen, because something before it was wrong.
    Hidden,
}

/// Looks at everything, in the order in which one thing rests on another. `seed` decides whom nobody
/// can be called.
///
/// # Errors
/// [`Error::Address`] and [`Error::Token`]; what the server does is never an error.
pub async fn look(base_url: &str, token: &str, seed: u64) -> Result<Vec<(Look, Seen)>, Error> {
    let client = Client::new(base_url, token, Dialect::EntraLegacy)?.saying(DOOR_VALUE);
    let locked = verdict(locked(&client).await);
    let opens = verdict(opens(&client).await);
    let (nobody, pages) = match opens {
        Seen::Right => (
            verdict(nobody(&client, seed).await),
            verdict(pages(&client).await),
        ),
        _ => (Seen::Hidden, Seen::Hidden),
    };
    Ok(vec![
        (Look::Locked, locked),
        (Look::Opens, opens),
        (Look::Nobody, nobody),
        (Look::Pages, pages),
    ])
}

fn verdict(outcome: Result<(), Error>) -> Seen {
    match outcome {
        Ok(()) => Seen::Right,
        Err(error) => Seen::Wrong(error.to_string()),
    }
}

async fn locked(client: &Client) -> Result<(), Error> {
    let answer = client.send_without_token(&page(1)).await?;
    match answer.status {
        401 => Ok(()),
        200..=299 => Err(answer.unusable("it lets in who has no token")),
        _ => answer.accepted().map(drop),
    }
}

async fn opens(client: &Client) -> Result<(), Error> {
    client.send(&page(1)).await?.accepted().map(drop)
}

async fn nobody(client: &Client, seed: u64) -> Result<(), Error> {
    let search = entra::match_user(&SplitMix::new(seed).guid());
    let answer = client.send(&search).await?.accepted()?;
    match answer.clone().resources()?.is_empty() {
        true => Ok(()),
        false => Err(answer.unusable("it lists somebody although nobody can match")),
    }
}

async fn pages(client: &Client) -> Result<(), Error> {
    let answer = client.send(&page(1)).await?.accepted()?;
    let total = counters(&answer, 1)?;
    let first = ids(answer)?;
    if total <= PAGE {
        return Ok(());
    }
    let answer = client.send(&page(1 + PAGE)).await?.accepted()?;
    counters(&answer, 1 + PAGE)?;
    let second = ids(answer.clone())?;
    match second.iter().any(|id| first.contains(id)) {
        true => Err(answer.unusable("the second page has somebody of the first one")),
        false => Ok(()),
    }
}

/// How many are on a page.
const PAGE: u64 = 2;

fn page(start: u64) -> Request {
    let target = format!("/Users?startIndex={start}&count={PAGE}");
    Request::bare(Method::Get, target)
}

/// Whether a page counts as RFC 7644 wants it; returns how many there are in all.
fn counters(answer: &Answer, start: u64) -> Result<u64, Error> {
    let list: Value = serde_json::from_slice(&answer.body)
        .map_err(|_| answer.unusable("its body is not JSON"))?;
    let number = |name: &str| {
        let found = list.get(name).and_then(Value::as_u64);
        found.ok_or_else(|| answer.unusable(&format!("{name} is not a number")))
    };
    let (total, at, on_page) = (
        number("totalResults")?,
        number("startIndex")?,
        number("itemsPerPage")?,
    );
    let listed = list.get("Resources").and_then(Value::as_array);
    let listed = listed.map_or(0, |listed| listed.len() as u64);
    let left = total.saturating_sub(start - 1).min(PAGE);
    if at != start || on_page != listed || listed != left {
        let why = format!(
            "the page from {start} on says startIndex {at} and itemsPerPage {on_page}, and has {listed} of {total}"
        );
        return Err(answer.unusable(&why));
    }
    Ok(total)
}

fn ids(answer: Answer) -> Result<Vec<Value>, Error> {
    let listed = answer.resources()?;
    let ids = listed.into_iter().filter_map(|one| one.get("id").cloned());
    Ok(ids.collect())
}
