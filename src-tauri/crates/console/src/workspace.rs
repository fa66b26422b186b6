//! What a host may do with a workspace: open it, and administer its connections, schemas, tokens and
//! syncs from the command line. People, traffic and rules are not here on purpose; they are asked for
//! through the commands.

pub use sandbox::sync;
pub use sandbox::tokens::is_usable;
pub use sandbox::twins::{
    BrokenTwin, FieldValue, Flaw, Guide, Leaving, Origin, Provider, Twin, TwinPreview, Twins, What,
    read_file,
};
pub use sandbox::{
    Capture, Connection, ConnectionChange, DeletionPreview, Documents, Error, Extends, Location,
    NewConnection, NewToken, Options, Retained, SchemaPlan, SchemaRemoval, Token, Workspace, clock,
    ids,
};
pub use scim::Strictness;
