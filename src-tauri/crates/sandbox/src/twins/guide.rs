//! How an identity provider is set up for an application, and what goes wrong on the way: text from
//! the twin file, shown as text.

use super::rules::{Offers, Provider, Waits, What};

/// The guide for one identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// The identity provider.
    pub provider: Provider,
    /// What must be there before.
    pub prerequisites: Vec<String>,
    /// What to do, in this order.
    pub steps: Vec<GuideStep>,
    /// Which attribute goes where.
    pub mappings: Vec<Mapping>,
    /// What to know so as not to be surprised.
    pub traps: Vec<Trap>,
}

/// A step of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideStep {
    /// What it achieves.
    pub title: String,
    /// What to do, a sentence or a few.
    pub text: Vec<String>,
    /// Where in the portal, from its first page on.
    pub place: Vec<String>,
    /// A page of the portal to open.
    pub page: Option<String>,
    /// What to paste, and into which field.
    pub fields: Vec<Field>,
    /// What arrives here when it has been done.
    pub waits: Option<Waits>,
    /// What is done here, and not in the portal.
    pub offers: Option<Offers>,
}

/// A field of the portal, and what goes into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the portal.
    pub name: String,
    /// What goes in.
    pub value: FieldValue,
}

/// What goes into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// Something of the connection.
    Ours(What),
    /// The same for everybody.
    Text(String),
}

/// A row of the attribute table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The attribute, or expression, of the identity provider.
    pub from: String,
    /// The SCIM attribute, one of those that the twin uses.
    pub to: String,
    /// What to know about it.
    pub note: Option<String>,
}

/// Something that surprises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trap {
    /// In a few words.
    pub title: String,
    /// What happens, why, and what to do.
    pub text: String,
    /// Rules that notice it.
    pub rules: Vec<String>,
}

/// A row of the troubleshooting table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The identity provider it is about; nothing for any.
    pub provider: Option<Provider>,
    /// What somebody sees.
    pub symptom: String,
    /// Why.
    pub cause: String,
    /// What to do, and where.
    pub fix: String,
    /// Rules that notice it.
    pub rules: Vec<String>,
}
