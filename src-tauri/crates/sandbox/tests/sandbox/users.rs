//! Users: RFC 7644 §3.3 to §3.6.

use jiff::SignedDuration;
use sandbox::{Cause, ChangeKind, ConnectionChange, Error, Want};
use scim::Strictness;
use serde_json::json;

use crate::bench::{Bench, ENTERPRISE, contains, everything_in, refused, start};

#[test]
fn a_created_user_reads_back_with_times_and_version_and_without_what_is_not_stored() {
    let bench = Bench::new();
    let written = bench.create(
        "User",
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": "ada@contoso.com", "externalId": "e-1", "password": "t0psecret",
            "id": "mine", "meta": {"resourceType": "User"}, "active": true,
        }),
    );
    assert!(written.created && written.changed);
    let record = bench.read("User", &written.record.id);
    assert_eq!(record.document["userName"], "ada@contoso.com");
    assert_eq!(record.document["externalId"], "e-1");
    for absent in ["id", "meta", "password", "groups"] {
        assert!(!record.document.contains_key(absent), "{absent}");
    }
    assert_eq!(
        (record.created, record.last_modified, record.version),
        (start(), start(), 1)
    );
    assert_eq!(record.groups, Some(Vec::new()));
    assert_ne!(record.id, "mine");
    bench.workspace.close();
    assert!(!contains(&everything_in(bench.folder.path()), "t0psecret"));
}

#[test]
fn a_user_name_is_taken_whatever_its_case_beyond_ascii_too() {
    let bench = Bench::new();
    bench.user("Åsa@Contoso.com");
    let again = bench.directory().create(
        "User",
        json!({"userName": "åSA@contoso.COM"}),
        Cause::default(),
    );
    let error = refused(again.wait());
    assert_eq!(
        (error.status, error.scim_type),
        (409, Some(scim::ScimType::Uniqueness))
    );
    assert!(error.detail.contains("åSA@contoso.COM"), "{}", error.detail);
}

#[test]
fn a_user_name_is_free_again_after_deletion_and_in_another_connection() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    let other = bench.workspace.add_connection(named("Other")).unwrap();
    let elsewhere = bench.workspace.directory(&other);
    elsewhere
        .create("User", json!({"userName": "ada@x"}), Cause::default())
        .wait()
        .unwrap();
    bench
        .directory()
        .delete("User", &id, None, Cause::default())
        .wait()
        .unwrap();
    bench.user("ada@x");
}

fn named(name: &str) -> sandbox::NewConnection {
    sandbox::NewConnection {
        name: name.into(),
        ..Default::default()
    }
}

#[test]
fn a_rename_to_a_taken_user_name_is_refused_and_one_to_the_own_in_other_case_is_not() {
    let bench = Bench::new();
    bench.user("grace@x");
    let ada = bench.user("ada@x");
    let rename = |to: &str| json!([{"op": "replace", "path": "userName", "value": to}]);
    assert_eq!(
        refused(bench.try_patch("User", &ada, rename("GRACE@x"))).status,
        409
    );
    assert_eq!(
        bench.read("User", &ada).document["userName"],
        "ada@x",
        "nothing was changed"
    );
    assert!(bench.patch("User", &ada, rename("ADA@x")).changed);
}

#[test]
fn a_patch_changes_the_document_counts_the_version_and_tells_the_changes() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    bench.advance(60);
    let path = format!("{ENTERPRISE}:department");
    let operations = json!([{"op": "Add", "path": path, "value": "Finance"}]);
    let written = bench.patch("User", &id, operations);
    assert_eq!(written.record.version, 2);
    assert_eq!(written.record.created, start());
    assert_eq!(
        written.record.last_modified,
        start() + SignedDuration::from_secs(60)
    );
    assert_eq!(written.changes.len(), 1);
    assert_eq!(written.changes[0].path, path);
    assert_eq!(written.changes[0].after, Some("Finance".into()));
    assert!(
        written
            .findings
            .iter()
            .any(|f| f.rule == "UPD-01" || f.strict.is_some()),
        "the capital operation is noted: {:?}",
        written.findings
    );
}

#[test]
fn a_write_that_changes_nothing_leaves_version_time_and_timeline_alone() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    bench.advance(60);
    let written = bench.patch(
        "User",
        &id,
        json!([{"op": "replace", "path": "userName", "value": "ada@x"}]),
    );
    assert!(!written.changed);
    let replaced = bench.directory().replace(
        "User",
        &id,
        json!({"userName": "ada@x"}),
        None,
        Cause::default(),
    );
    assert!(!replaced.wait().unwrap().changed);
    let record = bench.read("User", &id);
    assert_eq!((record.version, record.last_modified), (1, start()));
    assert_eq!(
        bench
            .workspace
            .timeline(bench.id(), "User", &id)
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_replacement_clears_what_it_leaves_out_and_keeps_active() {
    let bench = Bench::new();
    let body = json!({"userName": "ada@x", "title": "Lead", "active": false});
    let id = bench.create("User", body).record.id;
    let written = bench
        .directory()
        .replace(
            "User",
            &id,
            json!({"userName": "ada@x"}),
            Some(1),
            Cause::default(),
        )
        .wait()
        .unwrap();
    assert!(!written.record.document.contains_key("title"));
    assert_eq!(written.record.document["active"], false);
    assert_eq!(written.record.version, 2);
}

#[test]
fn a_replacement_of_another_version_is_refused_with_412() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    let body = json!({"userName": "b@x"});
    let outcome = bench
        .directory()
        .replace("User", &id, body, Some(7), Cause::default())
        .wait();
    assert_eq!(refused(outcome).status, 412);
    assert_eq!(bench.read("User", &id).document["userName"], "ada@x");
}

#[test]
fn a_failing_operation_takes_back_those_before_it() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    let outcome = bench.try_patch(
        "User",
        &id,
        json!([
            {"op": "replace", "path": "title", "value": "Lead"},
            {"op": "replace", "path": "id", "value": "other"},
            {"op": "remove"},
        ]),
    );
    assert_eq!(refused(outcome).status, 400);
    assert!(!bench.read("User", &id).document.contains_key("title"));
}

#[test]
fn a_deleted_user_is_gone_and_its_timeline_stays() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    let deleted = bench
        .directory()
        .delete("User", &id, None, Cause::default())
        .wait()
        .unwrap();
    assert_eq!(deleted.record.document["userName"], "ada@x");
    assert_eq!(
        bench.directory().read("User", &id, Want::ALL).unwrap(),
        None
    );
    let kinds: Vec<_> = bench
        .workspace
        .timeline(bench.id(), "User", &id)
        .unwrap()
        .into_iter()
        .map(|entry| (entry.version, entry.change_kind))
        .collect();
    assert_eq!(kinds, [(2, ChangeKind::Deleted), (1, ChangeKind::Created)]);
    let again = bench
        .directory()
        .delete("User", &id, None, Cause::default())
        .wait();
    assert!(matches!(again, Err(Error::NotFound { .. })));
}

#[test]
fn a_resource_is_found_under_its_own_kind_only() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    assert_eq!(
        bench.directory().read("Group", &id, Want::ALL).unwrap(),
        None
    );
    let outcome = bench.directory().patch(
        "Group",
        &id,
        json!({"Operations": []}),
        None,
        Cause::default(),
    );
    assert!(outcome.wait().is_err());
    let unknown = bench
        .directory()
        .create("Device", json!({}), Cause::default())
        .wait();
    assert!(matches!(unknown, Err(Error::UnknownResourceType(kind)) if kind == "Device"));
}

#[test]
fn a_strict_connection_refuses_what_a_tolerant_one_notes() {
    let bench = Bench::new();
    let id = bench.user("ada@x");
    let strict = ConnectionChange {
        strictness: Some(Strictness::Strict),
        ..Default::default()
    };
    let connection = bench
        .workspace
        .change_connection(bench.id(), strict)
        .unwrap();
    let body = json!({"Operations": [{"op": "Replace", "path": "active", "value": "False"}]});
    let outcome = bench
        .workspace
        .directory(&connection)
        .patch("User", &id, body.clone(), None, Cause::default())
        .wait();
    assert_eq!(refused(outcome).status, 400);
    let tolerated = bench
        .directory()
        .patch("User", &id, body, None, Cause::default())
        .wait()
        .unwrap();
    assert_eq!(tolerated.record.document["active"], false);
    assert!(!tolerated.findings.is_empty());
}

#[test]
fn a_write_to_a_deleted_connection_names_the_connection() {
    let bench = Bench::new();
    let other = bench.workspace.add_connection(named("Other")).unwrap();
    bench.workspace.delete_connection(&other.id).unwrap();
    let outcome = bench
        .workspace
        .directory(&other)
        .create("User", json!({"userName": "a"}), Cause::default())
        .wait();
    assert!(matches!(outcome, Err(Error::UnknownConnection(id)) if id == other.id));
}

#[test]
fn another_list_of_schemas_is_another_version() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    bench.advance(60);
    let add = json!([{"op": "add", "path": "schemas", "value": ["urn:x:y"]}]);
    let written = bench.patch("User", &ada, add.clone());
    assert!(written.changed);
    let read = bench.read("User", &ada);
    assert_eq!(read.document["schemas"][1], "urn:x:y");
    assert_eq!(read.version, 2);
    assert_eq!(
        read.last_modified,
        read.created + SignedDuration::from_secs(60)
    );
    assert!(!bench.patch("User", &ada, add).changed);
    assert_eq!(bench.read("User", &ada).version, 2);
}

#[test]
fn a_manager_that_is_sent_back_as_it_was_shown_is_no_change() {
    let bench = Bench::new();
    let body = |manager| json!({"userName": "ada@x", ENTERPRISE: {"manager": manager}});
    let id = bench.create("User", body(json!({"value": "m"}))).record.id;
    let shown = body(json!({"value": "m", "displayName": "Grace", "$ref": "http://x/Users/m"}));
    let written = bench
        .directory()
        .replace("User", &id, shown, None, Cause::default())
        .wait()
        .unwrap();
    assert!(!written.changed);
    assert_eq!(written.record.version, 1);
}

#[test]
fn a_pending_write_can_be_awaited_as_a_future() {
    let bench = Bench::new();
    let pending = bench
        .directory()
        .create("User", json!({"userName": "a@x"}), Cause::default());
    let written = block_on(pending).unwrap();
    assert_eq!(written.record.document["userName"], "a@x");
    let refused_at_once = bench
        .directory()
        .create("User", json!([]), Cause::default());
    assert!(block_on(refused_at_once).is_err());
}

/// The smallest executor: polls again whenever it is woken.
fn block_on<F: std::future::Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::sync::Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(output) => return output,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}

/// Whether a password is another one nobody can say, since none is kept (RFC 7643 §3.1).
#[test]
fn setting_a_password_is_a_change() {
    let bench = Bench::new();
    let ada = bench.user("ada@x");
    let before = bench.read("User", &ada);
    bench.clock.advance(jiff::SignedDuration::from_secs(60));
    let set = json!([{"op": "replace", "path": "password", "value": "t0p-s3cret"}]);
    let written = bench.patch("User", &ada, set);
    assert!(written.changed && written.changes.is_empty());
    assert_eq!(written.secrets().collect::<Vec<_>>(), ["password"]);
    let after = bench.read("User", &ada);
    assert_eq!(after.version, before.version + 1);
    assert!(after.last_modified > before.last_modified);
    assert_eq!(after.document, before.document);
    let title = json!([{"op": "replace", "path": "userName", "value": "ada@x"}]);
    assert!(!bench.patch("User", &ada, title).changed);
}
