//! Bearer tokens: what is stored of them, and what a header is told.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use sandbox::{Credential, Error, NewConnection, NewToken};

use crate::bench::{Bench, contains, everything_in, start};

fn check(bench: &Bench, secret: &str) -> Credential {
    let header = format!("Bearer {secret}");
    bench
        .workspace
        .check_bearer(bench.id(), Some(header.as_bytes()))
        .unwrap()
}

fn new(label: &str) -> NewToken {
    NewToken {
        label: label.into(),
        created_by: "window".into(),
        expires_at: None,
    }
}

#[test]
fn a_minted_token_opens_its_connection_and_no_other() {
    let bench = Bench::new();
    let minted = bench
        .workspace
        .mint_token(bench.id(), new("Entra"))
        .unwrap();
    let secret = minted.secret.expose();
    let accepted = Credential::Accepted {
        token_id: minted.token.id.clone(),
    };
    assert_eq!(check(&bench, secret), accepted);
    assert!(secret.ends_with(&minted.token.hint) && minted.token.hint.len() == 4);
    assert!(minted.token.id.starts_with("tok_") && minted.token.id.len() == 12);
    let other = NewConnection {
        name: "Other".into(),
        ..Default::default()
    };
    let other = bench.workspace.add_connection(other).unwrap();
    let header = format!("Bearer {secret}");
    let verdict = bench
        .workspace
        .check_bearer(&other.id, Some(header.as_bytes()))
        .unwrap();
    assert_eq!(verdict, Credential::OtherConnection);
    let unknown = bench
        .workspace
        .check_bearer("scim_conn_none", Some(header.as_bytes()));
    assert!(matches!(unknown, Err(Error::UnknownConnection(_))));
}

#[test]
fn only_the_hash_of_a_secret_is_on_disk() {
    let bench = Bench::new();
    let minted = bench
        .workspace
        .mint_token(bench.id(), new("Entra"))
        .unwrap();
    let adopted = "a-secret-from-the-environment";
    bench
        .workspace
        .adopt_token(bench.id(), adopted, "CI")
        .unwrap();
    let middle: String = minted.secret.expose().chars().skip(8).take(43).collect();
    for _ in 0..2 {
        let all = everything_in(bench.folder.path());
        assert!(!contains(&all, &middle));
        assert!(!contains(&all, adopted));
        bench.workspace.close();
    }
}

#[test]
fn a_typo_is_told_from_an_unknown_token_and_from_another_form() {
    let bench = Bench::new();
    let minted = bench
        .workspace
        .mint_token(bench.id(), new("Entra"))
        .unwrap();
    let secret = minted.secret.expose();
    let typo = format!("{}x", secret.strip_suffix(|_: char| true).unwrap());
    assert_eq!(
        check(&bench, &typo),
        Credential::Unknown {
            checksum_ok: Some(false)
        }
    );
    let elsewhere = Bench::new();
    let foreign = Bench::new();
    drop(
        foreign
            .workspace
            .mint_token(foreign.id(), new("x"))
            .unwrap(),
    );
    let foreign = foreign
        .workspace
        .mint_token(foreign.id(), new("y"))
        .unwrap();
    let verdict = check(&elsewhere, foreign.secret.expose());
    assert_eq!(
        verdict,
        Credential::Unknown {
            checksum_ok: Some(true)
        }
    );
    assert_eq!(
        check(&bench, "eyJhbGciOi"),
        Credential::Unknown { checksum_ok: None }
    );
}

#[test]
fn rotation_kills_the_old_token_at_once_and_says_so() {
    let bench = Bench::new();
    let old = bench
        .workspace
        .mint_token(bench.id(), new("Entra"))
        .unwrap();
    bench.advance(30);
    let fresh = bench.workspace.rotate_token(&old.token.id).unwrap();
    let at = start() + SignedDuration::from_secs(30);
    let verdict = check(&bench, old.secret.expose());
    assert_eq!(
        verdict,
        Credential::Revoked {
            at,
            reason: "rotated".into()
        }
    );
    assert!(matches!(
        check(&bench, fresh.secret.expose()),
        Credential::Accepted { .. }
    ));
    assert_eq!(fresh.token.label, "Entra");
    assert_ne!(fresh.token.id, old.token.id);
    let again = bench.workspace.rotate_token(&old.token.id);
    assert!(matches!(again, Err(Error::TokenRevoked(_))));
    let ids: Vec<_> = bench
        .workspace
        .tokens(bench.id())
        .unwrap()
        .into_iter()
        .map(|token| token.id)
        .collect();
    assert_eq!(ids, [fresh.token.id, old.token.id], "newest first");
}

#[test]
fn a_token_expires_by_the_clock() {
    let bench = Bench::new();
    let at = start() + SignedDuration::from_hours(24);
    let new = NewToken {
        expires_at: Some(at),
        ..new("Trial")
    };
    let minted = bench.workspace.mint_token(bench.id(), new).unwrap();
    bench.advance(24 * 3600 - 1);
    assert!(matches!(
        check(&bench, minted.secret.expose()),
        Credential::Accepted { .. }
    ));
    bench.advance(1);
    assert_eq!(
        check(&bench, minted.secret.expose()),
        Credential::Expired { at }
    );
}

#[test]
fn a_revocation_beside_a_running_server_is_seen_at_once() {
    let bench = Bench::new();
    let beside = bench.beside();
    let minted = beside
        .mint_token(bench.id(), new("From the command line"))
        .unwrap();
    let secret = minted.secret.expose();
    assert!(matches!(check(&bench, secret), Credential::Accepted { .. }));
    for _ in 0..3 {
        let next = beside.mint_token(bench.id(), new("next")).unwrap();
        assert!(matches!(
            check(&bench, next.secret.expose()),
            Credential::Accepted { .. }
        ));
        beside.revoke_token(&next.token.id, "revoked").unwrap();
        assert!(matches!(
            check(&bench, next.secret.expose()),
            Credential::Revoked { .. }
        ));
    }
}

#[test]
fn what_is_wrong_with_a_header_is_told_without_asking_the_file() {
    let bench = Bench::new();
    let verdict = |header: Option<&[u8]>| bench.workspace.check_bearer(bench.id(), header).unwrap();
    assert_eq!(verdict(None), Credential::Missing);
    assert_eq!(verdict(Some(b"Bearer Bearer x")), Credential::DoubledBearer);
    assert_eq!(verdict(Some(b"Bearer x y")), Credential::Blanks);
    assert_eq!(
        verdict(Some(b"Basic eDp5")),
        Credential::WrongScheme {
            scheme: "Basic".into()
        }
    );
}

#[test]
fn a_token_from_the_environment_is_adopted_once() {
    let bench = Bench::new();
    let secret = "0123456789abcdef-ci";
    let token = bench
        .workspace
        .adopt_token(bench.id(), secret, "CI")
        .unwrap();
    assert_eq!(
        (token.created_by.as_str(), token.hint.as_str()),
        ("environment", "f-ci")
    );
    assert_eq!(
        check(&bench, secret),
        Credential::Accepted {
            token_id: token.id.clone()
        }
    );
    let again = bench
        .workspace
        .adopt_token(bench.id(), secret, "CI")
        .unwrap();
    assert_eq!(again.id, token.id);
    let other = NewConnection {
        name: "Other".into(),
        ..Default::default()
    };
    let other = bench.workspace.add_connection(other).unwrap();
    let elsewhere = bench.workspace.adopt_token(&other.id, secret, "CI");
    assert!(matches!(elsewhere, Err(Error::SecretTaken)));
    let short = bench.workspace.adopt_token(bench.id(), "short", "CI");
    assert!(matches!(short, Err(Error::SecretUnusable)));
}

#[test]
fn uses_are_counted_without_a_commit_for_each() {
    let bench = Bench::new();
    let id = bench
        .workspace
        .mint_token(bench.id(), new("Entra"))
        .unwrap()
        .token
        .id;
    let commits = bench.workspace.pulse().commits;
    for _ in 0..500 {
        bench.workspace.note_token_use(&id);
    }
    bench.advance(5);
    bench.workspace.note_token_use(&id);
    let token = || bench.workspace.tokens(bench.id()).unwrap().remove(0);
    let deadline = Instant::now() + Duration::from_secs(20);
    while token().use_count < 501 {
        assert!(
            Instant::now() < deadline,
            "the uses were not written in time"
        );
        std::thread::yield_now();
    }
    assert_eq!(
        token().last_used_at,
        Some(start() + SignedDuration::from_secs(5))
    );
    assert!(bench.workspace.pulse().commits - commits < 20);
}

#[test]
fn uses_noted_before_closing_are_written() {
    let bench = Bench::new();
    let id = bench
        .workspace
        .mint_token(bench.id(), new("Entra"))
        .unwrap()
        .token
        .id;
    bench.workspace.note_token_use(&id);
    bench.workspace.close();
    let again = sandbox::Workspace::open(bench.options(2)).unwrap();
    assert_eq!(again.tokens(bench.id()).unwrap()[0].use_count, 1);
}
