//! Requests as captures and Microsoft's documents show them.

use insta::assert_snapshot;

use super::*;
use crate::Company;

const LEGACY: Spelling = Spelling::Legacy;
const COMPLIANT: Spelling = Spelling::Compliant;

/// A request on one line for the target and one for the body.
fn shown(request: &Request) -> String {
    let body = request
        .body
        .as_ref()
        .map(|body| format!("\n{body}"))
        .unwrap_or_default();
    format!("{} {}{body}", request.method.name(), request.target)
}

fn ada() -> Person {
    Person {
        object_id: "0b6f1a52-8a0e-4a53-9d8e-0f3c7f6f1d11".to_owned(),
        user_name: "ada.okafor@example.com".to_owned(),
        mail: Some("ada.okafor@example.com".to_owned()),
        display_name: "Ada Okafor".to_owned(),
        given_name: "Ada".to_owned(),
        family_name: "Okafor".to_owned(),
        title: Some("Platform Engineer".to_owned()),
        department: Some("Platform".to_owned()),
        employee_number: Some("E-1001".to_owned()),
        preferred_language: Some("en-GB".to_owned()),
        phone: Some("+44 20 7946 0111".to_owned()),
        mobile: Some("+44 7700 900222".to_owned()),
        reports_to: None,
        enabled: true,
    }
}

fn edits() -> Vec<Edit> {
    vec![
        Edit::replace("displayName", "Ada Okafor-Lind"),
        Edit::replace(r#"emails[type eq "work"].value"#, "ada.lind@example.com"),
        Edit::replace("name.familyName", "Okafor-Lind"),
        Edit::replace(enterprise("employeeNumber"), "E-1001B"),
        Edit {
            path: "title".to_owned(),
            value: json!("Staff Engineer"),
            present: false,
        },
    ]
}

#[test]
fn a_person_is_matched_by_user_name_with_plus_for_blanks() {
    assert_snapshot!(
        shown(&match_user("bram.visser@example.com")),
        @"GET /Users?filter=userName+eq+%22bram.visser%40example.com%22"
    );
    assert_snapshot!(
        shown(&match_user("finn_partner.example.org#EXT#@example.com")),
        @"GET /Users?filter=userName+eq+%22finn_partner.example.org%23EXT%23%40example.com%22"
    );
}

#[test]
fn a_group_is_matched_by_name_and_without_its_members() {
    assert_snapshot!(
        shown(&match_group("Platform Team")),
        @"GET /Groups?excludedAttributes=members&filter=displayName+eq+%22Platform+Team%22"
    );
}

#[test]
fn membership_is_asked_for_one_person() {
    assert_snapshot!(
        shown(&has_member("g1", "u1")),
        @"GET /Groups?attributes=id&filter=id+eq+%22g1%22+and+members+eq+%22u1%22"
    );
}

#[test]
fn a_person_is_created_with_both_schemas_and_without_a_manager() {
    let reports_to = Company::sample().unwrap().person(1).unwrap().reports_to;
    assert!(reports_to.is_some());
    let person = Person {
        reports_to,
        ..ada()
    };
    assert_snapshot!(shown(&create_user(&person)), @r#"
    POST /Users
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"externalId":"0b6f1a52-8a0e-4a53-9d8e-0f3c7f6f1d11","userName":"ada.okafor@example.com","active":true,"displayName":"Ada Okafor","emails":[{"primary":true,"type":"work","value":"ada.okafor@example.com"}],"meta":{"resourceType":"User"},"name":{"formatted":"Ada Okafor","familyName":"Okafor","givenName":"Ada"},"preferredLanguage":"en-GB","title":"Platform Engineer","phoneNumbers":[{"primary":true,"type":"work","value":"+44 20 7946 0111"},{"type":"mobile","value":"+44 7700 900222"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Platform","employeeNumber":"E-1001"},"roles":[]}
    "#);
}

#[test]
fn attributes_without_a_value_are_not_sent() {
    let guest = Person {
        user_name: "finn_partner.example.org#EXT#@example.com".to_owned(),
        mail: None,
        title: None,
        department: None,
        employee_number: None,
        preferred_language: None,
        phone: None,
        mobile: None,
        ..ada()
    };
    assert_snapshot!(shown(&create_user(&guest)), @r#"
    POST /Users
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"externalId":"0b6f1a52-8a0e-4a53-9d8e-0f3c7f6f1d11","userName":"finn_partner.example.org#EXT#@example.com","active":true,"displayName":"Ada Okafor","meta":{"resourceType":"User"},"name":{"formatted":"Ada Okafor","familyName":"Okafor","givenName":"Ada"},"roles":[]}
    "#);
}

#[test]
fn a_lone_mobile_number_is_not_the_primary_one() {
    let person = Person {
        phone: None,
        ..ada()
    };
    assert_snapshot!(
        create_user(&person).body.unwrap()["phoneNumbers"].to_string(),
        @r#"[{"type":"mobile","value":"+44 7700 900222"}]"#
    );
}

#[test]
fn by_default_each_attribute_is_an_operation_with_a_capital() {
    assert_snapshot!(shown(&change_user(LEGACY, "u1", &edits())), @r#"
    PATCH /Users/u1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"displayName","value":"Ada Okafor-Lind"},{"op":"Replace","path":"emails[type eq \"work\"].value","value":"ada.lind@example.com"},{"op":"Replace","path":"name.familyName","value":"Okafor-Lind"},{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber","value":"E-1001B"},{"op":"Add","path":"title","value":"Staff Engineer"}]}
    "#);
}

#[test]
fn with_the_flag_plain_attributes_share_an_operation_without_a_path() {
    assert_snapshot!(shown(&change_user(COMPLIANT, "u1", &edits())), @r#"
    PATCH /Users/u1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"ada.lind@example.com"},{"op":"add","value":{"title":"Staff Engineer"}},{"op":"replace","value":{"displayName":"Ada Okafor-Lind","name.familyName":"Okafor-Lind","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"E-1001B"}}]}
    "#);
}

#[test]
fn disabling_writes_text_by_default_and_a_boolean_with_the_flag() {
    let disable = [Edit::replace("active", false)];
    assert_snapshot!(shown(&change_user(LEGACY, "u1", &disable)), @r#"
    PATCH /Users/u1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}
    "#);
    assert_snapshot!(shown(&change_user(COMPLIANT, "u1", &disable)), @r#"
    PATCH /Users/u1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}
    "#);
}

#[test]
fn a_manager_is_a_bare_string_with_and_without_the_flag() {
    assert_snapshot!(shown(&write_manager(LEGACY, "u1", Verb::Add, "u2")), @r#"
    PATCH /Users/u1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"u2"}]}
    "#);
    assert_snapshot!(shown(&write_manager(LEGACY, "u1", Verb::Replace, "")), @r#"
    PATCH /Users/u1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":""}]}
    "#);
    assert_snapshot!(shown(&write_manager(COMPLIANT, "u1", Verb::Add, "u2")), @r#"
    PATCH /Users/u1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"u2"}]}
    "#);
}

#[test]
fn a_group_is_created_without_members_and_with_the_proprietary_schema() {
    let group = Group {
        object_id: "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159".to_owned(),
        display_name: "Platform Team".to_owned(),
    };
    assert_snapshot!(shown(&create_group(&group)), @r#"
    POST /Groups
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"externalId":"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159","displayName":"Platform Team","meta":{"resourceType":"Group"}}
    "#);
}

#[test]
fn members_are_added_as_a_list_with_empty_references() {
    assert_snapshot!(shown(&add_members(LEGACY, "g1", &["u1", "u2"])), @r#"
    PATCH /Groups/g1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Add","path":"members","value":[{"$ref":null,"value":"u1"},{"$ref":null,"value":"u2"}]}]}
    "#);
    assert_snapshot!(shown(&add_members(COMPLIANT, "g1", &["u1"])), @r#"
    PATCH /Groups/g1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":[{"$ref":null,"value":"u1"}]}]}
    "#);
}

#[test]
fn members_are_removed_by_a_list_by_default_and_by_a_filter_with_the_flag() {
    assert_snapshot!(shown(&remove_members(LEGACY, "g1", &["u1", "u2"])), @r#"
    PATCH /Groups/g1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Remove","path":"members","value":[{"$ref":null,"value":"u1"},{"$ref":null,"value":"u2"}]}]}
    "#);
    assert_snapshot!(shown(&remove_members(COMPLIANT, "g1", &["u1", "u2"])), @r#"
    PATCH /Groups/g1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"remove","path":"members[value eq \"u1\"]"},{"op":"remove","path":"members[value eq \"u2\"]"}]}
    "#);
}

#[test]
fn renaming_reading_and_removing_name_the_resource_by_its_id() {
    assert_snapshot!(shown(&rename_group(LEGACY, "g1", "Platform")), @r#"
    PATCH /Groups/g1
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"displayName","value":"Platform"}]}
    "#);
    assert_snapshot!(shown(&read_user("a/b")), @"GET /Users/a%2Fb");
    assert_snapshot!(shown(&delete_user("u1")), @"DELETE /Users/u1");
    assert_snapshot!(shown(&delete_group("g1")), @"DELETE /Groups/g1");
}

#[test]
fn no_request_of_the_sample_mentions_a_key_or_a_manager() {
    for person in Company::sample().unwrap().people() {
        let body = create_user(&person).body.unwrap().to_string();
        assert!(
            !body.contains("manager") && !body.contains("\"key\""),
            "{body}"
        );
    }
}
