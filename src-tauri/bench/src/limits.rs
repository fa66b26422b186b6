//! What this machine can do at best, measured in the same run as what we do.

pub(crate) mod inserts;
pub(crate) mod static_server;
