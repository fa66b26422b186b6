//! Statements on what resources hold of one schema.

use super::{Db, count};

/// How many resources of a kind have values of the extension with this URN. Reads each of them.
pub(crate) fn with_values(
    db: &Db,
    connection: i64,
    kind: &str,
    urn: &str,
) -> rusqlite::Result<u64> {
    // A URN of a registry holds no quote, so this is the path of one key.
    let path = format!("$.\"{urn}\"");
    db.prepare_cached(
        "SELECT count(*) FROM resources r JOIN documents d ON d.resource = r.row \
         WHERE r.connection = ?1 AND r.kind = ?2 AND json_type(d.document, ?3) IS NOT NULL",
    )?
    .query_row((connection, kind, path), |row| row.get(0))
    .map(count)
}
