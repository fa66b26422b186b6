//! The people and groups of the bench: documents of about 700 bytes as Entra ID sends them.
//!
//! Everything follows from a number, so that a later run knows what an earlier one has written.

use serde_json::{Value, json};

/// Where the people work; one in sixteen in each.
const DEPARTMENTS: [&str; 16] = [
    "Finance",
    "Engineering",
    "Sales",
    "Legal",
    "Marketing",
    "Support",
    "Operations",
    "Research",
    "Design",
    "Quality",
    "Purchasing",
    "Logistics",
    "Security",
    "Facilities",
    "Training",
    "Communication",
];
const TITLES: [&str; 8] = [
    "Team Lead",
    "Senior Analyst",
    "Software Engineer",
    "Account Executive",
    "Office Coordinator",
    "Product Owner",
    "Technical Writer",
    "Consultant",
];
const GIVEN: [&str; 8] = [
    "Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Frances", "Niklaus",
];
const FAMILY: [&str; 8] = [
    "Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Allen", "Wirth",
];

/// The URN of the enterprise extension (RFC 7643 §4.3).
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A number that looks random and follows from another one (splitmix64).
pub(crate) fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// One of `many`, chosen by a number.
pub(crate) fn choose(number: u64, many: usize) -> usize {
    let many = u64::try_from(many).unwrap_or(u64::MAX).max(1);
    usize::try_from(scatter(number) % many).unwrap_or_default()
}

/// A name in the form of a UUID.
pub(crate) fn uuid_like(number: u64) -> String {
    let (high, low) = (scatter(number), scatter(number ^ 0x5555_5555_5555_5555));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        (low >> 48) & 0xFFF,
        low & 0xFFFF_FFFF_FFFF
    )
}

/// The `userName` of a person.
pub(crate) fn user_name(number: u64) -> String {
    format!(
        "{}.{}.{number}@contoso.example",
        one(&GIVEN, number),
        one(&FAMILY, number / 8)
    )
    .to_lowercase()
}

/// The `externalId` of a person.
pub(crate) fn external_id(number: u64) -> String {
    uuid_like(number ^ 0xE47E_44A1_0000_0000)
}

/// What is put into the directory.
pub(crate) fn person(number: u64, manager: Option<&str>) -> Value {
    let (given, family) = (one(&GIVEN, number), one(&FAMILY, number / 8));
    let name = user_name(number);
    let mut enterprise = json!({
        "employeeNumber": format!("{number:08}"),
        "department": one(&DEPARTMENTS, scatter(number)),
    });
    if let (Some(manager), Some(enterprise)) = (manager, enterprise.as_object_mut()) {
        enterprise.insert("manager".to_owned(), json!({ "value": manager }));
    }
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "externalId": external_id(number),
        "userName": name,
        "active": true,
        "displayName": format!("{given} {family}"),
        "title": one(&TITLES, scatter(number) >> 8),
        "preferredLanguage": "en-GB",
        "emails": [{ "primary": true, "type": "work", "value": name }],
        "meta": { "resourceType": "User" },
        "name": {
            "formatted": format!("{given} {family}"),
            "familyName": family,
            "givenName": given,
        },
        ENTERPRISE: enterprise,
    })
}

/// A group with these members.
pub(crate) fn group<'a>(name: &str, members: impl Iterator<Item = &'a str>) -> Value {
    let members: Vec<Value> = members.map(|id| json!({ "value": id })).collect();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "externalId": format!("group {name}"),
        "displayName": name,
        "members": members,
    })
}

fn one(of: &[&'static str], number: u64) -> &'static str {
    let many = u64::try_from(of.len()).unwrap_or(1);
    let at = usize::try_from(number % many).unwrap_or_default();
    of.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_person_is_about_seven_hundred_bytes() {
        for number in [0, 999_999, 1_000_000_123] {
            let size = person(number, Some(&uuid_like(1))).to_string().len();
            assert!((600..=850).contains(&size), "{size} bytes");
        }
    }

    #[test]
    fn nobody_is_somebody_else() {
        let names: HashSet<_> = (0..10_000).map(user_name).collect();
        let others: HashSet<_> = (0..10_000).map(external_id).collect();
        assert_eq!((names.len(), others.len()), (10_000, 10_000));
    }

    #[test]
    fn a_uuid_has_the_length_of_one() {
        for number in 0..1000 {
            assert_eq!(uuid_like(number).len(), 36);
        }
    }

    #[test]
    fn departments_and_titles_do_not_follow_each_other() {
        let pairs: HashSet<_> = (0..5_000)
            .map(|number| {
                let person = person(number, None);
                (
                    person["title"].to_string(),
                    person[ENTERPRISE]["department"].to_string(),
                )
            })
            .collect();
        assert_eq!(pairs.len(), DEPARTMENTS.len() * TITLES.len());
    }
}
