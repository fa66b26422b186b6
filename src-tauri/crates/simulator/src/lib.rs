//! Identity providers as HTTP clients.
//!
//! Plays what Entra ID and Okta send to a SCIM server, byte for byte where that is known, over
//! real HTTP: an initial cycle of a whole company ([`run`]), single operations ([`Session`]), or a look
//! at the server before anybody is sent there ([`door`]).
//! Every request carries [`ORIGIN_HEADER`], so that a rehearsal is never mistaken for the real
//! identity provider.
//!
//! Deliberately not here: a clock or a source of randomness (a [`Plan`] carries a seed, and only
//! elapsed time is measured), any knowledge of how the server stores what it is sent, and TLS: the
//! target is a listener on this computer, so only `http` addresses are accepted.

mod answer;
mod client;
pub mod company;
mod cycle;
mod dialect;
pub mod door;
mod edit;
mod error;
mod gate;
mod progress;
mod random;
mod request;
mod session;

pub use company::Company;
pub use cycle::{Outcome, Plan, run};
pub use dialect::Dialect;
pub use edit::Edit;
pub use error::Error;
pub use gate::Pace;
pub use progress::{Ending, Failure, Phase, Progress};
pub use request::{Method, ORIGIN_HEADER, ORIGIN_VALUE, Request};
pub use session::{Effect, Match, Session};
