//! PATCH paths, RFC 7644 §3.5.2 Figure 7, and attribute paths.

use scim::path::{self, Path};
use scim::{AttributePath, ScimType};

use crate::support::{ENTERPRISE, USER};

fn read(text: &str) -> Path {
    path::parse(text).expect(text).value
}

#[test]
fn every_path_form_of_the_rfc_is_read() {
    assert_eq!(read("members"), Path::plain(AttributePath::of("members")));
    assert_eq!(
        read("name.familyName"),
        Path::plain(AttributePath::of("name").with_sub("familyName"))
    );
    let selected = read("addresses[type eq \"work\"]");
    assert_eq!(selected.attribute, AttributePath::of("addresses"));
    assert_eq!(
        selected.filter.expect("a filter").to_string(),
        "type eq \"work\""
    );
    assert_eq!(selected.sub, None);
    let sub = read("members[value eq \"2819c223\"].displayName");
    assert_eq!(sub.sub.as_deref(), Some("displayName"));
    assert_eq!(sub.last_sub(), Some("displayName"));
}

#[test]
fn a_qualified_path_splits_at_the_right_colon() {
    let path = read(&format!("{ENTERPRISE}:manager.displayName"));
    assert_eq!(path.attribute.urn.as_deref(), Some(ENTERPRISE));
    assert_eq!(path.attribute.name, "manager");
    assert_eq!(path.last_sub(), Some("displayName"));
    let path = read(&format!("{USER}:emails[type eq \"work\"].value"));
    assert_eq!(path.attribute.urn.as_deref(), Some(USER));
    assert_eq!(path.attribute.name, "emails");
    let path = read(&format!("{USER}:emails[value eq \"a:b.c\"]"));
    assert_eq!(
        path.attribute.name, "emails",
        "colons inside the brackets do not count"
    );
}

#[test]
fn a_path_prints_as_it_is_parsed() {
    for canonical in [
        "userName",
        "name.givenName",
        "emails[type eq \"work\"]",
        "emails[type eq \"work\" and primary eq true].value",
        "members[value eq \"2819c223-7f76-453a-919d-413861904646\"]",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref",
        "urn:ietf:params:scim:schemas:core:2.0:User:phoneNumbers[type ne \"fax\"].value",
    ] {
        assert_eq!(read(canonical).to_string(), canonical);
    }
}

#[test]
fn a_malformed_path_is_an_invalid_path() {
    for text in [
        "",
        " ",
        ".",
        "name.",
        ".name",
        "name..x",
        "a.b.c",
        "emails[",
        "emails[]",
        "emails[type eq",
        "emails[type eq \"work\"",
        "emails[type eq \"work\"]value",
        "emails[type eq \"work\"].",
        "emails[type eq \"work\"].value.x",
        "emails[broken!!!filter",
        "emails]",
        "emails.type[value eq \"x\"]",
        "two words",
        "urn:",
        "urn:x:",
        "1name",
        "a/b",
        "__proto__",
    ] {
        let error = path::parse(text).expect_err(text);
        assert_eq!(error.scim_type, Some(ScimType::InvalidPath), "{text}");
        assert_eq!(error.status, 400);
    }
}

#[test]
fn attribute_paths_compare_without_regard_to_case() {
    let one = AttributePath::parse("Name.FamilyName").expect("a path");
    let two = AttributePath::parse("name.familyname").expect("a path");
    assert!(one.same(&two));
    assert!(!one.same(&AttributePath::of("name")));
    let qualified = AttributePath::parse(&format!("{USER}:name.familyName")).expect("a path");
    assert!(!one.same(&qualified));
    assert!(qualified.same(&AttributePath {
        urn: Some(USER.to_uppercase()),
        ..one
    }));
}

#[test]
fn a_whole_extension_prints_as_its_urn() {
    assert_eq!(AttributePath::extension(ENTERPRISE).to_string(), ENTERPRISE);
}
