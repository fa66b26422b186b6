//! Operations on groups.

use super::{Effect, Match, Session};
use crate::company::Group;
use crate::dialect::entra;
use crate::error::Error;

/// Everything here fails with [`Error`] when the target cannot be reached, refuses the request or
/// gives an answer that an identity provider cannot use.
impl Session {
    /// Looks a group up by its name, which Entra expects to be unique.
    ///
    /// # Errors
    /// See [`Error`]; more than one match is an error too.
    pub async fn find_group(&self, display_name: &str) -> Result<Option<Match>, Error> {
        self.only_match(&entra::match_group(display_name)).await
    }

    /// Creates a group without members, and tells the new id.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_group(&self, group: &Group) -> Result<String, Error> {
        let (id, _) = self.send(&entra::create_group(group)).await?.resource()?;
        Ok(id)
    }

    /// Looks a group up, creates it if none matches, and tells its id.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn provision_group(&self, group: &Group) -> Result<(Effect, String), Error> {
        match self.find_group(&group.display_name).await? {
            Some(found) => Ok((Effect::Unchanged, found.id)),
            None => Ok((Effect::Created, self.create_group(group).await?)),
        }
    }

    /// Adds members, all in one request.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn add_members(&self, id: &str, members: &[&str]) -> Result<(), Error> {
        self.send(&entra::add_members(self.dialect, id, members))
            .await
            .map(|_| ())
    }

    /// Removes members, all in one request.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn remove_members(&self, id: &str, members: &[&str]) -> Result<(), Error> {
        self.send(&entra::remove_members(self.dialect, id, members))
            .await
            .map(|_| ())
    }

    /// Whether a person is a member of a group.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn has_member(&self, id: &str, member: &str) -> Result<bool, Error> {
        Ok(!self
            .send(&entra::has_member(id, member))
            .await?
            .resources()?
            .is_empty())
    }

    /// Gives a group another name.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn rename_group(&self, id: &str, display_name: &str) -> Result<(), Error> {
        self.send(&entra::rename_group(self.dialect, id, display_name))
            .await
            .map(|_| ())
    }

    /// Removes a group.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_group(&self, id: &str) -> Result<(), Error> {
        self.send(&entra::delete_group(id)).await.map(|_| ())
    }
}
