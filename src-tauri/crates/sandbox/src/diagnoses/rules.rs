//! The table of rules. To add one: a constant in a file of its family, a line here, and cases in
//! `tests/diagnoses` that trigger it and that do not.

mod address;
mod booleans;
mod fixes;
mod flag;
mod leaving;
mod lines;
mod login;
mod outcome;
mod quarantine;
mod repeats;
mod required;
mod silence;
mod token;

use super::rule::Rule;

pub(crate) use lines::still_expected;
pub(crate) use outcome::SETTLED;
pub(crate) use repeats::held_unused;

/// Goes up when a rule judges people otherwise than before, so that everybody is looked at anew.
pub(crate) const EDITION: i64 = 1;

/// All rules, in the order of their ids.
pub const RULES: &[Rule] = &[
    silence::NOBODY_YET,
    silence::SILENT,
    quarantine::SHARE_OF_FAILURES,
    quarantine::AT_ONCE,
    outcome::STAYED,
    login::NOT_THE_ADDRESS,
    silence::SWITCHES_OFF,
    repeats::UNKNOWN_ATTRIBUTE,
    token::MISSING,
    token::BEARER_TWICE,
    token::BLANKS,
    token::ENTRAS_OWN,
    address::OUTSIDE,
    address::UNTIDY,
    flag::SHOWN,
    flag::TWO_FACES,
    token::REPLACED,
    token::REVOKED,
    token::EXPIRED,
    token::EXPIRING,
    address::REPLACED,
    booleans::LOWER_CASE,
    booleans::NOT_UNDERSTOOD,
    required::MISSING,
    login::GUEST,
    outcome::MEMBERS,
    leaving::STILL_IN,
    leaving::OUT_OF_SCOPE,
    leaving::DELETED_AT_ONCE,
    leaving::NEVER_DEACTIVATED,
    address::SWITCHED_OFF,
    token::UNKNOWN,
    token::NO_BEARER,
    address::UNKNOWN,
    address::DELETED,
    required::NO_EXTERNAL_ID,
    outcome::ALIKE,
    required::REFUSED,
    lines::WAITING,
    lines::NEVER_SENT,
    lines::GONE,
    lines::INACTIVE,
    lines::CIRCLE,
    lines::THEMSELVES,
    repeats::AGAIN,
    repeats::UNUSED,
];

/// The rule with this id and case; nothing for one that a later version wrote.
#[must_use]
pub fn rule(id: &str, case: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id && rule.case == case)
}
