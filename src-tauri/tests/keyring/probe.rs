//! The process that holds the vault: reads one question a line and answers each in one line.

use std::io::{BufRead, Write, stdin, stdout};
use std::process::ExitCode;

use console::{Vault, VaultTrouble};
use scimbox::vault::Keyring;

/// The argument that makes this binary the probe; the service name follows.
pub(crate) const ARGUMENT: &str = "--be-the-vault";

pub(crate) fn run() -> ExitCode {
    let service = std::env::args().nth(2).expect("the service name");
    let vault = Keyring::named(&service);
    for line in stdin().lock().lines() {
        let answer = answer(&vault, &line.expect("a question"));
        writeln!(stdout(), "{answer}").expect("an answer");
        stdout().flush().expect("an answer");
    }
    ExitCode::SUCCESS
}

fn answer(vault: &Keyring, question: &str) -> String {
    let words: Vec<_> = question.split(' ').collect();
    match words.as_slice() {
        ["probe"] => done(vault.probe()),
        ["put", id, secret] => done(vault.put(id, secret)),
        ["forget", id] => done(vault.forget(id)),
        ["read", id] => match vault.read(id) {
            Ok(Some(secret)) => format!("some {secret}"),
            Ok(None) => "nothing".to_owned(),
            Err(trouble) => told(&trouble),
        },
        _ => panic!("{question}"),
    }
}

fn done(outcome: Result<(), VaultTrouble>) -> String {
    outcome.map_or_else(|trouble| told(&trouble), |()| "ok".to_owned())
}

fn told(trouble: &VaultTrouble) -> String {
    match trouble {
        VaultTrouble::Missing(_) => format!("missing ({trouble})"),
        VaultTrouble::Locked(_) => format!("locked ({trouble})"),
        VaultTrouble::Refused(_) => format!("refused ({trouble})"),
    }
}
