//! What the five setup guides promise, line by line: each file is one of S1 to S29, driven through
//! real HTTP against a connection that stands in for the application, and looked at as the window
//! looks at it. README.md lists them.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "shared checks of tests fail by panicking"
)]

mod faults;
mod findings;
mod s01_address;
mod s02_connections;
mod s03_token_once;
mod s04_rotate;
mod s05_new_settings;
mod s06_toggle;
mod s07_retained;
mod s08_token_forms;
mod s09_test_connection;
mod s10_login;
mod s11_external_id;
mod s12_steady_state;
mod s13_switch_text;
mod s14_switch_lower_case;
mod s15_teams;
mod s16_reporting_lines;
mod s17_roles;
mod s18_deactivation;
mod s19_removal;
mod s20_permissions;
mod s21_groups;
mod s21_staging;
mod s22_schedule;
mod s22_virtual_clock;
mod s23_conditions;
mod s24_history;
mod s25_cycles;
mod s26_quarantine;
mod s27_okta;
mod s28_prerequisites;
mod s29_connecting;
mod s29_healthy;
mod s29_provisioning;
mod s29_traps;
mod syncs;
mod tenant;
mod unused;
