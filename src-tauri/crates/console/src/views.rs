//! What the workspace knows, as what the UI shows. Conversions only, by hand, so that a change deep
//! down does not silently change what crosses the seam.

pub(crate) mod connections;
pub(crate) mod diagnoses;
pub(crate) mod groups;
pub(crate) mod guides;
pub(crate) mod known;
pub(crate) mod lines;
pub(crate) mod operations;
pub(crate) mod org;
pub(crate) mod outcome;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod provenance;
pub(crate) mod removed;
pub(crate) mod retained;
pub(crate) mod schemas;
pub(crate) mod syncs;
pub(crate) mod teams;
pub(crate) mod timeline;
pub(crate) mod tokens;
pub(crate) mod traffic;
pub(crate) mod twins;
