//! Workload identities: who may swap a signed assertion for a token of a connection (RFC 7523
//! §2.2). Verifying signatures is the server's; here is only what was registered.

use crate::connections::row_of;
use crate::{Error, Workspace, store};

/// A client that proves itself with a key instead of a shared secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// `client_id` of its requests.
    pub client_id: String,
    /// `iss` of its assertions.
    pub issuer: String,
    /// `sub` of its assertions.
    pub subject: String,
    /// `aud` of its assertions.
    pub audience: String,
    /// The public key that its assertions are signed for, RSA or elliptic curve, as PEM.
    pub public_key_pem: String,
}

impl Workspace {
    /// Registers a workload identity with a connection; one with the same `client_id` is replaced.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn register_workload(&self, connection_id: &str, workload: Workload) -> Result<(), Error> {
        let id = connection_id.to_owned();
        self.write(move |write| {
            let connection = row_of(write.db, &id)?;
            Ok(store::workloads::upsert(write.db, connection, &workload)?)
        })
        .wait()
    }

    /// The workload identity of a connection with this `client_id`.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn workload(
        &self,
        connection_id: &str,
        client_id: &str,
    ) -> Result<Option<Workload>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection_id)?;
            Ok(store::workloads::by_client(db, connection, client_id)?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Location, Options};

    fn workload(subject: &str) -> Workload {
        Workload {
            client_id: "client".to_owned(),
            issuer: "https://issuer.example".to_owned(),
            subject: subject.to_owned(),
            audience: "api://scimbox".to_owned(),
            public_key_pem: "-----BEGIN PUBLIC KEY-----".to_owned(),
        }
    }

    #[test]
    fn registering_a_client_again_replaces_it() {
        let workspace = Workspace::open(Options::new(Location::Memory)).unwrap();
        let id = workspace.default_connection().unwrap().id;
        workspace.register_workload(&id, workload("one")).unwrap();
        workspace.register_workload(&id, workload("two")).unwrap();
        assert_eq!(
            workspace.workload(&id, "client").unwrap(),
            Some(workload("two"))
        );
        assert_eq!(workspace.workload(&id, "other").unwrap(), None);
    }

    #[test]
    fn an_unknown_connection_has_no_workloads() {
        let workspace = Workspace::open(Options::new(Location::Memory)).unwrap();
        let error = workspace
            .register_workload("scim_conn_x", workload("one"))
            .unwrap_err();
        assert!(matches!(error, Error::UnknownConnection(_)));
    }
}
