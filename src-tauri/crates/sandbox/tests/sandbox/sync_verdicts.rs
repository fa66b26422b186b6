//! What a sync would do with each who is staged, and which condition decides.

use sandbox::sync::{StagedQuery, Verdict};
use sandbox::twins::Condition;
use sandbox::{ConnectionChange, Error};
use serde_json::json;

use crate::bench::Bench;
use crate::staging::{staging, with_domain};

#[test]
fn without_a_domain_everybody_is_kept_out_and_their_domains_are_proposed() {
    let bench = staging();
    for name in ["ada@contoso.com", "bram@Contoso.COM", "cem@contoso.dk"] {
        bench.stage(name);
    }
    let idle = bench.stage("dora@contoso.org");
    bench.set(&idle, "active", json!(false));
    let preview = bench.workspace.sync_preview(bench.id()).unwrap();
    assert_eq!(preview.count(Verdict::Domain), 3);
    assert_eq!(
        preview.count(Verdict::Inactive),
        1,
        "the first condition decides"
    );
    let seen = bench.workspace.seen_domains(bench.id()).unwrap();
    let seen: Vec<_> = seen
        .iter()
        .map(|one| (one.domain.as_str(), one.people))
        .collect();
    assert_eq!(seen, [("contoso.com", 2), ("contoso.dk", 1)]);
    assert!(bench.allow("somebody@contoso.com"));
    assert!(!bench.allow("CONTOSO.com."), "the same one");
    let preview = bench.workspace.sync_preview(bench.id()).unwrap();
    assert_eq!(
        (
            preview.count(Verdict::Create),
            preview.count(Verdict::Domain)
        ),
        (2, 1)
    );
    let seen = bench.workspace.seen_domains(bench.id()).unwrap();
    assert_eq!(seen.len(), 1);
}

#[test]
fn a_domain_is_compared_whatever_its_case_and_its_letters() {
    let bench = staging();
    let ada = bench.stage("ada@BÜCHER.example");
    let bram = bench.stage("bram@xn--bcher-kva.example");
    let below = bench.stage("cem@mail.bücher.example");
    assert_eq!(bench.verdict(&ada), Verdict::Domain);
    bench.allow("bücher.example");
    assert_eq!(bench.verdict(&ada), Verdict::Create);
    assert_eq!(bench.verdict(&bram), Verdict::Create);
    assert_eq!(
        bench.verdict(&below),
        Verdict::Domain,
        "another domain is another one"
    );
    let shown = bench.workspace.sso_domains(bench.id()).unwrap();
    assert_eq!(shown[0].shown, "bücher.example");
    assert!(
        bench
            .workspace
            .remove_sso_domain(bench.id(), "XN--BCHER-KVA.example")
            .unwrap()
    );
    assert_eq!(bench.verdict(&ada), Verdict::Domain);
    for typed in ["", "no domain", "a..b"] {
        let refused = bench.workspace.add_sso_domain(bench.id(), typed);
        assert!(matches!(refused, Err(Error::DomainUnusable(_))), "{typed}");
    }
}

#[test]
fn who_has_no_address_is_kept_out_by_the_domain() {
    let bench = with_domain();
    let ada = bench.user("ada@contoso.com");
    assert_eq!(bench.verdict(&ada), Verdict::Domain);
    let row = bench.staged(Some(Verdict::Domain)).remove(0);
    assert_eq!((row.domain, row.email), (None, None));
    assert_eq!(row.verdict.rule(), Some(Condition::SsoDomain));
}

#[test]
fn with_an_account_it_is_up_to_date_changed_or_to_be_taken_away() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    let group = bench.group("Editors", &[]);
    assert_eq!(bench.verdict(&ada), Verdict::Create);
    bench.sync();
    assert_eq!(bench.verdict(&ada), Verdict::Member);
    bench.set(&ada, "title", json!("Editor"));
    assert_eq!(
        bench.verdict(&ada),
        Verdict::Member,
        "the account has no title"
    );
    bench.member(&group, "add", &ada);
    assert_eq!(bench.verdict(&ada), Verdict::Update);
    bench.sync();
    bench.set(&ada, "displayName", json!("Ada L"));
    assert_eq!(bench.verdict(&ada), Verdict::Update);
    bench.set(&ada, "active", json!(false));
    assert_eq!(bench.verdict(&ada), Verdict::Disable);
    bench.sync();
    assert_eq!(bench.verdict(&ada), Verdict::Inactive);
    bench.set(&ada, "active", json!(true));
    assert_eq!(bench.verdict(&ada), Verdict::Restore);
    bench.sync();
    bench.unstage(&ada);
    assert_eq!(
        bench.verdict(&ada),
        Verdict::Disable,
        "also of one who is gone"
    );
    assert!(!bench.staged(Some(Verdict::Disable))[0].staged);
    assert!(
        bench.staged(None).is_empty(),
        "who was deleted is not staged"
    );
    let everybody = StagedQuery {
        gone: true,
        ..StagedQuery::default()
    };
    let all = bench.workspace.staged_people(bench.id(), &everybody);
    assert_eq!(all.unwrap().rows[0].verdict, Verdict::Disable);
    assert!(bench.account(&ada).unwrap().leaves);
    bench.sync();
    assert!(
        !bench.account(&ada).unwrap().leaves,
        "the access is gone by now"
    );
    assert_eq!(bench.accounts().len(), 1);
    let preview = bench.workspace.sync_preview(bench.id()).unwrap();
    assert_eq!(preview.verdicts, []);
}

#[test]
fn one_login_is_one_account() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    let address = json!([{"type": "work", "value": "Ada@Contoso.com"}]);
    let twin = bench.create(
        "User",
        json!({"userName": "other", "displayName": "Other", "emails": address}),
    );
    let twin = twin.record.id;
    assert_eq!(bench.verdict(&ada), Verdict::Create);
    assert_eq!(
        bench.verdict(&twin),
        Verdict::Taken,
        "who came first counts"
    );
    bench.sync();
    assert_eq!(bench.accounts().len(), 1);
    assert_eq!(bench.verdict(&twin), Verdict::Taken);
    let row = bench.staged(Some(Verdict::Taken)).remove(0);
    assert_eq!(row.verdict.rule(), Some(Condition::NotAMember));
    bench.unstage(&ada);
    assert_eq!(
        bench.verdict(&twin),
        Verdict::Update,
        "it is the same person under another id"
    );
    bench.sync();
    assert_eq!(bench.account(&twin).unwrap().name, "Other");
    assert_eq!(bench.accounts().len(), 1);
}

#[test]
fn who_was_deleted_and_comes_back_gets_the_same_account_again() {
    let bench = with_domain();
    let ada = bench.stage("ada@contoso.com");
    bench.sync();
    bench.unstage(&ada);
    bench.sync();
    assert!(!bench.account(&ada).unwrap().active);
    let again = bench.stage("ada@contoso.com");
    assert_eq!(bench.verdict(&again), Verdict::Restore);
    bench.sync();
    assert!(bench.account(&again).unwrap().active);
    assert_eq!(bench.accounts().len(), 1);
}

#[test]
fn a_twin_that_does_not_stage_has_no_verdicts() {
    let bench = Bench::new();
    bench.stage("ada@contoso.com");
    let refused = bench.workspace.sync_preview(bench.id());
    assert!(matches!(refused, Err(Error::NotStaged(_))));
    let refused = bench.workspace.begin_sync(bench.id());
    assert!(matches!(refused, Err(Error::NotStaged(_))));
    assert_eq!(bench.workspace.upcoming_syncs(bench.id(), 5).unwrap(), None);
}

#[test]
fn the_order_of_the_conditions_is_that_of_the_twin() {
    let bench = staging();
    let text = r#"
        format = 1
        id = "turned"
        name = "Turned"
        about = "Looks at the domain first."
        [login]
        attribute = "email"
        [leaving]
        inactive = "keep"
        deleted = "keep"
        [staging]
        button = "Go"
        conditions = ["sso-domain", "active"]
        steps = ["create-account"]
    "#;
    let file = bench.folder.path().join("turned.toml");
    std::fs::write(file, text).unwrap();
    let mut twins = sandbox::Twins::built_in();
    twins.add_folder(bench.folder.path()).unwrap();
    bench.workspace.use_twins(twins).unwrap();
    let change = ConnectionChange {
        twin: Some("turned".into()),
        ..ConnectionChange::default()
    };
    bench
        .workspace
        .change_connection(bench.id(), change)
        .unwrap();
    let ada = bench.stage("ada@contoso.com");
    bench.set(&ada, "active", json!(false));
    assert_eq!(bench.verdict(&ada), Verdict::Domain);
    bench.allow("contoso.com");
    assert_eq!(bench.verdict(&ada), Verdict::Inactive);
    bench.set(&ada, "active", json!(true));
    let group = bench.group("Editors", &[&ada]);
    bench.sync();
    let account = bench.account(&ada).unwrap();
    assert_eq!(
        (
            account.in_tenant,
            account.groups.len(),
            account.access.len()
        ),
        (false, 0, 0),
        "a step that the twin does not have is not carried out"
    );
    assert_eq!(bench.verdict(&ada), Verdict::Member);
    bench.member(&group, "remove", &ada);
    bench.set(&ada, "active", json!(false));
    assert_eq!(
        bench.verdict(&ada),
        Verdict::Inactive,
        "access stays as the twin says"
    );
    bench.unstage(&ada);
    bench.sync();
    assert!(bench.account(&ada).unwrap().active);
}
