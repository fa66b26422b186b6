//! Logins that single sign-on will not find, and guests (RFC 7643 §4.1.1).

use scim::Severity;

use super::fixes::{ENTRA_MAPPING, OKTA_MAPPING, entra, here, okta};
use crate::diagnoses::rule::{Confidence, Rule, Watch};
use crate::store::text::fold;
use crate::twins::{LoginAttribute, Sso};

pub(super) const NOT_THE_ADDRESS: Rule = Rule {
    id: "CFG-11",
    case: "",
    severity: Severity::Error,
    confidence: Confidence::Sure,
    one: "1 person has a userName that is not their email address. {detail}",
    many: "{n} people have a userName that is not their email address. {detail}",
    cause: "userName comes from userPrincipalName, or from another login of the identity provider, but single sign-on passes on the email address.",
    consequence: "They would not get into the account that was provisioned for them: they would be turned away, or end up in somebody else’s account.",
    fixes: &[
        entra(
            ENTRA_MAPPING,
            "Row userName: choose mail as the source attribute instead of userPrincipalName, and save. Then Restart provisioning.",
        ),
        okta(
            OKTA_MAPPING,
            "Let userName of {app} come from user.email. Under Sign On, set Application username format to Email.",
        ),
        here(
            &["Your identity provider", "Attribute mapping"],
            "Let userName come from the email address.",
        ),
    ],
    closes: "A write that makes both the same, for everybody it is about.",
    section: "RFC 7643 §4.1.1",
    watch: Watch::People(|person, setting| {
        let login = &setting.twin.as_ref()?.login;
        if (login.attribute, login.sso) != (LoginAttribute::UserName, Sso::Email) {
            return None;
        }
        let name = fold(&person.user_name);
        // A guest has a rule of their own.
        if is_guest(&person.user_name) || person.addresses().any(|one| fold(one) == name) {
            return None;
        }
        let first = person.addresses().next();
        Some(match first {
            Some(address) => format!(
                "{} has the userName {} and the email address {address}.",
                person.name, person.user_name
            ),
            None => format!(
                "{} has the userName {} and no email address.",
                person.name, person.user_name
            ),
        })
    }),
};

pub(super) const GUEST: Rule = Rule {
    id: "CRT-18",
    case: "",
    severity: Severity::Warn,
    confidence: Confidence::Sure,
    one: "1 guest has a raw guest name, with #EXT#, as userName. {detail}",
    many: "{n} guests have a raw guest name, with #EXT#, as userName. {detail}",
    cause: "userName is mapped to originalUserPrincipalName, which has #EXT# in it for guests.",
    consequence: "Nobody signs in with such a name; single sign-on will not find them.",
    fixes: &[entra(
        ENTRA_MAPPING,
        "Row userName: choose mail as the source attribute, and save. Then Restart provisioning.",
    )],
    closes: "A write that gives them another userName.",
    section: "RFC 7643 §4.1.1",
    watch: Watch::People(|person, _| {
        is_guest(&person.user_name)
            .then(|| format!("{} has the userName {}.", person.name, person.user_name))
    }),
};

fn is_guest(user_name: &str) -> bool {
    user_name.to_ascii_uppercase().contains("#EXT#")
}
