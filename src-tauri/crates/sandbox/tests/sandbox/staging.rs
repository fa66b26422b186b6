//! A connection that follows a twin that stages, and short ways to stage people and run syncs.

use sandbox::sync::{Account, AccountsQuery, StagedPerson, StagedQuery, SyncRun, Verdict};
use sandbox::{Cause, ConnectionChange};
use serde_json::{Value, json};

use crate::bench::Bench;

pub(crate) fn staging() -> Bench {
    let bench = Bench::new();
    let change = ConnectionChange {
        twin: Some("21risk".into()),
        ..ConnectionChange::default()
    };
    bench
        .workspace
        .change_connection(bench.id(), change)
        .unwrap();
    bench
}

/// As [`staging`], with `contoso.com` as the one single sign-on domain.
pub(crate) fn with_domain() -> Bench {
    let bench = staging();
    assert!(bench.allow("contoso.com"));
    bench
}

impl Bench {
    pub(crate) fn allow(&self, domain: &str) -> bool {
        self.workspace.add_sso_domain(self.id(), domain).unwrap()
    }

    /// Stages somebody whose address is also the `userName`.
    pub(crate) fn stage(&self, address: &str) -> String {
        let name = address.split('@').next().unwrap();
        let body = json!({"userName": address, "displayName": name, "active": true,
            "emails": [{"type": "work", "primary": true, "value": address}]});
        self.create("User", body).record.id
    }

    pub(crate) fn set(&self, id: &str, path: &str, value: Value) {
        let operation = json!([{"op": "replace", "path": path, "value": value}]);
        self.patch("User", id, operation);
    }

    pub(crate) fn unstage(&self, id: &str) {
        let gone = self.directory().delete("User", id, None, Cause::default());
        gone.wait().unwrap();
    }

    pub(crate) fn member(&self, group: &str, op: &str, person: &str) {
        let operation = json!([{"op": op, "path": "members", "value": [{"value": person}]}]);
        self.patch("Group", group, operation);
    }

    pub(crate) fn sync(&self) -> SyncRun {
        let syncing = self.workspace.begin_sync(self.id()).unwrap();
        syncing.carry_out().unwrap()
    }

    pub(crate) fn accounts(&self) -> Vec<Account> {
        let query = AccountsQuery {
            limit: Some(1000),
            ..AccountsQuery::default()
        };
        let page = self.workspace.accounts(self.id(), &query).unwrap();
        assert_eq!(page.total, page.rows.len() as u64);
        page.rows
    }

    pub(crate) fn account(&self, person: &str) -> Option<Account> {
        let all = self.accounts().into_iter();
        let mut own: Vec<_> = all.filter(|account| account.person == person).collect();
        assert!(own.len() <= 1, "{person} has {} accounts", own.len());
        own.pop()
    }

    pub(crate) fn staged(&self, verdict: Option<Verdict>) -> Vec<StagedPerson> {
        let query = StagedQuery {
            verdict,
            limit: Some(1000),
            ..StagedQuery::default()
        };
        self.workspace
            .staged_people(self.id(), &query)
            .unwrap()
            .rows
    }

    /// The verdict on somebody now, the same in the list and in the count.
    pub(crate) fn verdict(&self, person: &str) -> Verdict {
        let preview = self.workspace.sync_preview(self.id()).unwrap();
        let found = preview
            .verdicts
            .iter()
            .map(|(verdict, _)| *verdict)
            .find(|verdict| {
                let rows = self.staged(Some(*verdict));
                assert_eq!(rows.len() as u64, preview.count(*verdict), "{verdict:?}");
                rows.iter().any(|row| row.id == person)
            });
        found.unwrap()
    }
}
