//! Operations on groups.

use super::merging::{add, remove};
use super::{Effect, Match, Session};
use crate::company::Group;
use crate::dialect::{Family, entra, okta};
use crate::error::Error;

/// Everything here fails with [`Error`] when the target cannot be reached, refuses the request or
/// gives an answer that an identity provider cannot use.
impl Session {
    /// Looks a group up by its name, which Entra expects to be unique.
    ///
    /// # Errors
    /// See [`Error`]; more than one match is an error too.
    pub async fn find_group(&self, display_name: &str) -> Result<Option<Match>, Error> {
        let query = match self.dialect.family() {
            Family::Entra(_) => entra::match_group(display_name),
            Family::Okta => okta::match_group(display_name),
        };
        self.only_match(&query).await
    }

    /// Creates a group without members, and tells the new id.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_group(&self, group: &Group) -> Result<String, Error> {
        let request = match self.dialect.family() {
            Family::Entra(_) => entra::create_group(group),
            Family::Okta => okta::create_group(group),
        };
        let (id, _) = self.send(&request).await?.resource()?;
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

    /// Adds members, all in one write.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn add_members(&self, id: &str, members: &[&str]) -> Result<(), Error> {
        match self.dialect.family() {
            Family::Okta => self.replace_members(id, |list| add(list, members)).await,
            Family::Entra(spelling) => self
                .send(&entra::add_members(spelling, id, members))
                .await
                .map(|_| ()),
        }
    }

    /// Removes members, all in one write.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn remove_members(&self, id: &str, members: &[&str]) -> Result<(), Error> {
        match self.dialect.family() {
            Family::Okta => self.replace_members(id, |list| remove(list, members)).await,
            Family::Entra(spelling) => self
                .send(&entra::remove_members(spelling, id, members))
                .await
                .map(|_| ()),
        }
    }

    /// Whether a person is a member of a group, in the words of Entra's reference check.
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
        match self.dialect.family() {
            Family::Okta => self.rename_whole_group(id, display_name).await,
            Family::Entra(spelling) => self
                .send(&entra::rename_group(spelling, id, display_name))
                .await
                .map(|_| ()),
        }
    }

    /// Removes a group.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_group(&self, id: &str) -> Result<(), Error> {
        let request = match self.dialect.family() {
            Family::Entra(_) => entra::delete_group(id),
            Family::Okta => okta::delete_group(id),
        };
        self.send(&request).await.map(|_| ())
    }
}
