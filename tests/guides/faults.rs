//! What the window shows of faults: found with their fix, and closed by what came later.

use serde_json::{Value, json};

use crate::tenant::Tenant;
use acceptance::harness::bench::Door;
use acceptance::harness::wire::{Answer, Request};

/// Whom Entra ID looks for when it tests a connection.
const NOBODY: &str = "7d420df3-9995-4831-a406-ecf8166f5f6a";

impl Tenant {
    /// The diagnoses of the connection, once every request so far is in the log.
    pub(crate) async fn diagnoses(&self) -> Vec<Value> {
        self.settled();
        let view = self.about("diagnoses").await;
        view["diagnoses"].as_array().unwrap().clone()
    }

    /// Those of a rule, as `CONN-04`.
    pub(crate) async fn of_rule(&self, rule: &str) -> Vec<Value> {
        let mut all = self.diagnoses().await;
        all.retain(|row| row["rule"] == rule);
        all
    }

    /// Everything about the one open diagnosis of a rule.
    pub(crate) async fn found(&self, rule: &str) -> Value {
        let mut all = self.of_rule(rule).await;
        all.retain(|row| row["state"] == "open");
        let [one] = all.as_slice() else {
            panic!("{rule}: {all:#?} of {:#?}", self.diagnoses().await);
        };
        let of = json!({"connection": self.connection, "id": one["id"]});
        self.ask("diagnosis", of).await
    }

    /// The one open diagnosis of a rule, whose fix leads there and says that.
    pub(crate) async fn found_with(&self, rule: &str, place: &str, text: &str) -> Value {
        let card = self.found(rule).await;
        let fixes = card["fixes"].as_array().unwrap();
        let there = fixes.iter().any(|fix| {
            let steps = fix["place"].as_array().unwrap().iter();
            let steps: Vec<&str> = steps.map(|step| step.as_str().unwrap()).collect();
            steps.join(" > ").contains(place) && fix["text"].as_str().unwrap().contains(text)
        });
        assert!(there, "{rule}: {place}: {text} in {fixes:#?}");
        for words in ["cause", "consequence", "closes"] {
            assert!(
                card[words].as_str().unwrap().len() > 4,
                "{rule} has a {words}"
            );
        }
        let sentence = card["row"]["sentence"].as_str().unwrap();
        assert!(!sentence.contains('{'), "{sentence}");
        card
    }

    /// Nothing of this rule is open, and what was is closed by an exchange.
    pub(crate) async fn closed(&self, rule: &str) -> Value {
        let all = self.of_rule(rule).await;
        let open = all.iter().find(|row| row["state"] != "fixed");
        assert!(open.is_none(), "{rule} is still there: {open:#?}");
        let fixed = all
            .first()
            .unwrap_or_else(|| panic!("{rule} was never there"));
        assert!(
            fixed["closedBy"].is_i64(),
            "{rule} names what closed it: {fixed}"
        );
        fixed.clone()
    }

    /// Nothing of this rule was ever there.
    pub(crate) async fn clean(&self, rule: &str) {
        assert_eq!(self.of_rule(rule).await, Vec::<Value>::new());
    }
}

/// A GET with this `Authorization`, or without one, as Entra ID tests a connection.
pub(crate) async fn knock(door: &Door, authorization: Option<&str>) -> Answer {
    knock_at(door, &door.base, authorization).await
}

/// The same at another base path.
pub(crate) async fn knock_at(door: &Door, base: &str, authorization: Option<&str>) -> Answer {
    let target = format!("{base}/Users?filter=userName+eq+%22{NOBODY}%22");
    let mut request = Request::new("GET", target);
    if let Some(value) = authorization {
        request = request.header("Authorization", value);
    }
    door.send(&request).await
}

/// *Test Connection* with the right token.
pub(crate) async fn test_connection(door: &Door) -> Answer {
    knock(door, Some(&format!("Bearer {}", door.token))).await
}

/// A request with the headers of Okta.
pub(crate) fn okta(door: &Door, method: &str, path: &str) -> Request {
    door.request(method, path)
        .header("Accept", "application/scim+json")
        .header("User-Agent", "Okta SCIM Client 1.0.0")
}
