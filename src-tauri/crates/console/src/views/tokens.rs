//! Tokens without their secrets.

use sandbox::Token;

use crate::wire::TokenView;

/// Who makes the tokens of the simulator, which come and go with its runs.
pub(crate) const SIMULATOR: &str = "simulator";

/// Whether a token was made by a person, and so belongs in the list.
pub(crate) fn by_people(token: &Token) -> bool {
    token.created_by != SIMULATOR
}

/// A token as the UI shows it.
pub(crate) fn view(token: &Token) -> TokenView {
    TokenView {
        id: token.id.clone(),
        label: token.label.clone(),
        hint: token.hint.clone(),
        created_by: token.created_by.clone(),
        created_at: token.created_at.as_millisecond(),
        last_used_at: token.last_used_at.map(|at| at.as_millisecond()),
        use_count: token.use_count,
        revoked_at: token.revoked_at.map(|at| at.as_millisecond()),
        revoked_reason: token.revoked_reason.clone(),
    }
}
