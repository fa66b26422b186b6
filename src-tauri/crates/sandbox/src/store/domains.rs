//! Statements on the single sign-on domains of a connection, and the form in which domains are compared:
//! that of IDNA (RFC 5891), so that `BÜCHER.example` and `xn--bcher-kva.example` are the same one.

use rusqlite::functions::FunctionFlags;

use super::{Db, count};
use crate::clock::from_millis;
use crate::sync::{SeenDomain, SsoDomain};

/// The form in which a domain is compared; nothing when it cannot be one.
pub(crate) fn compared(domain: &str) -> Option<String> {
    let domain = domain.trim().trim_end_matches('.');
    let form = idna::domain_to_ascii(domain).ok()?;
    let names = !form.is_empty() && form.len() <= 253;
    let letters = form
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_'));
    (names && letters && form.split('.').all(|label| !label.is_empty())).then_some(form)
}

/// The form for reading: with the letters that stand behind `xn--`.
pub(crate) fn shown(domain: &str) -> String {
    idna::domain_to_unicode(domain).0
}

/// The domain of an address in the form in which domains are compared. One that cannot be a domain is
/// folded, so that it is shown as what keeps somebody out.
pub(crate) fn of_address(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    let folded = || super::text::fold(domain.trim());
    Some(compared(domain).unwrap_or_else(folded)).filter(|domain| !domain.is_empty())
}

/// Makes `mail_domain(x)` known to SQL: the domain of an address, NULL for anything else.
pub(crate) fn register(db: &Db) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("mail_domain", 1, flags, |context| {
        let address: Option<String> = context.get(0)?;
        Ok(address.and_then(|address| of_address(&address)))
    })
}

/// The domains of a connection, in the order of their names.
pub(crate) fn all(db: &Db, connection: i64) -> rusqlite::Result<Vec<SsoDomain>> {
    db.prepare_cached("SELECT domain, at FROM sso_domains WHERE connection = ?1 ORDER BY domain")?
        .query_map([connection], |row| {
            let domain: String = row.get(0)?;
            Ok(SsoDomain {
                shown: shown(&domain),
                domain,
                at: from_millis(row.get(1)?),
            })
        })?
        .collect()
}

/// Adds a domain; false when it is there already.
pub(crate) fn insert(db: &Db, connection: i64, domain: &str, at: i64) -> rusqlite::Result<bool> {
    let added = db
        .prepare_cached(
            "INSERT INTO sso_domains (connection, domain, at) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO NOTHING",
        )?
        .execute((connection, domain, at))?;
    Ok(added > 0)
}

/// Takes a domain out; false when it was not there.
pub(crate) fn delete(db: &Db, connection: i64, domain: &str) -> rusqlite::Result<bool> {
    let gone = db
        .prepare_cached("DELETE FROM sso_domains WHERE connection = ?1 AND domain = ?2")?
        .execute((connection, domain))?;
    Ok(gone > 0)
}

/// Domains of staged people who are active that are not among those of the connection, the commonest first.
pub(crate) fn seen(
    db: &Db,
    connection: i64,
    address: &str,
    limit: u32,
) -> rusqlite::Result<Vec<SeenDomain>> {
    db.prepare_cached(&format!(
        "SELECT domain, count(*) AS people FROM (SELECT mail_domain({address}) AS domain \
            FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' AND r.active IS NOT 0) \
         WHERE domain IS NOT NULL AND domain NOT IN \
            (SELECT d.domain FROM sso_domains d WHERE d.connection = ?1) \
         GROUP BY domain ORDER BY people DESC, domain LIMIT ?2"
    ))?
    .query_map((connection, limit), |row| {
        let domain: String = row.get(0)?;
        Ok(SeenDomain {
            shown: shown(&domain),
            domain,
            people: count(row.get(1)?),
        })
    })?
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_the_same_whatever_their_case_and_spelling() {
        for spelling in [
            "Bücher.Example",
            "BÜCHER.example.",
            " xn--bcher-kva.EXAMPLE ",
        ] {
            let form = compared(spelling);
            assert_eq!(form.as_deref(), Some("xn--bcher-kva.example"), "{spelling}");
        }
        assert_eq!(shown("xn--bcher-kva.example"), "bücher.example");
    }

    #[test]
    fn what_cannot_be_a_domain_is_none() {
        for text in [
            "",
            " ",
            "a b.example",
            "a..b",
            "<b>",
            "a/b",
            &"a".repeat(300),
        ] {
            assert_eq!(compared(text), None, "{text}");
        }
        assert_eq!(compared("intranet").as_deref(), Some("intranet"));
    }

    #[test]
    fn the_domain_of_an_address_is_what_follows_the_last_at() {
        assert_eq!(
            of_address("Ada@Contoso.COM").as_deref(),
            Some("contoso.com")
        );
        assert_eq!(
            of_address("\"a@b\"@contoso.com").as_deref(),
            Some("contoso.com")
        );
        assert_eq!(of_address("ada"), None);
        assert_eq!(of_address("ada@"), None);
        assert_eq!(of_address("ada@No Domain").as_deref(), Some("no domain"));
    }
}
