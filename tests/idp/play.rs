//! Plays one exchange: sets the tenant up, sends the request, looks at the answer, at the log
//! and at what is left.

use crate::rules;
use acceptance::harness::assertion::Prover;
use acceptance::harness::bench::{Bench, Door};
use acceptance::harness::exchange::{
    Exchange, Expected, ReportingLine, Sent, Step, WorkloadIdentity,
};
use acceptance::harness::expectation::{differences, present};
use acceptance::harness::population::settle;
use acceptance::harness::template::Names;
use acceptance::harness::wire::{Answer, Request};
use jiff::SignedDuration;
use libtest_mimic::Failed;
use sandbox::{ConnectionChange, PeopleQuery, StoredExchange};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Plays the exchange at both kinds of base URL.
pub(crate) fn play(exchange: &Exchange) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    for named in [false, true] {
        let wrong = runtime.block_on(play_at(exchange, named));
        if !wrong.is_empty() {
            let base = if named {
                "a named connection"
            } else {
                "the default connection"
            };
            return Err(format!("{}\nat {base}:\n  {}", exchange.about, wrong.join("\n  ")).into());
        }
    }
    Ok(())
}

async fn play_at(exchange: &Exchange, named: bool) -> Vec<String> {
    let bench = Bench::start().await;
    let door = if named {
        bench.named_door("Under test")
    } else {
        bench.default_door()
    };
    let mut scene = Scene {
        bench,
        door,
        names: Names::default(),
        never: Vec::new(),
    };
    scene.set_up(exchange).await;
    let answer = scene
        .send_until(&exchange.request, &exchange.expect.as_slice()[0].status)
        .await;
    if !answer.body.is_empty()
        && answer
            .header("content-type")
            .is_some_and(|kind| kind.contains("json"))
    {
        scene.names.remember_answer(&answer.json());
    }
    let mut wrong = rules::broken(&exchange.request.method, &exchange.request.path, &answer);
    let alternatives = exchange.expect.as_slice().iter();
    let judged = alternatives.map(|expected| scene.judge(expected, &answer));
    wrong.extend(judged.min_by_key(Vec::len).unwrap_or_default());
    for step in &exchange.then {
        wrong.extend(scene.step(step, &answer).await);
    }
    wrong.extend(scene.leaks());
    wrong
}

struct Scene {
    bench: Bench,
    door: Door,
    names: Names,
    never: Vec<String>,
}

impl Scene {
    async fn set_up(&mut self, exchange: &Exchange) {
        let given = &exchange.given;
        self.names.set("token", &self.door.token);
        if !given.resource_types.is_empty() {
            let added = self.bench.workspace.add_schema(
                &self.door.connection_id,
                &given.schemas,
                &given.resource_types,
            );
            added.expect("the schemas make a registry");
        }
        settle(&self.door, given, &mut self.names).await;
        if let Some(identity) = &given.workload {
            self.introduce(identity);
        }
        if let Some(options) = &given.connection {
            let rate_limit = Some(Some(options.rate_limit));
            let change = ConnectionChange {
                rate_limit,
                ..ConnectionChange::default()
            };
            self.bench.change(&self.door, change);
        }
    }

    fn introduce(&mut self, identity: &WorkloadIdentity) {
        let prover = Prover::from_seed([7; 32]);
        self.bench
            .register_workload(&self.door, identity, &prover.public_key_pem());
        let now = self.bench.now().as_second();
        let claims = json!({
            "iss": identity.issuer, "sub": identity.subject, "aud": identity.audience,
            "iat": now, "nbf": now, "exp": now + 300, "jti": "b5f9c1de",
        });
        self.names.set("client_id", &identity.client_id);
        self.names.set("jwt", prover.sign(&claims));
    }

    async fn send_until(&mut self, sent: &Sent, wanted: &[u16]) -> Answer {
        let mut answer = self.send(sent).await;
        for _ in 1..sent.repeat.unwrap_or(1) {
            if wanted.contains(&answer.status) {
                break;
            }
            answer = self.send(sent).await;
        }
        answer
    }

    async fn send(&mut self, sent: &Sent) -> Answer {
        let path = self.names.fill(&sent.path);
        let mut request = Request::new(&sent.method, format!("{}{path}", self.door.base));
        for (name, value) in &sent.headers {
            let value = value
                .as_str()
                .unwrap_or_else(|| panic!("the header {name} is no text"));
            request = request.header(name, self.names.fill(value));
        }
        request = match &sent.body {
            Some(Value::String(text)) => request.bytes(self.names.fill(text)),
            Some(body) => request.bytes(self.names.fill_value(body).to_string()),
            None => request,
        };
        self.door.send(&request).await
    }

    fn judge(&mut self, expected: &Expected, answer: &Answer) -> Vec<String> {
        let mut wrong = Vec::new();
        if !expected.status.contains(&answer.status) {
            wrong.push(format!(
                "the status is {}, not {:?}: {}",
                answer.status,
                expected.status,
                answer.text()
            ));
            return wrong;
        }
        for (name, value) in &expected.headers {
            let actual = answer
                .header(&name.to_lowercase())
                .map_or(Value::Null, Value::from);
            let gaps = differences(&self.names.fill_value(value), &actual);
            wrong.extend(gaps.into_iter().map(|gap| format!("{name}{gap}")));
        }
        wrong.extend(self.compare(expected.body.as_ref(), &expected.absent, answer));
        self.never.extend(expected.never.iter().cloned());
        wrong.extend(self.shown(answer));
        if !expected.findings.is_empty() {
            let recorded = self.bench.recorded(&self.door);
            wrong.extend(missing_findings(&expected.findings, recorded.first()));
        }
        wrong
    }

    fn compare(&self, body: Option<&Value>, absent: &[String], answer: &Answer) -> Vec<String> {
        let actual = answer.json();
        let mut wrong = present(absent, &actual);
        if let Some(body) = body {
            wrong.extend(differences(&self.names.fill_value(body), &actual));
        }
        wrong
    }

    fn shown(&self, answer: &Answer) -> Vec<String> {
        let text = answer.text();
        let shown = self
            .never
            .iter()
            .filter(|secret| text.contains(secret.as_str()));
        shown
            .map(|secret| format!("the answer shows {secret}: {text}"))
            .collect()
    }

    async fn step(&mut self, step: &Step, first: &Answer) -> Vec<String> {
        self.bench
            .advance(SignedDuration::from_secs(i64::from(step.wait)));
        if let Some(line) = &step.manager {
            return self.reporting_line(line);
        }
        let (method, path, answer) = self.look(step).await;
        let at = format!("then {method} {path}");
        let mut wrong = rules::broken(&method, &path, &answer);
        if Some(answer.status) != step.status {
            wrong.push(format!(
                "the status is {}, not {:?}: {}",
                answer.status,
                step.status,
                answer.text()
            ));
        } else {
            wrong.extend(self.compare(step.body.as_ref(), &step.absent, &answer));
        }
        wrong.extend(self.shown(&answer));
        if step.same && answer.json() != first.json() {
            wrong.push(format!(
                "the answer is not the same as before: {}",
                answer.text()
            ));
        }
        if step.disjoint {
            let (one, two) = (listed(first), listed(&answer));
            wrong.extend(
                one.intersection(&two)
                    .map(|id| format!("{id} is on both pages")),
            );
        }
        wrong
            .into_iter()
            .map(|gap| format!("{at}: {gap}"))
            .collect()
    }

    async fn look(&mut self, step: &Step) -> (String, String, Answer) {
        if let Some(get) = &step.get {
            let path = self.names.fill(get);
            let mut request = Request::new("GET", format!("{}{path}", self.door.base));
            request = match &step.authorization {
                Some(value) => request.header("Authorization", self.names.fill(value)),
                None => request.bearer(&self.door.token),
            };
            return ("GET".to_owned(), path, self.door.send(&request).await);
        }
        let sent = step
            .request
            .as_ref()
            .expect("a step reads or sends something");
        let answer = self.send(sent).await;
        (sent.method.clone(), self.names.fill(&sent.path), answer)
    }

    fn reporting_line(&self, line: &ReportingLine) -> Vec<String> {
        let of = self.names.fill(&line.of);
        let page = self
            .bench
            .workspace
            .people(&self.door.connection_id, &PeopleQuery::default());
        let page = page.expect("the people can be listed");
        let Some(person) = page.rows.iter().find(|person| person.id == of) else {
            return vec![format!("{of} is not among the people")];
        };
        let state = json!(person.manager.state);
        let id = line.id.as_ref().map(|id| self.names.fill(id));
        if state != json!(line.state) || person.manager.id != id {
            return vec![format!(
                "the manager of {} is {:?}",
                person.name, person.manager
            )];
        }
        Vec::new()
    }

    /// The secrets that got into the log.
    fn leaks(&self) -> Vec<String> {
        if self.never.is_empty() {
            return Vec::new();
        }
        let recorded = self.bench.recorded(&self.door);
        let texts: Vec<String> = recorded.iter().map(everything).collect();
        let leaked = self
            .never
            .iter()
            .filter(|secret| texts.iter().any(|text| text.contains(secret.as_str())));
        leaked
            .map(|secret| format!("the log shows {secret}"))
            .collect()
    }
}

fn everything(stored: &StoredExchange) -> String {
    let bodies = [
        &stored.exchange.request.body,
        &stored.exchange.response.body,
    ];
    let bodies = bodies.map(|body| String::from_utf8_lossy(body).into_owned());
    format!("{stored:?}{}", bodies.concat())
}

fn missing_findings(wanted: &[String], recorded: Option<&StoredExchange>) -> Vec<String> {
    let found = recorded
        .map(|stored| stored.findings.as_slice())
        .unwrap_or_default();
    let rules: BTreeSet<&str> = found
        .iter()
        .map(|stored| stored.finding.rule.as_ref())
        .collect();
    let missing = wanted.iter().filter(|rule| !rules.contains(rule.as_str()));
    missing
        .map(|rule| format!("the log has no finding {rule}, only {rules:?}"))
        .collect()
}

fn listed(answer: &Answer) -> BTreeSet<String> {
    let body = answer.json();
    let resources = body
        .get("Resources")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let ids = resources
        .iter()
        .filter_map(|resource| resource.get("id").and_then(Value::as_str));
    ids.map(str::to_owned).collect()
}
