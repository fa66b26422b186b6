//! A twin: the rules of one target application, as its file states them. Reading is in `reading`,
//! what the rules say to people in `told`.

use std::path::PathBuf;

use super::guide::{Guide, Trouble};
use super::rules::{
    Another, Condition, Cycle, Departments, Groups, Leaving, LoginAttribute, ManagerMatch, Others,
    Renews, RoleOrigin, Shown, Sso, Step, Titles, UrlShape,
};
use super::schedule::Schedule;

/// Where a twin comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Scimbox brings it.
    BuiltIn,
    /// Somebody's file.
    File(PathBuf),
}

/// The rules of a target application.
#[derive(Debug, Clone, PartialEq)]
pub struct Twin {
    /// What connections and the command line call it.
    pub id: String,
    /// The line of the file that says so, from 1: another file may have said it before.
    pub id_line: usize,
    /// What people call the application.
    pub name: String,
    /// What the application is, in a sentence.
    pub about: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Its address.
    pub url: Url,
    /// Its tokens.
    pub token: Token,
    /// What becomes of attributes that are not listed.
    pub others: Others,
    /// The attributes that it uses.
    pub attributes: Vec<Attribute>,
    /// How people sign in.
    pub login: Login,
    /// What it does with `department`.
    pub departments: Departments,
    /// What it does with `title`.
    pub titles: Titles,
    /// How it finds managers.
    pub managers: Managers,
    /// What a group becomes.
    pub groups: Groups,
    /// What a new account may do.
    pub permissions: Permissions,
    /// What becomes of people who leave.
    pub leaving: Leave,
    /// What stands between what arrives and accounts, when anything does.
    pub staging: Option<Staging>,
    /// How an identity provider is set up for it.
    pub guides: Vec<Guide>,
    /// What goes wrong and how it is mended.
    pub troubles: Vec<Trouble>,
}

/// The address that an identity provider is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// What it looks like.
    pub shape: UrlShape,
    /// One as the application shows it.
    pub example: String,
}

/// How the application treats its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// When the secret can be seen.
    pub shown: Shown,
    /// What a further token does to those that work.
    pub another: Another,
    /// What is new after new settings were asked for.
    pub renews: Renews,
    /// What the application calls making one.
    pub button: Option<String>,
}

/// An attribute that the application uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its path, such as `name.givenName` or `emails[type eq "work"].value`.
    pub name: String,
    /// Whether nobody may come without it.
    pub required: bool,
    /// What it populates in the application.
    pub populates: String,
}

/// How people sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Login {
    /// The attribute that is the login.
    pub attribute: LoginAttribute,
    /// What single sign-on tells about who comes.
    pub sso: Sso,
}

/// How managers are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Managers {
    /// Whether the application has reporting lines at all.
    pub used: bool,
    /// What a value is compared with, in this order; the first that finds anybody counts.
    pub order: Vec<ManagerMatch>,
    /// Whether a line is completed when the manager arrives later.
    pub late: bool,
}

/// What a new account may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permissions {
    /// What everybody begins with, when the application says.
    pub default: Option<String>,
    /// Whether an admin changes them by hand.
    pub by_hand: bool,
    /// What the next cycle does to what was changed by hand.
    pub cycle: Cycle,
    /// Where permissions and roles come from, each once: the first that gives any counts, and what
    /// the others give does not.
    pub precedence: Vec<RoleOrigin>,
}

/// What becomes of people who leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leave {
    /// On `active: false`.
    pub inactive: Leaving,
    /// When they are no longer assigned to the application.
    pub unassigned: Leaving,
    /// On DELETE.
    pub deleted: Leaving,
    /// When the connection is deleted.
    pub connection_deleted: Leaving,
    /// Whether what they did stays to be seen.
    pub history: bool,
}

/// What arrives is kept apart until a sync makes accounts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staging {
    /// What the application calls starting one.
    pub button: String,
    /// When syncs run by themselves.
    pub schedule: Option<Schedule>,
    /// What a staged person must meet.
    pub conditions: Vec<Condition>,
    /// What a sync does for each of them, in this order.
    pub steps: Vec<Step>,
}
