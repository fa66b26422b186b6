//! What a provisioning write does to permissions that were set by hand: nothing, or it sets them anew,
//! as the rules of the application say (`permissions.cycle` of a twin).

use super::write::Scope;
use crate::Error;
use crate::store;
use crate::store::hand_edits::Edit;
use crate::twins::Cycle;
use crate::views::EditKind;
use crate::workspace::Write;

/// Takes back what was set by hand for a person who is being written, where the application does so,
/// and writes down which exchange did it. Costs nothing elsewhere.
pub(super) fn overwrite(scope: &Scope, write: &mut Write<'_>, person: &str) -> Result<(), Error> {
    if scope.cycle == Cycle::Keeps {
        return Ok(());
    }
    let latest = store::hand_edits::latest(write.db, scope.connection, person)?;
    let Some(before) = latest.and_then(|edit| edit.after) else {
        return Ok(());
    };
    let edit = Edit {
        seq: write.next_seq(),
        connection: scope.connection,
        person,
        at: write.millis(),
        kind: EditKind::Overwritten,
        before: Some(&before),
        after: None,
        actor: None,
        exchange: scope.cause.exchange,
        token: scope.cause.token_id.as_deref(),
    };
    store::hand_edits::insert(write.db, &edit)
}
