//! Every characteristic of every attribute, written down from RFC 7643 §3.1, §4, §5, §6, §7 and
//! §8.7, and RFC 9865 §4.
//!
//! Where the schemas of §8.7 and the text of the RFC disagree, the text counts:
//! - `displayName` of a Group is required (§4.2); §8.7.1 says it is not.
//! - The `value` of a certificate is case-exact, since §2.3.6 says so of all binary data
//!   (erratum 6000).
//! - `members.display` and `authenticationSchemes.primary` are default sub-attributes of §2.4
//!   that §8.5 and many examples use; `authenticationSchemes.type` is required by §5.
//! - `schemaExtensions` (§6) and the `name` of a schema (§7) are optional.

use std::collections::BTreeMap;

use scim::schema::{Attribute, Registry};
use serde_json::Value;

/// One attribute a line: name, type, `[]` for several values, then what differs from the
/// defaults of §2.2: not required, case does not matter, readWrite, returned by default, unique
/// nowhere.
const USER: &str = r"
userName string required unique=server
name complex
name.formatted string
name.familyName string
name.givenName string
name.middleName string
name.honorificPrefix string
name.honorificSuffix string
displayName string
nickName string
profileUrl reference to=external
title string
userType string
preferredLanguage string
locale string
timezone string
active boolean
password string writeOnly returned=never
emails complex[]
emails.value string
emails.display string
emails.type string values=work,home,other
emails.primary boolean
phoneNumbers complex[]
phoneNumbers.value string
phoneNumbers.display string
phoneNumbers.type string values=work,home,mobile,fax,pager,other
phoneNumbers.primary boolean
ims complex[]
ims.value string
ims.display string
ims.type string values=aim,gtalk,icq,xmpp,msn,skype,qq,yahoo
ims.primary boolean
photos complex[]
photos.value reference to=external
photos.display string
photos.type string values=photo,thumbnail
photos.primary boolean
addresses complex[]
addresses.formatted string
addresses.streetAddress string
addresses.locality string
addresses.region string
addresses.postalCode string
addresses.country string
addresses.type string values=work,home,other
addresses.primary boolean
groups complex[] readOnly
groups.value string readOnly
groups.$ref reference readOnly to=User,Group
groups.display string readOnly
groups.type string readOnly values=direct,indirect
entitlements complex[]
entitlements.value string
entitlements.display string
entitlements.type string
entitlements.primary boolean
roles complex[]
roles.value string
roles.display string
roles.type string
roles.primary boolean
x509Certificates complex[]
x509Certificates.value binary exact
x509Certificates.display string
x509Certificates.type string
x509Certificates.primary boolean
";

const GROUP: &str = r"
displayName string required
members complex[]
members.value string immutable
members.$ref reference immutable to=User,Group
members.display string immutable
members.type string immutable values=User,Group
";

const ENTERPRISE_USER: &str = r"
employeeNumber string
costCenter string
organization string
division string
department string
manager complex
manager.value string
manager.$ref reference to=User
manager.displayName string readOnly
";

const CONFIGURATION: &str = r"
documentationUri reference readOnly to=external
patch complex required readOnly
patch.supported boolean required readOnly
bulk complex required readOnly
bulk.supported boolean required readOnly
bulk.maxOperations integer required readOnly
bulk.maxPayloadSize integer required readOnly
filter complex required readOnly
filter.supported boolean required readOnly
filter.maxResults integer required readOnly
changePassword complex required readOnly
changePassword.supported boolean required readOnly
sort complex required readOnly
sort.supported boolean required readOnly
etag complex required readOnly
etag.supported boolean required readOnly
pagination complex readOnly
pagination.cursor boolean required readOnly
pagination.index boolean required readOnly
pagination.defaultPaginationMethod string readOnly values=cursor,index
pagination.defaultPageSize integer readOnly
pagination.maxPageSize integer readOnly
pagination.cursorTimeout integer readOnly
authenticationSchemes complex[] required readOnly
authenticationSchemes.type string required readOnly values=oauth,oauth2,oauthbearertoken,httpbasic,httpdigest
authenticationSchemes.name string required readOnly
authenticationSchemes.description string required readOnly
authenticationSchemes.specUri reference readOnly to=external
authenticationSchemes.documentationUri reference readOnly to=external
authenticationSchemes.primary boolean readOnly
";

const RESOURCE_TYPE: &str = r"
id string readOnly
name string required readOnly
description string readOnly
endpoint reference required readOnly to=uri
schema reference required exact readOnly to=uri
schemaExtensions complex[] readOnly
schemaExtensions.schema reference required exact readOnly to=uri
schemaExtensions.required boolean required readOnly
";

const SCHEMA: &str = r"
id string required readOnly
name string readOnly
description string readOnly
attributes complex[] required readOnly
";

/// Of `attributes` and of `attributes.subAttributes`.
const ATTRIBUTE: &str = r"
name string required exact readOnly
type string required readOnly values=string,complex,boolean,decimal,integer,dateTime,reference,binary
multiValued boolean required readOnly
description string exact readOnly
required boolean readOnly
canonicalValues string[] exact readOnly
caseExact boolean readOnly
mutability string exact readOnly values=readOnly,readWrite,immutable,writeOnly
returned string exact readOnly values=always,never,default,request
uniqueness string exact readOnly values=none,server,global
referenceTypes string[] exact readOnly
";

const EVERY_RESOURCE: &str = r"
schemas reference[] required exact returned=always to=uri
id string exact readOnly returned=always unique=server
externalId string exact
meta complex readOnly
meta.resourceType string exact readOnly
meta.created dateTime readOnly
meta.lastModified dateTime readOnly
meta.location reference exact readOnly to=uri
meta.version string exact readOnly
";

fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        other => format!("{other:?}"),
    }
}

fn facts(prefix: &str, attributes: &[Attribute], into: &mut BTreeMap<String, String>) {
    for attribute in attributes {
        let name = format!("{prefix}{}", attribute.name);
        let mut words = vec![word(&attribute.kind)];
        if attribute.multi_valued {
            words[0].push_str("[]");
        }
        let mut add = |known: &str, text: String| {
            if text != known {
                words.push(text);
            }
        };
        add("", ["", "required"][usize::from(attribute.required)].into());
        add("", ["", "exact"][usize::from(attribute.case_exact)].into());
        add("readWrite", word(&attribute.mutability));
        add(
            "returned=default",
            format!("returned={}", word(&attribute.returned)),
        );
        add(
            "unique=none",
            format!("unique={}", word(&attribute.uniqueness)),
        );
        add(
            "values=",
            format!("values={}", attribute.canonical_values.join(",")),
        );
        add("to=", format!("to={}", attribute.reference_types.join(",")));
        facts(&format!("{name}."), &attribute.sub_attributes, into);
        into.insert(name, words.join(" "));
    }
}

fn table(text: &str, prefix: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, facts)| (format!("{prefix}{name}"), facts.to_owned()))
        .collect()
}

fn compare(what: &str, attributes: &[Attribute], expected: &BTreeMap<String, String>) {
    let mut own = BTreeMap::new();
    facts("", attributes, &mut own);
    for (name, facts) in &own {
        assert_eq!(Some(facts), expected.get(name), "{what}: {name}");
    }
    let missing: Vec<_> = expected
        .keys()
        .filter(|name| !own.contains_key(*name))
        .collect();
    assert!(missing.is_empty(), "{what}: {missing:?}");
}

fn check(urn: &str, text: &str) {
    let schema = Registry::standard().schema(urn).expect(urn);
    compare(urn, &schema.attributes, &table(text, ""));
}

#[test]
fn a_user_is_as_sections_4_1_and_8_7_1_say() {
    check("urn:ietf:params:scim:schemas:core:2.0:User", USER);
}

#[test]
fn a_group_is_as_sections_4_2_and_8_7_1_say() {
    check("urn:ietf:params:scim:schemas:core:2.0:Group", GROUP);
}

#[test]
fn an_enterprise_user_is_as_sections_4_3_and_8_7_1_say() {
    check(
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        ENTERPRISE_USER,
    );
}

#[test]
fn the_configuration_is_as_sections_5_and_8_7_2_and_rfc_9865_say() {
    check(
        "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
        CONFIGURATION,
    );
}

#[test]
fn a_resource_type_is_as_sections_6_and_8_7_2_say() {
    check(
        "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
        RESOURCE_TYPE,
    );
}

#[test]
fn a_schema_is_as_sections_7_and_8_7_2_say() {
    let mut expected = table(SCHEMA, "");
    expected.extend(table(ATTRIBUTE, "attributes."));
    expected.extend(table(ATTRIBUTE, "attributes.subAttributes."));
    expected.insert(
        "attributes.subAttributes".into(),
        "complex[] readOnly".into(),
    );
    let urn = "urn:ietf:params:scim:schemas:core:2.0:Schema";
    let schema = Registry::standard().schema(urn).expect(urn);
    compare(urn, &schema.attributes, &expected);
}

#[test]
fn what_every_resource_has_is_as_section_3_1_says() {
    compare(
        "section 3.1",
        Registry::standard().common(),
        &table(EVERY_RESOURCE, ""),
    );
}

#[test]
fn the_tables_leave_no_attribute_of_the_embedded_schemas_out() {
    let schemas = Registry::standard().schemas().count();
    assert_eq!(schemas, 6, "a new schema needs a table here");
}
