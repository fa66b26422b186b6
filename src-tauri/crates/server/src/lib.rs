//! The SCIM listener: HTTP in, the directory behind it, HTTP out.
//!
//! It serves SCIM and nothing else (decision 6), so a tunnel that exposes it exposes nothing else.
//! Rules about resources live in `sandbox` and `scim`; this crate knows paths, headers, status codes
//! and what to write into the log about each exchange.
//!
//! One request goes one way: `arrival` reads it, `route` says what it is about, `gate` decides
//! whether it may come in, `resources` or `discovery` carry it out, `representation` words the
//! answer, and `ledger` records both sides.

mod actor;
mod answer;
mod app;
mod arrival;
mod bulk;
mod conversation;
mod courtesy;
mod discovery;
mod entra_token;
mod gate;
mod ledger;
mod limits;
mod listener;
mod me;
mod media;
mod methods;
mod mishap;
mod precondition;
mod rate;
mod representation;
mod resources;
mod route;
mod search;
mod story;
mod unread;
mod wire;
mod workload;

pub use app::{App, router};
pub use limits::{
    LARGEST_BODY, LARGEST_BULK, LARGEST_HEAD, LONGEST_PAGE, LONGEST_TARGET, Patience,
};
pub use listener::{Bound, Options, Server, bind};
pub use representation::resource;
