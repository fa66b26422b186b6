//! One connection of an identity provider to a target: single operations, each as one or more
//! requests in the shape and order the identity provider uses.
//!
//! A [`crate::run`] is made of these operations, and so are tests and storyboards. A session holds
//! no directory of its own: ids are handed out and taken back.

mod activities;
mod groups;
mod merging;
mod people;

pub(crate) use people::manager_of;

use std::sync::Arc;

use serde_json::Value;

use crate::answer::{Answer, id_of};
use crate::client::Client;
use crate::dialect::{Dialect, Family, entra, okta};
use crate::error::Error;
use crate::gate::Gate;
use crate::random::SplitMix;
use crate::request::Request;

/// An identity provider that is connected to a target.
#[derive(Debug)]
pub struct Session {
    client: Client,
    dialect: Dialect,
    gate: Option<Arc<Gate>>,
}

/// A resource that answers to a match query.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Its id in the target.
    pub id: String,
    /// The resource as it came.
    pub resource: Value,
}

/// What an operation did to the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It did not exist before.
    Created,
    /// Something was written.
    Changed,
    /// Everything was as it should be. Entra writes nothing then; Okta writes the same again.
    Unchanged,
}

impl Session {
    /// Prepares a session with the SCIM base URL and the bare bearer token. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Address`] and [`Error::Token`].
    pub fn new(base_url: &str, token: &str, dialect: Dialect) -> Result<Self, Error> {
        Ok(Self {
            client: Client::new(base_url, token, dialect)?,
            dialect,
            gate: None,
        })
    }

    /// Lets every request pass `gate`.
    pub(crate) fn through(self, gate: Arc<Gate>) -> Self {
        Self {
            gate: Some(gate),
            ..self
        }
    }

    /// Whose requests this session sends.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// *Test Connection* of Entra looks for a person and a group that cannot exist; `seed` decides
    /// for which. *Test API Credentials* of Okta lists the first two people.
    ///
    /// # Errors
    /// When the target is not reached, refuses the token or does not answer with a list, which for
    /// Entra must be empty.
    pub async fn test_connection(&self, seed: u64) -> Result<(), Error> {
        if self.dialect.family() == Family::Okta {
            return self.send(&okta::probe()).await?.resources().map(|_| ());
        }
        let mut random = SplitMix::new(seed);
        for probe in [
            entra::match_user(&random.guid()),
            entra::match_group(&random.guid()),
        ] {
            let answer = self.send(&probe).await?;
            if !answer.clone().resources()?.is_empty() {
                return Err(answer.unusable("it lists a resource although none can match"));
            }
        }
        Ok(())
    }

    /// Sends any request of this session's identity provider and insists on success.
    pub(crate) async fn send(&self, request: &Request) -> Result<Answer, Error> {
        let Some(gate) = &self.gate else {
            return self.client.send(request).await?.accepted();
        };
        gate.admit().await?;
        let answer = self.client.send(request).await;
        if !matches!(answer, Err(Error::Unreachable { .. })) {
            gate.sent();
        }
        answer?.accepted()
    }

    /// Sends a match query and takes the one resource that it finds.
    async fn only_match(&self, query: &Request) -> Result<Option<Match>, Error> {
        let answer = match self.send(query).await {
            Err(Error::Refused { status: 404, .. }) if self.dialect.family() == Family::Okta => {
                return Ok(None);
            }
            answer => answer?,
        };
        let mut found = answer.clone().resources()?;
        match (found.pop(), found.is_empty()) {
            (None, _) => Ok(None),
            (Some(resource), true) => match id_of(&resource) {
                Some(id) => Ok(Some(Match { id, resource })),
                None => Err(answer.unusable("the resource it found has no id")),
            },
            (Some(_), false) => Err(answer.unusable("more than one resource matches")),
        }
    }
}
