//! A running host with a connection that follows the twin of a guide, and the two identity providers
//! that the guides are about, as far as they are requests.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use acceptance::harness::bench::Door;
use acceptance::harness::desk::Desk;
pub(crate) use acceptance::harness::expectation::assert_states;
use acceptance::harness::population::ENTERPRISE;
use acceptance::harness::wire::Answer;
use sandbox::Twins;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a step may take to stand as it should.
const PATIENCE: Duration = Duration::from_secs(10);

/// A tenant of an application, empty at first.
pub(crate) struct Tenant {
    pub(crate) connection: String,
    desk: Desk,
}

impl Deref for Tenant {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Tenant {
    /// The default connection, following a twin.
    pub(crate) async fn of(twin: &str) -> Self {
        Self::at(Desk::start().await, twin).await
    }

    /// The same with a twin of a file of one's own.
    pub(crate) async fn of_file(twin: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("mine.toml"), text).unwrap();
        let mut twins = Twins::built_in();
        twins.add_folder(folder.path()).unwrap();
        assert_eq!(twins.broken(), []);
        Self::at(Desk::knowing(twins).await, twin).await
    }

    async fn at(desk: Desk, twin: &str) -> Self {
        let connection = desk.default_connection().await;
        let tenant = Self { connection, desk };
        tenant.follow(&tenant.connection, twin).await;
        tenant
    }

    /// The same after the program was ended and started again.
    pub(crate) async fn restarted(self) -> Self {
        let connection = self.connection.clone();
        let (folder, _) = self.stop().await;
        let desk = Desk::on(folder).await;
        Self { connection, desk }
    }

    /// The guide for an identity provider.
    pub(crate) async fn guide(&self, provider: &str) -> Value {
        let request = json!({"connection": self.connection, "provider": provider});
        self.ask("guide", request).await["guide"].clone()
    }

    /// A step of a guide by its title, once it stands as it should.
    pub(crate) async fn step(&self, provider: &str, title: &str, state: &str) -> Value {
        self.step_where(provider, title, |step| step["state"] == state)
            .await
    }

    /// A step of a guide by its title, once this is true of it.
    pub(crate) async fn step_where(
        &self,
        provider: &str,
        title: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Value {
        let mut ticks = self.console.subscribe();
        loop {
            ticks.borrow_and_update();
            let guide = self.guide(provider).await;
            let mut steps = guide["steps"].as_array().unwrap().iter();
            let step = steps.find(|step| step["title"] == title).unwrap();
            if wanted(step) {
                return step.clone();
            }
            let changed = tokio::time::timeout(PATIENCE, ticks.changed()).await;
            assert!(changed.is_ok(), "it stands as before: {step}");
        }
    }

    /// Asks a command about the default connection.
    pub(crate) async fn about(&self, command: &str) -> Value {
        self.ask(command, json!({"connection": self.connection}))
            .await
    }

    pub(crate) async fn follow(&self, connection: &str, twin: &str) {
        let request = json!({"connection": connection, "twin": twin});
        self.ask("changeTwin", request).await;
    }

    /// Somebody's card.
    pub(crate) async fn card(&self, id: &str) -> Value {
        let request = json!({"connection": self.connection, "id": id});
        self.ask("person", request).await
    }

    /// What another twin would mean.
    pub(crate) async fn preview(&self, twin: &str) -> Value {
        let request = json!({"connection": self.connection, "twin": twin});
        self.ask("twinPreview", request).await
    }

    /// The log of requests, newest first, once so many are in it.
    pub(crate) async fn log(&self, count: usize) -> Value {
        let mut ticks = self.console.subscribe();
        loop {
            ticks.borrow_and_update();
            let page = self.about("traffic").await;
            if page["rows"].as_array().unwrap().len() >= count {
                return page["rows"].clone();
            }
            ticks.changed().await.unwrap();
        }
    }

    /// Stops it and gives the files that are left.
    pub(crate) async fn stop(self) -> (TempDir, Vec<PathBuf>) {
        self.desk.host.stop(Duration::from_secs(10)).await;
        let files = files(self.desk.folder.path());
        (self.desk.folder, files)
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// The sentence of a SCIM error with this status.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status, status, "{}", answer.text());
    answer.json()["detail"].as_str().unwrap().to_owned()
}

/// Somebody as Entra ID creates them by the guides' mappings; `more` is laid over it.
pub(crate) fn entra(name: &str, object: &str, more: Value) -> Value {
    let address = format!("{}@contoso.com", name.to_lowercase());
    let mut body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "externalId": object,
        "userName": address,
        "active": true,
        "displayName": name,
        "emails": [{"primary": true, "type": "work", "value": address}],
        "meta": {"resourceType": "User"},
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// Creates somebody as Entra ID does: looks first, then posts.
pub(crate) async fn provision(door: &Door, body: &Value) -> String {
    let name = body["userName"].as_str().unwrap().replace('@', "%40");
    let found = door
        .get(&format!("/Users?filter=userName+eq+%22{name}%22"))
        .await;
    assert_eq!(found.json()["totalResults"], json!(0), "{}", found.text());
    let made = door.post("/Users", body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

/// A PATCH as Entra ID spells it, without the flag.
pub(crate) fn entra_patch(path: &str, value: Value) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "Replace", "path": path, "value": value}],
    })
}
