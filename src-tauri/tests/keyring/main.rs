//! The vault against a real gnome-keyring: kept, read again, forgotten; locked; restarted; not there.
//!
//! Each test has a D-Bus session, a home folder and a keyring daemon of its own, so that they neither see
//! each other nor the keyring of whoever runs them. The vault is exercised in a second process of this
//! very binary (`probe`), because the address of the bus is a matter of the environment.
//! `cargo xtask test` runs this target by name.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot do without fails it"
)]

mod probe;
mod session;

use libtest_mimic::{Arguments, Failed, Trial};
use session::Session;

const NEVER_STORED: &str = "nothing";

fn main() -> std::process::ExitCode {
    if std::env::args().nth(1).as_deref() == Some(probe::ARGUMENT) {
        return probe::run();
    }
    let trials = vec![
        trial(
            "a_secret_is_read_back_and_forgotten",
            a_secret_is_read_back_and_forgotten,
        ),
        trial(
            "a_secret_outlives_program_and_daemon",
            a_secret_outlives_program_and_daemon,
        ),
        trial(
            "builds_do_not_see_each_others_secrets",
            builds_do_not_see_each_others_secrets,
        ),
        trial(
            "a_daemon_that_restarts_is_found_again",
            a_daemon_that_restarts_is_found_again,
        ),
        trial(
            "a_keyring_that_appears_later_is_found",
            a_keyring_that_appears_later_is_found,
        ),
        trial(
            "a_locked_keyring_says_so_and_takes_nothing",
            a_locked_keyring_says_so_and_takes_nothing,
        ),
        trial(
            "a_keyring_that_is_unlocked_later_is_used",
            a_keyring_that_is_unlocked_later_is_used,
        ),
        trial(
            "a_session_without_a_keyring_says_so",
            a_session_without_a_keyring_says_so,
        ),
        trial(
            "no_session_bus_at_all_says_so",
            no_session_bus_at_all_says_so,
        ),
        trial(
            "no_secret_is_written_in_plain_text",
            no_secret_is_written_in_plain_text,
        ),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial(name: &str, test: fn()) -> Trial {
    Trial::test(name, move || {
        test();
        Ok::<(), Failed>(())
    })
}

fn a_secret_is_read_back_and_forgotten() {
    let session = Session::start();
    session.unlock();
    let mut vault = session.vault("scimbox-test");
    assert_eq!(vault.ask("probe"), "ok");
    assert_eq!(vault.ask("read tok_1"), NEVER_STORED);
    assert_eq!(vault.ask("put tok_1 scimbox_erste"), "ok");
    assert_eq!(vault.ask("read tok_1"), "some scimbox_erste");
    assert_eq!(vault.ask("put tok_1 scimbox_zweite"), "ok");
    assert_eq!(vault.ask("read tok_1"), "some scimbox_zweite");
    assert_eq!(vault.ask("forget tok_1"), "ok");
    assert_eq!(vault.ask("read tok_1"), NEVER_STORED);
    assert_eq!(vault.ask("forget tok_1"), "ok", "forgetting twice is fine");
}

fn a_secret_outlives_program_and_daemon() {
    let mut session = Session::start();
    session.unlock();
    assert_eq!(
        session
            .vault("scimbox-test")
            .ask("put tok_1 scimbox_bleibt"),
        "ok"
    );
    session.restart_bus();
    session.unlock();
    assert_eq!(
        session.vault("scimbox-test").ask("read tok_1"),
        "some scimbox_bleibt"
    );
}

fn builds_do_not_see_each_others_secrets() {
    let session = Session::start();
    session.unlock();
    assert_eq!(session.vault("scimbox").ask("put tok_1 scimbox_echt"), "ok");
    assert_eq!(session.vault("scimbox-dev").ask("read tok_1"), NEVER_STORED);
    assert_eq!(session.vault("scimbox-dev").ask("forget tok_1"), "ok");
    assert_eq!(
        session.vault("scimbox").ask("read tok_1"),
        "some scimbox_echt"
    );
}

fn a_daemon_that_restarts_is_found_again() {
    let session = Session::start();
    session.unlock();
    let mut vault = session.vault("scimbox-test");
    assert_eq!(vault.ask("put tok_1 scimbox_vorher"), "ok");
    session.replace_unlocked();
    assert_eq!(vault.ask("read tok_1"), "some scimbox_vorher");
    assert_eq!(vault.ask("put tok_2 scimbox_nachher"), "ok");
    assert_eq!(vault.ask("read tok_2"), "some scimbox_nachher");
}

fn a_keyring_that_appears_later_is_found() {
    let session = Session::without_activation();
    let mut vault = session.vault("scimbox-test");
    assert!(
        vault
            .ask("put tok_1 scimbox_zu_frueh")
            .starts_with("missing")
    );
    session.unlock();
    // Nobody on this bus waits for the daemon, so it may take a moment to be there.
    assert_eq!(vault.ask_until("probe", "ok"), "ok");
    assert_eq!(vault.ask("put tok_1 scimbox_jetzt"), "ok");
    assert_eq!(vault.ask("read tok_1"), "some scimbox_jetzt");
}

fn a_locked_keyring_says_so_and_takes_nothing() {
    let mut session = Session::start();
    session.unlock();
    assert_eq!(
        session.vault("scimbox-test").ask("put tok_1 scimbox_drin"),
        "ok"
    );
    session.restart_bus();
    session.start_locked();
    let mut vault = session.vault("scimbox-test");
    for question in [
        "probe",
        "read tok_1",
        "put tok_2 scimbox_neu",
        "put tok_1 scimbox_anders",
    ] {
        let answer = vault.ask(question);
        assert!(answer.starts_with("locked"), "{question}: {answer}");
    }
}

fn a_keyring_that_is_unlocked_later_is_used() {
    let mut session = Session::start();
    session.unlock();
    assert_eq!(
        session.vault("scimbox-test").ask("put tok_1 scimbox_drin"),
        "ok"
    );
    session.restart_bus();
    session.start_locked();
    let mut vault = session.vault("scimbox-test");
    assert!(vault.ask("read tok_1").starts_with("locked"));
    session.replace_unlocked();
    assert_eq!(vault.ask("probe"), "ok");
    assert_eq!(vault.ask("read tok_1"), "some scimbox_drin");
}

fn a_session_without_a_keyring_says_so() {
    let session = Session::without_activation();
    let mut vault = session.vault("scimbox-test");
    for question in [
        "probe",
        "read tok_1",
        "put tok_1 scimbox_nirgends",
        "forget tok_1",
    ] {
        let answer = vault.ask(question);
        assert!(answer.starts_with("missing"), "{question}: {answer}");
    }
}

fn no_session_bus_at_all_says_so() {
    let mut session = Session::start();
    session.stop_bus();
    let mut vault = session.vault("scimbox-test");
    for question in ["probe", "put tok_1 scimbox_nirgends"] {
        let answer = vault.ask(question);
        assert!(answer.starts_with("missing"), "{question}: {answer}");
    }
}

fn no_secret_is_written_in_plain_text() {
    let session = Session::start();
    session.unlock();
    let secret = "scimbox_klartext_darf_nirgends_stehen";
    assert_eq!(
        session
            .vault("scimbox-test")
            .ask(&format!("put tok_1 {secret}")),
        "ok"
    );
    let files = session.files();
    assert!(
        files
            .iter()
            .any(|(path, _)| path.ends_with("login.keyring")),
        "{files:?}"
    );
    for (path, bytes) in files {
        let found = bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        assert!(!found, "the secret stands in {}", path.display());
    }
}
