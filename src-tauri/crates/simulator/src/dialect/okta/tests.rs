//! Requests as captures and Okta's documents show them.

use insta::assert_snapshot;

use super::*;
use crate::Company;

fn shown(request: &Request) -> String {
    let body = request
        .body
        .as_ref()
        .map(|body| format!("\n{body}"))
        .unwrap_or_default();
    format!("{} {}{body}", request.method.name(), request.target)
}

fn named(name: &str) -> Person {
    Company::sample()
        .unwrap()
        .people()
        .find(|person| person.display_name == name)
        .unwrap()
}

#[test]
fn a_match_is_encoded_with_percent_20_and_asks_for_the_first_hundred() {
    assert_snapshot!(
        shown(&match_user("ada.okafor@example.com")),
        @"GET /Users?filter=userName%20eq%20%22ada.okafor%40example.com%22&startIndex=1&count=100"
    );
    assert_snapshot!(
        shown(&match_group("APP-Platform")),
        @"GET /Groups?filter=displayName%20eq%20%22APP-Platform%22&startIndex=1&count=100"
    );
    assert_snapshot!(shown(&probe()), @"GET /Users?startIndex=1&count=2");
}

#[test]
fn a_person_is_created_with_a_password_and_the_managers_okta_id() {
    assert_snapshot!(shown(&create_user(&named("Zoë Lindgren"))), @r#"
    POST /Users
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"zoe.lindgren@example.com","name":{"givenName":"Zoë","familyName":"Lindgren"},"emails":[{"primary":true,"value":"zoe.lindgren@example.com","type":"work"}],"displayName":"Zoë Lindgren","locale":"sv-SE","externalId":"00u1665201641b2a4139","groups":[],"password":"c61b227e","active":true,"title":"Head of People","phoneNumbers":[{"value":"+46 8 465 004 11","primary":true,"type":"work"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Operations","employeeNumber":"LF-1020","manager":{"value":"00u1d9e37964f16d42e6","displayName":"Kwame Boateng"}}}
    "#);
}

#[test]
fn a_manager_who_is_not_provisioned_is_named_all_the_same() {
    assert_snapshot!(
        create_user(&named("Rafael Ortiz Peña")).body.unwrap()[ENTERPRISE]["manager"].to_string(),
        @r#"{"value":"00u17c1b7d0e93c44f5a","displayName":"Margit Aaltonen"}"#
    );
}

#[test]
fn a_person_without_extension_attributes_is_created_without_the_extension() {
    let guest = Person {
        reports_to: None,
        ..named("Finn Sørby (Guest)")
    };
    let body = create_user(&guest).body.unwrap();
    assert_eq!(body["schemas"], json!([USER]));
    assert_eq!(body.get(ENTERPRISE), None);
}

#[test]
fn an_update_lays_oktas_data_over_what_the_target_answered() {
    let person = named("Zoë Lindgren");
    let mut resource = json!({
        "schemas": [USER],
        "id": "42",
        "userName": "ZOE@example.com",
        "name": { "formatted": "Stale", "middleName": "Kept", "givenName": "Zoe", "familyName": "Lindgren" },
        "emails": [{ "value": "old@example.com", "type": "work", "primary": true }],
        "active": false,
        "meta": { "version": "W/\"3\"" },
    });
    merge(&person, &mut resource);
    assert_snapshot!(shown(&replace_user("42", resource)), @r#"
    PUT /Users/42
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"42","userName":"zoe.lindgren@example.com","name":{"formatted":"Stale","middleName":"Kept","givenName":"Zoë","familyName":"Lindgren"},"emails":[{"value":"zoe.lindgren@example.com","type":"work","primary":true}],"active":true,"meta":{"version":"W/\"3\""},"displayName":"Zoë Lindgren","locale":"sv-SE","externalId":"00u1665201641b2a4139","title":"Head of People","phoneNumbers":[{"type":"work","value":"+46 8 465 004 11"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Operations","employeeNumber":"LF-1020","manager":{"value":"00u1d9e37964f16d42e6","displayName":"Kwame Boateng"}}}
    "#);
}

#[test]
fn a_group_is_written_with_all_its_members() {
    let group = Group {
        object_id: "unused".to_owned(),
        display_name: "APP-Platform".to_owned(),
    };
    assert_snapshot!(shown(&create_group(&group)), @r#"
    POST /Groups
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"APP-Platform","members":[]}
    "#);
    let members = [member("u1", "ada.okafor@example.com")];
    assert_snapshot!(shown(&replace_group("g1", "APP-Platform", &members)), @r#"
    PUT /Groups/g1
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"g1","displayName":"APP-Platform","members":[{"value":"u1","display":"ada.okafor@example.com"}]}
    "#);
}

#[test]
fn okta_ids_are_twenty_characters_and_differ_between_people() {
    let people: Vec<Person> = Company::sample().unwrap().people().collect();
    let ids: std::collections::HashSet<String> = people
        .iter()
        .map(|person| user_id(&person.object_id))
        .collect();
    assert_eq!(ids.len(), people.len());
    assert!(
        ids.iter().all(|id| id.len() == 20 && id.starts_with("00u")),
        "{ids:?}"
    );
}
