//! The crate from outside: real SQLite files in temporary folders, fixed clock and ids.

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod attributes_seen;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod connections;
mod counts;
#[cfg(test)]
mod diagnoses;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod filters;
#[cfg(test)]
mod group_pages;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod outcome;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod people;
#[cfg(test)]
mod people_search;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod references;
#[cfg(test)]
mod removed;
#[cfg(test)]
mod role_events;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod setup;
#[cfg(test)]
mod shown;
#[cfg(test)]
mod staging;
#[cfg(test)]
mod sync_abandoned;
#[cfg(test)]
mod sync_laws;
#[cfg(test)]
mod sync_load;
#[cfg(test)]
mod sync_runs;
#[cfg(test)]
mod sync_schedule;
#[cfg(test)]
mod sync_verdicts;
#[cfg(test)]
mod teams;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod traffic;
#[cfg(test)]
mod twin_files;
#[cfg(test)]
mod twins;
#[cfg(test)]
mod users;
#[cfg(test)]
mod workspace;
