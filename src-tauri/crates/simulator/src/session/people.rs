//! Operations on people.

use serde_json::{Value, json};

use super::{Effect, Match, Session};
use crate::company::Person;
use crate::dialect::entra::{self, Verb};
use crate::dialect::{Family, okta};
use crate::edit::{Edit, differences, enterprise, lookup};
use crate::error::Error;

/// Everything here fails with [`Error`] when the target cannot be reached, refuses the request or
/// gives an answer that an identity provider cannot use.
impl Session {
    /// Looks a person up by `userName`.
    ///
    /// # Errors
    /// See [`Error`]; more than one match is an error too.
    pub async fn find_person(&self, user_name: &str) -> Result<Option<Match>, Error> {
        let query = match self.dialect.family() {
            Family::Entra(_) => entra::match_user(user_name),
            Family::Okta => okta::match_user(user_name),
        };
        self.only_match(&query).await
    }

    /// Creates a person without looking first, and tells the new id. With Entra the manager is not
    /// part of it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_person(&self, person: &Person) -> Result<String, Error> {
        Ok(self.create(person).await?.id)
    }

    async fn create(&self, person: &Person) -> Result<Match, Error> {
        let request = match self.dialect.family() {
            Family::Entra(_) => entra::create_user(person),
            Family::Okta => okta::create_user(person),
        };
        let (id, resource) = self.send(&request).await?.resource()?;
        Ok(Match { id, resource })
    }

    /// Looks a person up and creates them if nobody matches. Else Entra writes what differs, and
    /// Okta writes in any case to link the account.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn provision_person(&self, person: &Person) -> Result<(Effect, Match), Error> {
        let Some(found) = self.find_person(&person.user_name).await? else {
            return Ok((Effect::Created, self.create(person).await?));
        };
        if self.dialect.family() == Family::Okta {
            let effect = self.link(&found.id, person).await?;
            return Ok((effect, found));
        }
        let edits = differences(person, &found.resource);
        let effect = self.write(&found.id, &edits).await?;
        Ok((effect, found))
    }

    /// Reads a person by id.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn read_person(&self, id: &str) -> Result<Value, Error> {
        let request = match self.dialect.family() {
            Family::Entra(_) => entra::read_user(id),
            Family::Okta => okta::read_user(id),
        };
        let (_, resource) = self.send(&request).await?.resource()?;
        Ok(resource)
    }

    /// Writes `edits`: Entra without reading first, Okta into what it reads.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn write_person(&self, id: &str, edits: &[Edit]) -> Result<(), Error> {
        match self.dialect.family() {
            Family::Okta => {
                let resource = self.read_person(id).await?;
                self.replace_person(resource, id, edits).await
            }
            Family::Entra(spelling) => {
                let request = entra::change_user(spelling, id, edits);
                self.send(&request).await.map(|_| ())
            }
        }
    }

    /// Gives one attribute another value, as an incremental cycle does: reads the person by id,
    /// then writes if the value differs.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn change_person(
        &self,
        id: &str,
        path: &str,
        value: impl Into<Value>,
    ) -> Result<Effect, Error> {
        let (value, resource) = (value.into(), self.read_person(id).await?);
        let current = lookup(&resource, path);
        if current == Some(&value) {
            return Ok(Effect::Unchanged);
        }
        let edits = [Edit {
            path: path.to_owned(),
            value,
            present: current.is_some(),
        }];
        if self.dialect.family() == Family::Okta {
            self.replace_person(resource, id, &edits).await?;
            return Ok(Effect::Changed);
        }
        self.write(id, &edits).await
    }

    /// Moves a person to another department.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn change_department(&self, id: &str, department: &str) -> Result<Effect, Error> {
        self.change_person(id, &enterprise("department"), department)
            .await
    }

    /// Deactivates a person: what Entra does when somebody is unassigned, disabled or deleted.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn disable(&self, id: &str) -> Result<Effect, Error> {
        self.change_person(id, "active", false).await
    }

    /// Activates a person again.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn enable(&self, id: &str) -> Result<Effect, Error> {
        self.change_person(id, "active", true).await
    }

    /// Removes a person for good: what Entra does 30 days after a deletion.
    ///
    /// # Errors
    /// See [`Error`]. Okta never deletes a person.
    pub async fn delete_person(&self, id: &str) -> Result<(), Error> {
        if self.dialect.family() == Family::Okta {
            return Err(Error::NeverSent(
                "Okta deactivates people and never deletes them.",
            ));
        }
        self.send(&entra::delete_user(id)).await.map(|_| ())
    }

    /// Sets the manager of a person who has none. With Entra `manager` is an id of the target, with
    /// Okta whatever its profile holds.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn set_manager(&self, id: &str, manager: &str) -> Result<(), Error> {
        self.write_manager(id, Verb::Add, manager).await
    }

    /// Gives a person another manager.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn replace_manager(&self, id: &str, manager: &str) -> Result<(), Error> {
        self.write_manager(id, Verb::Replace, manager).await
    }

    /// Takes the manager away: Entra replaces it by an empty text.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn clear_manager(&self, id: &str) -> Result<(), Error> {
        self.write_manager(id, Verb::Replace, "").await
    }

    async fn write_manager(&self, id: &str, verb: Verb, manager: &str) -> Result<(), Error> {
        match self.dialect.family() {
            Family::Okta => {
                let edit = Edit::replace(enterprise("manager"), json!({ "value": manager }));
                self.write_person(id, &[edit]).await
            }
            Family::Entra(spelling) => {
                let request = entra::write_manager(spelling, id, verb, manager);
                self.send(&request).await.map(|_| ())
            }
        }
    }

    async fn write(&self, id: &str, edits: &[Edit]) -> Result<Effect, Error> {
        if edits.is_empty() {
            return Ok(Effect::Unchanged);
        }
        self.write_person(id, edits).await?;
        Ok(Effect::Changed)
    }
}

/// The manager that a resource names, in the complex form of RFC 7643 §4.3.
pub(crate) fn manager_of(resource: &Value) -> Option<String> {
    lookup(resource, &enterprise("manager"))?
        .get("value")?
        .as_str()
        .map(str::to_owned)
}
