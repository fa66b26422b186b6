//! The domains that single sign-on is set up for: who has an address of another one gets no account.

use jiff::Timestamp;

use crate::connections::row_of;
use crate::store::domains;
use crate::{Error, Workspace};

/// How many domains are proposed at most.
const PROPOSED: u32 = 20;

/// A domain that single sign-on is set up for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsoDomain {
    /// As it is compared: IDNA, lower case.
    pub domain: String,
    /// As it is read.
    pub shown: String,
    /// When it was added.
    pub at: Timestamp,
}

/// A domain that staged people have and that is not among those of single sign-on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenDomain {
    /// As it is compared.
    pub domain: String,
    /// As it is read.
    pub shown: String,
    /// How many who are staged and active have it.
    pub people: u64,
}

/// A domain as it is read, of the form in which it is compared.
#[must_use]
pub fn shown_domain(domain: &str) -> String {
    domains::shown(domain)
}

impl Workspace {
    /// The single sign-on domains of a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn sso_domains(&self, connection: &str) -> Result<Vec<SsoDomain>, Error> {
        self.read(|db| Ok(domains::all(db, row_of(db, connection)?)?))
    }

    /// Adds a domain, or the domain of an address; false when it is there already.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::DomainUnusable`].
    pub fn add_sso_domain(&self, connection: &str, typed: &str) -> Result<bool, Error> {
        let form = form(typed)?;
        let connection = connection.to_owned();
        self.write(move |write| {
            let row = row_of(write.db, &connection)?;
            write.next_seq();
            Ok(domains::insert(write.db, row, &form, write.millis())?)
        })
        .wait()
    }

    /// Takes a domain out; false when it was not there.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::DomainUnusable`].
    pub fn remove_sso_domain(&self, connection: &str, typed: &str) -> Result<bool, Error> {
        let form = form(typed)?;
        let connection = connection.to_owned();
        self.write(move |write| {
            let row = row_of(write.db, &connection)?;
            write.next_seq();
            Ok(domains::delete(write.db, row, &form)?)
        })
        .wait()
    }

    /// Domains that staged people have and that are not among those of single sign-on, the commonest first.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotStaged`].
    pub fn seen_domains(&self, connection: &str) -> Result<Vec<SeenDomain>, Error> {
        self.read(|db| {
            let rules = self.sync_rules(db, connection)?;
            let address = crate::store::staged::address(&rules);
            Ok(domains::seen(db, rules.connection, address, PROPOSED)?)
        })
    }
}

fn form(typed: &str) -> Result<String, Error> {
    let domain = typed.rsplit_once('@').map_or(typed, |(_, domain)| domain);
    domains::compared(domain).ok_or_else(|| Error::DomainUnusable(typed.trim().to_owned()))
}
