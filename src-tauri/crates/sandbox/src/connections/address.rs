//! Where a connection answers, and new settings: another address and another token at once.
//!
//! The id of a connection never changes; the last part of its address begins as the id and may be
//! replaced. Who calls an address that was replaced is told so, and the call belongs to the connection.

use crate::clock::from_millis;
use crate::store::connections::ConnectionRow;
use crate::store::{self, Db};
use crate::tokens::{self, Minted, NewToken};
use crate::twins::{Renews, Twin, Twins, UrlShape};
use crate::workspace::Write;
use crate::{Error, Workspace, ids};

use super::{existing, save, unknown};

/// How the plain address is remembered.
const PLAIN: &str = "";

impl Workspace {
    /// Whether [`Workspace::renew_settings`] would not be refused; changes nothing.
    ///
    /// # Errors
    /// As [`Workspace::renew_settings`].
    pub fn may_renew(&self, connection_id: &str) -> Result<(), Error> {
        let twins = self.twins();
        self.read(|db| renews(&twins, &existing(db, connection_id)?))
    }

    /// Gives a connection another address and another token in one transaction, as an application
    /// does that renews both together. Addresses and tokens that worked before stop working at once.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`]; [`Error::SettingsStay`] when the twin keeps its address.
    pub fn renew_settings(&self, connection_id: &str, new: NewToken) -> Result<Minted, Error> {
        let id = connection_id.to_owned();
        let twins = self.twins();
        self.write(move |write| {
            let mut row = existing(write.db, &id)?;
            renews(&twins, &row)?;
            let now = write.millis();
            store::addresses::retire(write.db, &row.address, row.row, now)?;
            if row.is_default && row.plain {
                store::addresses::retire(write.db, PLAIN, row.row, now)?;
            }
            row.address = fresh(write);
            row.plain = false;
            save(write.db, &row)?;
            tokens::supersede(write, row.row, id, new)
        })
        .wait()
    }
}

/// Only some applications give another address.
fn renews(twins: &Twins, row: &ConnectionRow) -> Result<(), Error> {
    match twins.find(&row.twin) {
        Some(twin) if twin.token.renews == Renews::UrlAndToken => Ok(()),
        Some(twin) => Err(Error::SettingsStay(twin.name.clone())),
        None => Err(Error::SettingsStay(row.twin.clone())),
    }
}

/// An address that no connection has had.
pub(super) fn fresh(write: &mut Write<'_>) -> String {
    ids::short(write.ids, "scim_conn_", 20)
}

/// With a twin that has plain addresses the default connection answers at its plain one again.
pub(super) fn follow(db: &Db, row: &mut ConnectionRow, twin: &Twin) -> Result<(), Error> {
    if row.is_default && !row.plain && twin.url.shape == UrlShape::Plain {
        row.plain = true;
        store::addresses::revive(db, PLAIN)?;
    }
    Ok(())
}

/// The connection that answers at an address, the default one without.
pub(crate) fn at(db: &Db, address: Option<&str>) -> Result<ConnectionRow, Error> {
    let (row, asked) = match address {
        Some(address) => (store::connections::by_address(db, address)?, address),
        None => {
            let default = store::connections::default(db)?;
            (default.filter(|row| row.plain), PLAIN)
        }
    };
    match row {
        Some(row) => Ok(row),
        None => Err(match store::addresses::former(db, asked)? {
            Some((connection, until)) => Error::AddressReplaced {
                connection,
                at: from_millis(until),
            },
            None => unknown(address.unwrap_or("default")),
        }),
    }
}
