//! What somebody should know before schemas are added, though nothing speaks against it.

/// One remark, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Remark {
    /// The file describes a built-in schema or type, as `/Schemas` of any server does.
    #[error("{name} is built in and stays as it is.")]
    BuiltIn {
        /// URN or name.
        name: String,
    },
    /// The file describes a built-in schema with attributes that the standard does not have.
    #[error(
        "{name} is built in and stays as it is, without {attributes}. Attributes of your own belong into an extension."
    )]
    NotTakenOver {
        /// URN of the schema.
        name: String,
        /// Names of the attributes, with commas.
        attributes: String,
    },
    /// No resource type uses the schema.
    #[error(
        "Nothing uses {urn} yet. Add a resource type that names it, or say which type it extends."
    )]
    Unused {
        /// URN of the schema.
        urn: String,
    },
    /// A property that RFC 7643 §7 does not know, most often a misspelled one.
    #[error("{at}: {name:?} is not a property of RFC 7643 §7 and is ignored.{meant}")]
    UnknownProperty {
        /// Where in the file.
        at: String,
        /// The property.
        name: String,
        /// ` Did you mean …?`, or nothing.
        meant: String,
    },
    /// Resources exist that were written before.
    #[error(
        "Resources of the type {kind} exist already: {resources}. They stay as they are, also where the new definition would not let them in."
    )]
    Existing {
        /// Name of the resource type.
        kind: String,
        /// How many.
        resources: u64,
    },
}
