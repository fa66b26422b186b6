//! A client that provisions a small company beside the console.

use acceptance::harness::bench::Door;
pub(crate) use acceptance::harness::desk::Desk;
pub(crate) use acceptance::harness::expectation::assert_states;
use acceptance::harness::population::{ENTERPRISE, create, group};
use serde_json::{Value, json};

/// What was provisioned: ids of the people in their order, and of the groups.
pub(crate) struct Company {
    pub(crate) people: Vec<String>,
    pub(crate) groups: Vec<String>,
    /// How many requests it took.
    pub(crate) requests: usize,
}

fn colleague(number: usize, manager: Option<&str>) -> Value {
    let team = if number.is_multiple_of(2) {
        "Platform"
    } else {
        "Finance"
    };
    let mut enterprise = json!({"department": team});
    if let Some(manager) = manager {
        enterprise["manager"] = json!(manager);
    }
    json!({
        "userName": format!("person{number:02}@example.com"),
        "externalId": format!("object-{number:02}"),
        "displayName": format!("Person {number:02}"),
        "title": "Colleague",
        "active": true,
        ENTERPRISE: enterprise,
    })
}

/// Provisions nineteen people under the twentieth, who arrives last, and three groups. The
/// manager is named by externalId, because nobody knows the id before the person is there.
pub(crate) async fn provision(door: &Door, with_the_boss: bool) -> Company {
    let mut company = Company {
        people: Vec::new(),
        groups: Vec::new(),
        requests: 0,
    };
    for number in 1..20 {
        let probe = format!("/Users?filter=userName+eq+%22person{number:02}%40example.com%22");
        assert_eq!(door.get(&probe).await.json()["totalResults"], json!(0));
        company
            .people
            .push(create(door, "/Users", &colleague(number, Some("object-20"))).await);
        company.requests += 2;
    }
    if with_the_boss {
        company
            .people
            .push(create(door, "/Users", &colleague(20, None)).await);
        company.requests += 1;
    }
    for (name, size) in [("Admins", 2), ("Editors", 5), ("Readers", 19)] {
        let members = &company.people[..size];
        company
            .groups
            .push(create(door, "/Groups", &group(name, members)).await);
        company.requests += 1;
    }
    company
}
