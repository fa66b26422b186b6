//! The Sync screen as tests ask it: domains, runs that are waited for, accounts, verdicts.

use serde_json::{Value, json};

use crate::tenant::Tenant;

impl Tenant {
    /// A tenant of 21RISK that has single sign-on for contoso.com.
    pub(crate) async fn with_sso() -> Self {
        let tenant = Self::of("21risk").await;
        tenant.allow("contoso.com").await;
        tenant
    }

    pub(crate) async fn allow(&self, domain: &str) {
        let request = json!({"connection": self.connection, "domain": domain});
        self.ask("addSsoDomain", request).await;
    }

    /// Presses the button, and waits for the run to end.
    pub(crate) async fn sync(&self) -> Value {
        self.sync_of(&self.connection).await
    }

    /// The same in another connection.
    pub(crate) async fn sync_of(&self, connection: &str) -> Value {
        let begun = self
            .ask("startSync", json!({"connection": connection}))
            .await;
        self.ended_of(connection, begun["number"].as_i64().unwrap())
            .await
    }

    /// A run with its steps, once it has ended.
    pub(crate) async fn ended(&self, run: i64) -> Value {
        self.ended_of(&self.connection, run).await
    }

    async fn ended_of(&self, connection: &str, run: i64) -> Value {
        let mut ticks = self.console.subscribe();
        loop {
            ticks.borrow_and_update();
            let runs = self
                .ask("syncRuns", json!({"connection": connection}))
                .await;
            let there = runs["total"].as_i64().unwrap() >= run;
            if there {
                let request = json!({"connection": connection, "run": run});
                let card = self.ask("syncRun", request).await;
                if card["run"]["status"] != "inProgress" {
                    return card;
                }
            }
            ticks.changed().await.unwrap();
        }
    }

    pub(crate) async fn accounts(&self) -> Value {
        self.about("accounts").await["rows"].clone()
    }

    /// What a sync would do with somebody, and the condition that decides.
    pub(crate) async fn verdict(&self, person: &str) -> (Value, Value) {
        let page = self.about("stagedPeople").await;
        let rows = page["rows"].as_array().unwrap();
        let own = rows.iter().find(|row| row["id"] == person).unwrap();
        (own["verdict"].clone(), own["rule"].clone())
    }

    /// How many get which verdict.
    pub(crate) async fn counts(&self) -> Value {
        let preview = self.about("syncPreview").await;
        let verdicts = preview["verdicts"].as_array().unwrap().iter();
        let counts = verdicts.map(|one| {
            let verdict = one["verdict"].as_str().unwrap().to_owned();
            (verdict, one["people"].clone())
        });
        Value::Object(counts.collect())
    }
}
