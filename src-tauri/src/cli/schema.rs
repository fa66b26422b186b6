//! `scimbox schema`, as it is typed.

use clap::Subcommand;

use super::OfConnection;

/// `scimbox schema`.
#[derive(Debug, Subcommand)]
pub(crate) enum Schema {
    /// Add schemas and resource types from JSON files; those of the same id are replaced
    ///
    /// A file holds a Schema, a ResourceType, an array of them, or a list as /Schemas and /ResourceTypes
    /// answer it (RFC 7643, sections 6 and 7). They count from the next request on.
    Add {
        #[command(flatten)]
        of: OfConnection,
        /// The files; - reads standard input. Several are added together
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
        /// The resource type that the schemas extend, such as User
        #[arg(long, value_name = "TYPE")]
        extends: Option<String>,
        /// Every resource of that type must have the extension
        #[arg(long, requires = "extends")]
        required: bool,
        /// Only say what would be added or changed
        #[arg(long)]
        dry_run: bool,
    },
    /// List schemas and resource types, built in and added
    List {
        #[command(flatten)]
        of: OfConnection,
    },
    /// Remove an added schema or resource type; refused while there are resources of that type
    Remove {
        #[command(flatten)]
        of: OfConnection,
        /// The URN of the schema, or the name of the resource type
        #[arg(value_name = "URN-OR-NAME")]
        name: String,
        /// Remove an extension also when resources have values of it; the values stay
        #[arg(long)]
        yes: bool,
    },
}
