//! What becomes of people by the rules of a twin: their status, whether they could sign in, which roles
//! they have and which of them count.
//!
//! Pure functions of what is known of somebody; reading that is in `store`, putting both together in
//! `views`. Deliberately not here: writing anything, and words for people.

mod roles;
mod sign_in;
mod status;

pub use roles::{GroupOf, Role, effective};
pub use sign_in::{Identity, SignIn, Verdict, verdict};
pub use status::{Access, Left, Status, status};
