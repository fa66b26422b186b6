//! Tokens that stand for a person, whom `/Me` then means (RFC 7644 §3.11).
//!
//! The person is named by `id` and may be deleted while the token lives on; it then stands for nobody
//! who is here, and for nobody else either.

use super::{Minted, NewToken, mint};
use crate::connections::row_of;
use crate::store::{self, text::fold};
use crate::{Error, Workspace};

impl Workspace {
    /// Makes a token that stands for the person with this `userName`, whatever its case.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::UnknownPerson`].
    pub fn mint_token_as(
        &self,
        connection_id: &str,
        new: NewToken,
        user_name: &str,
    ) -> Result<Minted, Error> {
        let (connection, user_name) = (connection_id.to_owned(), user_name.to_owned());
        self.write(move |write| {
            let row = row_of(write.db, &connection)?;
            let person = store::resources::user_named(write.db, row, &fold(&user_name))?;
            let person = person.ok_or(Error::UnknownPerson(user_name))?;
            let minted = mint(write, row, connection, new)?;
            store::tokens::set_person(write.db, &minted.token.id, &person)?;
            Ok(minted)
        })
        .wait()
    }

    /// The `id` of the User that a token stands for.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn token_person(&self, token_id: &str) -> Result<Option<String>, Error> {
        self.read(|db| Ok(store::tokens::person(db, token_id)?))
    }
}
