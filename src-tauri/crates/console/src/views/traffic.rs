//! Exchanges as rows and in full.

use sandbox::{Credential, ExchangeRow as Row, Message, Origin, StoredExchange};
use sandbox::{ManagerState as Line, Story as Happened};

use super::known::Known;
use super::timeline::{change, members};
use crate::curl;
use crate::wire::*;

/// Longest body text that is sent to the UI, in bytes.
const LONGEST_TEXT: usize = 1024 * 1024;

/// What the workspace notes for a token that was replaced by a newer one.
const ROTATED: &str = "rotated";

/// A row of the log.
pub(crate) fn row(row: &Row) -> ExchangeRow {
    ExchangeRow {
        seq: row.seq,
        number: row.number,
        connection: row.connection_id.clone(),
        at: row.at.as_millisecond(),
        duration_us: row.duration_us,
        method: row.method.clone(),
        path: readable_path(&row.path, row.query.as_deref()),
        status: row.status,
        actor: actor(row),
        subject: row.subject.as_ref().map(subject),
        story: story(&row.story),
        findings: row.finding_count,
        worst: row.worst.map(severity),
        bodies_dropped: row.bodies_dropped,
    }
}

/// Who sent a request, for reading.
pub(crate) fn actor(row: &Row) -> String {
    named_actor(row.origin, row.idp.as_deref())
}

pub(crate) fn named_actor(origin: Origin, idp: Option<&str>) -> String {
    match (origin, idp) {
        (Origin::Simulator, _) => "Simulator".to_owned(),
        (Origin::Door, _) => "Door check".to_owned(),
        (Origin::Replay, _) => "Replay".to_owned(),
        (Origin::Cli, _) => "Command line".to_owned(),
        (Origin::Client, Some(idp)) => product_name(idp),
        (Origin::Client, None) => "Unknown".to_owned(),
    }
}

/// A product's name as its maker writes it.
pub(crate) fn product_name(id: &str) -> String {
    match id {
        "entra" => "Entra ID",
        "okta" => "Okta",
        "rauthy" => "Rauthy",
        "pocket-id" => "Pocket ID",
        "onelogin" => "OneLogin",
        "jumpcloud" => "JumpCloud",
        "pingfederate" => "PingFederate",
        other => other,
    }
    .to_owned()
}

/// Everything about one exchange; `base` is the base URL without a connection id.
pub(crate) fn detail(stored: &StoredExchange, known: &Known, base: &str) -> ExchangeDetail {
    let exchange = &stored.exchange;
    let origin = base.trim_end_matches("/scim/v2");
    let url = match &exchange.query {
        Some(query) => format!("{origin}{}?{query}", exchange.path),
        None => format!("{origin}{}", exchange.path),
    };
    let mut changes = Vec::new();
    for done in &stored.changes {
        let attributes = done.changes.iter().cloned();
        changes.extend(attributes.map(|one| change(one, known)));
        changes.extend(members(&done.member_changes, known));
    }
    ExchangeDetail {
        row: row_of(stored),
        request: message(&exchange.request),
        response: message(&exchange.response),
        changes,
        findings: stored
            .findings
            .iter()
            .map(|found| finding(&found.finding))
            .collect(),
        error: exchange.error.as_ref().map(|error| ErrorView {
            status: exchange.status,
            scim_type: error.scim_type.map(|kind| kind.as_str().to_owned()),
            detail: error.detail.clone(),
        }),
        token_label: stored.token_label.clone(),
        curl: curl::command(exchange, &url),
        url,
    }
}

fn row_of(stored: &StoredExchange) -> ExchangeRow {
    let exchange = &stored.exchange;
    ExchangeRow {
        seq: stored.seq,
        number: exchange.number,
        connection: exchange.connection_id.clone(),
        at: exchange.at.as_millisecond(),
        duration_us: exchange.duration_us,
        method: exchange.method.clone(),
        path: readable_path(&exchange.path, exchange.query.as_deref()),
        status: exchange.status,
        actor: named_actor(exchange.origin, exchange.idp.as_deref()),
        subject: exchange.subject.as_ref().map(subject),
        story: story(&exchange.story),
        findings: u32::try_from(stored.findings.len()).unwrap_or(u32::MAX),
        worst: stored
            .findings
            .iter()
            .map(|found| severity(found.finding.severity))
            .max(),
        bodies_dropped: stored.bodies_dropped,
    }
}

/// What an exchange is about.
pub(crate) fn subject(subject: &sandbox::Subject) -> Subject {
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Subject {
        kind: subject.kind.clone(),
        id: filled(&subject.id),
        name: filled(&subject.name),
    }
}

fn message(message: &Message) -> MessageView {
    let length = message.body.len();
    let shown = &message.body[..length.min(LONGEST_TEXT)];
    let text = String::from_utf8_lossy(shown).into_owned();
    let first = text.trim_start().chars().next();
    MessageView {
        headers: message
            .headers
            .iter()
            .map(|(name, value)| HeaderView {
                name: name.clone(),
                value: value.clone(),
            })
            .collect(),
        is_json: matches!(first, Some('{' | '[')),
        body: (length > 0).then_some(text),
        body_bytes: length as u64,
        truncated: length > LONGEST_TEXT,
    }
}

fn finding(finding: &scim::Finding) -> FindingView {
    FindingView {
        rule: finding.rule.to_string(),
        severity: severity(finding.severity),
        path: finding.path.clone(),
        detail: finding.detail.clone(),
        section: finding.section.to_string(),
        strict: finding.strict.as_ref().map(|error| match error.scim_type {
            Some(kind) => format!("{} {}", error.status, kind.as_str()),
            None => error.status.to_string(),
        }),
    }
}

/// A severity on the wire.
pub(crate) fn severity(severity: scim::Severity) -> Severity {
    match severity {
        scim::Severity::Info => Severity::Info,
        scim::Severity::Warn => Severity::Warn,
        scim::Severity::Error => Severity::Error,
    }
}

/// State of a reporting line on the wire.
pub(crate) fn manager_state(state: Line) -> ManagerState {
    match state {
        Line::None => ManagerState::NeverSent,
        Line::Linked => ManagerState::Linked,
        Line::Cleared => ManagerState::Cleared,
        Line::Pending => ManagerState::Pending,
        Line::Dangling => ManagerState::Dangling,
        Line::Myself => ManagerState::Itself,
        Line::Loop => ManagerState::Loop,
    }
}

fn outcome(line: sandbox::Reporting) -> ManagerOutcome {
    ManagerOutcome {
        state: manager_state(line.state),
        reference: line.reference,
        name: line.name,
    }
}

pub(crate) fn story(happened: &Happened) -> Story {
    match happened.clone() {
        Happened::Probe => Story::Probe,
        Happened::Match {
            attribute,
            value,
            found,
        } => Story::Match {
            attribute,
            value,
            found: u64::from(found),
        },
        Happened::Read => Story::Read,
        Happened::Listed { count, total } => Story::Listed { count, total },
        Happened::Discovered { what } => Story::Discovered { what },
        Happened::Created {
            team,
            manager,
            backfilled,
        } => Story::Created {
            team,
            manager: manager.map(outcome),
            backfilled,
        },
        Happened::Updated {
            paths,
            team,
            manager,
            backfilled,
            unlinked,
        } => Story::Updated {
            paths,
            team: team.map(|team| Move {
                from: team.from,
                to: team.to,
            }),
            manager: manager.map(outcome),
            backfilled,
            unlinked,
        },
        Happened::Activated => Story::Activated,
        Happened::Deactivated => Story::Deactivated,
        Happened::Deleted { unlinked } => Story::Deleted { unlinked },
        Happened::MembersChanged {
            added,
            removed,
            added_names,
            removed_names,
        } => Story::MembersChanged {
            added,
            removed,
            added_names,
            removed_names,
        },
        Happened::Bulk {
            operations,
            created,
            changed,
            deleted,
            unchanged,
            failed,
            not_reached,
        } => Story::Bulk {
            operations,
            created,
            changed,
            deleted,
            unchanged,
            failed,
            not_reached,
        },
        Happened::TokenIssued => Story::TokenIssued,
        Happened::Unchanged => Story::Unchanged,
        Happened::Denied { credential } => denied(credential),
        Happened::Refused { status, scim_type } => Story::Refused { status, scim_type },
        Happened::NotFound => Story::NotFound,
        Happened::Other => Story::Other,
    }
}

fn denied(credential: Credential) -> Story {
    let reason = match &credential {
        Credential::Accepted { .. } => "accepted",
        Credential::Missing => "missing",
        // A single word, most likely the token itself.
        Credential::WrongScheme { scheme } if scheme.is_empty() => "noScheme",
        Credential::WrongScheme { .. } => "wrongScheme",
        Credential::DoubledBearer => "doubledBearer",
        Credential::Blanks => "blanks",
        Credential::Unknown { .. } => "unknown",
        Credential::Revoked { reason, .. } if reason == ROTATED => ROTATED,
        Credential::Revoked { .. } => "revoked",
        Credential::Expired { .. } => "expired",
        Credential::OtherConnection => "otherConnection",
    };
    let (at, why) = match credential {
        // What only repeats that it was replaced or revoked is no reason.
        Credential::Revoked { at, reason } => (
            Some(at),
            Some(reason).filter(|why| ![ROTATED, "revoked", ""].contains(&why.as_str())),
        ),
        Credential::Expired { at } => (Some(at), None),
        _ => (None, None),
    };
    Story::Denied {
        reason: reason.to_owned(),
        at: at.map(|at| at.as_millisecond()),
        why,
    }
}

/// Path below the base URL with its query, decoded for reading.
fn readable_path(path: &str, query: Option<&str>) -> String {
    let below = path.strip_prefix("/scim/v2").unwrap_or(path);
    let named = below
        .strip_prefix("/scim_conn_")
        .or_else(|| below.strip_prefix("/scim-conn-"));
    let below = match named {
        Some(rest) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None => below,
    };
    let below = if below.is_empty() { "/" } else { below };
    match query {
        Some(query) => format!("{}?{}", decoded(below), decoded(&query.replace('+', " "))),
        None => decoded(below),
    }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_no_longer_works_says_since_when_and_why() {
        let at = moment(1_777_817_400_000);
        let told = |reason: &str| {
            let reason = reason.to_owned();
            denied(Credential::Revoked { at, reason })
        };
        let story = |reason: &str, why: Option<&str>| Story::Denied {
            reason: reason.to_owned(),
            at: Some(1_777_817_400_000),
            why: why.map(str::to_owned),
        };
        assert_eq!(told("rotated"), story("rotated", None));
        assert_eq!(told("revoked"), story("revoked", None));
        assert_eq!(told("run ended"), story("revoked", Some("run ended")));
        assert_eq!(denied(Credential::Expired { at }), story("expired", None));
        let alone = Credential::WrongScheme {
            scheme: String::new(),
        };
        let alone = serde_json::to_value(denied(alone)).unwrap();
        assert_eq!(alone["reason"], "noScheme", "the token without Bearer");
        let missing = serde_json::to_value(denied(Credential::Missing)).unwrap();
        let bare = serde_json::json!({"type": "denied", "reason": "missing"});
        assert_eq!(missing, bare, "nothing that is not known");
    }

    fn moment(millis: i64) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(millis).unwrap()
    }

    #[test]
    fn a_path_reads_like_what_it_means() {
        assert_eq!(
            readable_path("/scim/v2/Users", Some("filter=userName+eq+%22a%40b.c%22")),
            "/Users?filter=userName eq \"a@b.c\""
        );
        assert_eq!(
            readable_path("/scim/v2/scim_conn_abc/Groups/1", None),
            "/Groups/1"
        );
        assert_eq!(readable_path("/Users", None), "/Users");
        assert_eq!(readable_path("/scim/v2", None), "/");
    }
}
