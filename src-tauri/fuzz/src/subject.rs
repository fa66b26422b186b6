//! What laws are tried on: a user with every sort of attribute, one with next to nothing, a group,
//! and a workspace whose clock stands still and whose ids are always the same.

use std::sync::{Arc, LazyLock};

use sandbox::clock::Virtual;
use sandbox::ids::Fixed;
use sandbox::{Capture, Location, Options, Workspace};
use scim::schema::{Registry, ResourceType};
use scim::{Object, accept_new};
use serde_json::{Value, json};

/// Schema of the enterprise extension (RFC 7643 §4.3).
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Each with its type, as it is stored.
pub(crate) fn resources() -> &'static [(&'static ResourceType, Object)] {
    &*RESOURCES
}

static RESOURCES: LazyLock<[(&ResourceType, Object); 3]> = LazyLock::new(|| {
    [
        stored("User", full_user()),
        stored(
            "User",
            json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bo"}),
        ),
        stored("Group", group()),
    ]
});

fn stored(kind: &str, body: Value) -> (&'static ResourceType, Object) {
    let registry = Registry::standard();
    let kind = registry.resource_type(kind).expect("RFC 7643 §4 has it");
    let found = accept_new(registry, kind, body).expect("the resource is valid");
    (kind, found.value)
}

pub(crate) fn group() -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": "Tour Guides",
        "externalId": "g-1",
    })
}

pub(crate) fn full_user() -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "userName": "ada.okafor@example.com",
        "externalId": "ada.okafor",
        "name": {"formatted": "Ada Okafor", "familyName": "Okafor", "givenName": "Ada"},
        "displayName": "Ada Okafor",
        "nickName": "Ada",
        "profileUrl": "https://login.example.com/ada",
        "title": "Platform Engineer",
        "userType": "Employee",
        "preferredLanguage": "en-GB",
        "locale": "en-GB",
        "timezone": "Europe/Amsterdam",
        "active": true,
        "emails": [
            {"value": "ada.okafor@example.com", "type": "work", "primary": true},
            {"value": "ada@home.example", "type": "home", "display": "Ada at home"},
        ],
        "phoneNumbers": [{"value": "tel:+31-20-555-0100", "type": "work"}],
        "addresses": [{
            "type": "work", "streetAddress": "1 Canal Street", "locality": "Amsterdam",
            "postalCode": "1000 AA", "country": "NL", "primary": true,
        }],
        "roles": [{"value": "admin", "type": "app", "primary": true}, {"value": "reader"}],
        "entitlements": [{"value": "licence"}],
        "x509Certificates": [{"value": "MIIB"}],
        ENTERPRISE: {
            "employeeNumber": "E-1001", "department": "Platform", "organization": "Example",
            "manager": {"value": "bram"},
        },
    })
}

/// An empty workspace in memory that records.
pub(crate) fn workspace() -> Workspace {
    let start = "2026-11-23T09:00:00Z".parse().expect("it is a time");
    let options = Options {
        location: Location::Memory,
        clock: Arc::new(Virtual::new(start)),
        ids: Arc::new(Fixed::new(1)),
        capture: Capture::On,
    };
    Workspace::open(options).expect("a workspace in memory opens")
}
