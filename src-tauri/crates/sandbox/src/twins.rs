//! Twins: how named target applications behave, as data. A twin is a TOML file, checked when it is
//! read; five are built in, more can lie in a folder. The format is described in
//! `src-tauri/twins/README.md`.
//!
//! Deliberately not here: carrying the rules out. What needs them asks for them: `store::managers`
//! for the order in which managers are looked for, and so on.

mod flaw;
mod following;
mod guide;
mod guides;
mod outlook;
mod preview;
mod reading;
mod rules;
mod schedule;
mod schedule_words;
mod section;
mod shelf;
mod told;
mod twin;
mod uses;

pub use flaw::Flaw;
pub use guide::{Field, FieldValue, Guide, GuideStep, Mapping, Trap, Trouble};
pub use preview::{
    Counted, Example, Holding, LineChange, TwinPreview, UnusedAttribute, WithoutAttribute,
};
pub use rules::{
    Another, Condition, Cycle, Departments, Groups, Leaving, LoginAttribute, ManagerMatch, Offers,
    Others, Provider, Renews, RoleOrigin, Shown, Sso, Step, Titles, UrlShape, Waits, What,
};
pub use schedule::{Schedule, ScheduleFlaw};
pub use shelf::{BrokenTwin, Twins, read_file};
pub use told::Told;
pub use twin::{Attribute, Leave, Login, Managers, Origin, Permissions, Staging, Token, Twin, Url};

pub(crate) use flaw::meant;
pub(crate) use reading::present;
pub(crate) use uses::{Uses, is_of_the_protocol};
