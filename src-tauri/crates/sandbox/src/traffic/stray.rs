//! Calls that reach no connection, and the one that they look meant for: first the one whose token they
//! carry, then the one whose address they nearly have, then the default one. What is called at the
//! address of a connection that was deleted stands with one of these too, with the name of that one.

use jiff::Timestamp;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fits {
    /// It carries one of its tokens.
    Token,
    /// Its path holds nearly the id of the connection.
    Address,
    /// Nothing: it stands with the default connection.
    Default,
    /// Its address was the one of the connection.
    Replaced {
        /// Until then.
        at: Timestamp,
    },
    /// Nothing: its address was that of a connection that is gone.
    Deleted {
        /// The name that connection had.
        name: String,
        /// When it was deleted.
        at: Timestamp,
    },
}

/// How an address that was replaced is stored, before the time.
const REPLACED: &str = "replaced ";
/// How the address of a connection that is gone is stored, before time and name.
const DELETED: &str = "deleted ";

impl Fits {
    /// How it is stored.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Token => "token".to_owned(),
            Self::Address => "address".to_owned(),
            Self::Default => "default".to_owned(),
            Self::Replaced { at } => format!("{REPLACED}{at}"),
            Self::Deleted { name, at } => format!("{DELETED}{at} {name}"),
        }
    }

    /// What was stored.
    pub(crate) fn stored(text: &str) -> Self {
        if let Some(Ok(at)) = text.strip_prefix(REPLACED).map(str::parse) {
            return Self::Replaced { at };
        }
        let deleted = text.strip_prefix(DELETED);
        if let Some((at, name)) = deleted.and_then(|rest| rest.split_once(' '))
            && let Ok(at) = at.parse()
        {
            let name = name.to_owned();
            return Self::Deleted { name, at };
        }
        match text {
            "token" => Self::Token,
            "address" => Self::Address,
            _ => Self::Default,
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
        let owner = self.owner_of(authorization)?;
        // As Okta calls a connection.
        let path = &path.replace("/scim-conn-", "/scim_conn_");
        if let Some((name, at)) = self.read(|db| Ok(store::retained::called(db, path)?))? {
            let connection = match owner {
                Some(owner) => owner,
                None => self.default_connection()?.id,
            };
            let fits = Fits::Deleted { name, at };
            return Ok(Stray { connection, fits });
        }
        if let Some(connection) = owner {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        let at = "2026-05-03T14:02:00Z".parse().unwrap();
        for fits in [
            Fits::Token,
            Fits::Address,
            Fits::Default,
            Fits::Replaced { at },
            Fits::Deleted {
                name: "Go-live of  May".to_owned(),
                at,
            },
        ] {
            assert_eq!(Fits::stored(&fits.text()), fits);
        }
    }
}
