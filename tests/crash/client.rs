//! A client that creates, renames and deletes people as fast as it is answered.

use crate::Plug;
use crate::ledger::{Ledger, State};
use acceptance::harness::bench::Door;
use acceptance::harness::population::patch;
use acceptance::harness::wire::{Answer, Request, try_send};
use serde_json::{Value, json};
use std::sync::Arc;

/// One of the four.
pub(crate) struct Client {
    pub(crate) door: Door,
    pub(crate) plug: Arc<Plug>,
    pub(crate) round: u32,
}

impl Client {
    /// Writes until a request is not answered, and hands back what it knows.
    pub(crate) async fn write_until_it_breaks(self, mut ledger: Ledger) -> Ledger {
        for number in 0.. {
            let name = format!("c{}-r{}-n{number}@example.com", ledger.client(), self.round);
            if self.one_person(&name, number, &mut ledger).await.is_none() {
                return ledger;
            }
        }
        ledger
    }

    /// Creates somebody, gives them a title, and deletes every fifth. `None` when it broke.
    async fn one_person(&self, name: &str, number: u32, ledger: &mut Ledger) -> Option<()> {
        ledger.attempt(name, State::Created);
        let created = self
            .ask(
                self.door
                    .request("POST", "/Users")
                    .json(&json!({"userName": name})),
            )
            .await?;
        assert_eq!(created.status, 201, "{}", created.text());
        let id = created
            .json()
            .get("id")
            .and_then(Value::as_str)
            .map(str::to_owned)?;
        ledger.acknowledge_created(name, &id);
        let path = format!("/Users/{id}");
        let title = format!("title of {name}");
        ledger.attempt(name, State::Titled(title.clone()));
        let body = patch(json!([{"op": "replace", "path": "title", "value": title}]));
        let patched = self
            .ask(self.door.request("PATCH", &path).json(&body))
            .await?;
        assert_eq!(patched.status, 200, "{}", patched.text());
        ledger.acknowledge(name);
        if number % 5 == 4 {
            ledger.attempt(name, State::Deleted);
            let deleted = self.ask(self.door.request("DELETE", &path)).await?;
            assert_eq!(deleted.status, 204, "{}", deleted.text());
            ledger.acknowledge(name);
        }
        Some(())
    }

    async fn ask(&self, request: Request) -> Option<Answer> {
        let answer = try_send(self.door.address, &request).await.ok()?;
        self.plug.count();
        Some(answer)
    }
}
