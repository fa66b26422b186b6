//! An exchange for tests.

use jiff::Timestamp;
use scim::Finding;

use super::{Exchange, Message, Origin, Story};

/// A plain exchange with one finding.
pub(crate) fn exchange(number: i64) -> Exchange {
    Exchange {
        number,
        connection_id: None,
        stray: None,
        at: Timestamp::UNIX_EPOCH,
        duration_us: 1_500,
        method: "POST".into(),
        path: "/scim/v2/Users".into(),
        query: None,
        status: 201,
        idp: Some("entra".into()),
        user_agent: None,
        origin: Origin::Client,
        token_id: None,
        subject: None,
        story: Story::Created {
            team: None,
            manager: None,
            backfilled: 0,
        },
        error: None,
        findings: vec![Finding::warn("UPD-08", "RFC 7644 §3.5.2", "Something odd.").at("active")],
        request: Message::default(),
        response: Message::default(),
    }
}
