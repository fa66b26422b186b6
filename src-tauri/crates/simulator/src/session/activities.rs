//! What an identity provider does between initial cycles: an incremental cycle, and *Provision on
//! demand* of one person.
//!
//! Each begins as every activity of Entra ID does, with the search for somebody who cannot exist. A cycle
//! knows the ids of the target and reads by id; *Provision on demand* looks the person up anew, and does
//! not heed `?aadOptscim062020`: it writes as by default whatever the session is told to do.

use super::{Effect, Match, Session};
use crate::company::Person;
use crate::dialect::{Dialect, Family};
use crate::edit::Edit;
use crate::error::Error;

impl Session {
    /// An incremental cycle over `changes`: ids of the target, each with what has changed. Without any it
    /// is a quiet cycle. `seed` decides for whom the test looks.
    ///
    /// # Errors
    /// When the test fails, or nothing more would succeed. Any other failure is that of one change and
    /// stands in its place: Entra ID goes on, and tries it again in the next cycle.
    pub async fn incremental(
        &self,
        seed: u64,
        changes: &[(String, Edit)],
    ) -> Result<Vec<Result<Effect, Error>>, Error> {
        if self.dialect.family() != Family::Okta {
            self.test_connection(seed).await?;
        }
        let mut effects = Vec::with_capacity(changes.len());
        for (id, edit) in changes {
            match self.change_person(id, &edit.path, edit.value.clone()).await {
                Err(error) if error.is_final() => return Err(error),
                effect => effects.push(effect),
            }
        }
        Ok(effects)
    }

    /// *Provision on demand* of one person.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn provision_on_demand(
        &self,
        seed: u64,
        person: &Person,
    ) -> Result<(Effect, Match), Error> {
        if self.dialect.family() == Family::Okta {
            return self.provision_person(person).await;
        }
        let plain = Self {
            client: self.client.clone(),
            dialect: Dialect::EntraLegacy,
            gate: self.gate.clone(),
        };
        plain.test_connection(seed).await?;
        plain.provision_person(person).await
    }
}
