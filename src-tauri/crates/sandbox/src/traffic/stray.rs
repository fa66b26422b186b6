//! Calls that reach no connection, and the one that they look meant for: first the one whose token they
//! carry, then the one whose address they nearly have, then the default one.

use crate::{Error, Workspace, store};

/// For which connection a call looks meant that reached none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Id of the connection.
    pub connection: String,
    /// What makes it look so.
    pub fits: Fits,
}

/// What makes a call look meant for a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// It carries one of its tokens.
    Token,
    /// Its path holds nearly the id of the connection.
    Address,
    /// Nothing: it stands with the default connection.
    Default,
}

impl Fits {
    /// How it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Address => "address",
            Self::Default => "default",
        }
    }
}

/// How much of the id of a connection a path must hold, in characters from its beginning.
const ENOUGH: usize = "scim_conn_".len() + 6;

impl Workspace {
    /// For which connection a call looks meant that reached none, by the value of its `Authorization`
    /// header and its path.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn meant_for(&self, authorization: Option<&[u8]>, path: &str) -> Result<Stray, Error> {
        if let Some(connection) = self.owner_of(authorization)? {
            let fits = Fits::Token;
            return Ok(Stray { connection, fits });
        }
        let all = self.read(|db| Ok(store::connections::all(db)?))?;
        let near = all.iter().find(|one| {
            let start = one.id.get(..ENOUGH);
            start.is_some_and(|start| path.contains(start))
        });
        if let Some(near) = near {
            return Ok(Stray {
                connection: near.id.clone(),
                fits: Fits::Address,
            });
        }
        Ok(Stray {
            connection: self.default_connection()?.id,
            fits: Fits::Default,
        })
    }
}
