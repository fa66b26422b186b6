//! How far a setup has come, decided from what arrived: ticks, steps, and whose calls they were.

use sandbox::twins::Provider;
use sandbox::{
    Cause, ConnectionChange, Credential, Error, Exchange, Fits, GuidePart, NewConnection, NewToken,
    Origin, Setup, StepState, Story, Stray, Subject,
};
use serde_json::json;

use crate::bench::Bench;

/// A bench whose connection stands in for RansomLeak, with a token.
pub(crate) struct Scene {
    pub(crate) bench: Bench,
    token: String,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let bench = Bench::new();
        let change = ConnectionChange {
            twin: Some("ransomleak".into()),
            ..ConnectionChange::default()
        };
        bench
            .workspace
            .change_connection(bench.id(), change)
            .unwrap();
        let token = mint(&bench, "cli");
        Self { bench, token }
    }

    fn setup(&self) -> Setup {
        self.asked(Some(Provider::Entra))
    }

    fn asked(&self, provider: Option<Provider>) -> Setup {
        self.bench
            .workspace
            .setup(self.bench.id(), provider)
            .unwrap()
    }

    /// The state of the step with this title.
    #[track_caller]
    fn state(&self, title: &str) -> StepState {
        self.step(title).state
    }

    #[track_caller]
    fn step(&self, title: &str) -> sandbox::SetupStep {
        let setup = self.setup();
        let titles = setup.guide().unwrap().steps.iter();
        let place = titles.into_iter().position(|step| step.title == title);
        setup.steps[place.unwrap()].clone()
    }

    /// Records an exchange of Entra's.
    pub(crate) fn arrives(&self, change: impl FnOnce(&mut Exchange)) -> i64 {
        let mut exchange = Exchange {
            idp: Some("entra".into()),
            token_id: Some(self.token.clone()),
            ..self.bench.exchange()
        };
        change(&mut exchange);
        let number = exchange.number;
        let before = self.bench.workspace.pulse().exchanges;
        self.bench.workspace.record(exchange);
        self.bench.await_exchanges(before + 1);
        number
    }

    fn probe(&self) -> i64 {
        self.arrives(|exchange| exchange.story = Story::Probe)
    }

    fn denied(&self, credential: Credential) -> i64 {
        self.arrives(|exchange| {
            exchange.status = 401;
            exchange.token_id = None;
            exchange.story = Story::Denied { credential };
        })
    }

    /// Somebody who is there, and the exchange that brought them from Entra ID.
    fn arrival(&self, name: &str, origin: Origin) -> i64 {
        self.brought(Some("entra"), ("User", name), origin).0
    }

    /// Somebody, or a group, that is there, and the exchange that brought it; its number and their id.
    fn brought(
        &self,
        idp: Option<&str>,
        (kind, name): (&str, &str),
        origin: Origin,
    ) -> (i64, String) {
        let number = self.bench.exchange().number;
        let body = match kind {
            "Group" => json!({"displayName": name}),
            _ => json!({"userName": format!("{name}@contoso.com")}),
        };
        let cause = Cause {
            exchange: Some(number),
            ..Cause::default()
        };
        let created = self.bench.directory().create(kind, body, cause).wait();
        let id = created.unwrap().record.id;
        self.arrives(|exchange| {
            exchange.number = number;
            exchange.method = "POST".into();
            exchange.status = 201;
            exchange.origin = origin;
            exchange.idp = idp.map(Into::into);
            exchange.subject = Some(Subject {
                kind: kind.into(),
                id: id.clone(),
                name: name.into(),
            });
        });
        (number, id)
    }
}

fn mint(bench: &Bench, created_by: &str) -> String {
    let new = NewToken {
        label: "Entra".into(),
        created_by: created_by.into(),
        expires_at: None,
    };
    let minted = bench.workspace.mint_token(bench.id(), new).unwrap();
    minted.token.id
}

const TEST: &str = "Test the connection";
const PASTE: &str = "Paste the address and the token";
const START: &str = "Choose who comes, and start";

#[test]
fn a_tick_is_kept_with_its_time_and_can_be_taken_back() {
    let scene = Scene::new();
    let tick = |part, item: &str, ticked| {
        let workspace = &scene.bench.workspace;
        workspace.tick_guide(scene.bench.id(), Provider::Entra, part, item, ticked)
    };
    let first = scene.setup().prerequisites[0].clone();
    assert_eq!(first.ticked_at, None);
    tick(GuidePart::Prerequisite, &first.text, true).unwrap();
    let at = scene.bench.workspace.clock().now();
    scene.bench.advance(60);
    tick(GuidePart::Prerequisite, &first.text, true).unwrap();
    assert_eq!(scene.setup().prerequisites[0].ticked_at, Some(at));
    let okta = scene.asked(Some(Provider::Okta));
    assert_eq!(
        okta.prerequisites[0].ticked_at, None,
        "each guide has its own"
    );
    tick(GuidePart::Prerequisite, &first.text, false).unwrap();
    assert_eq!(scene.setup().prerequisites[0].ticked_at, None);
    let unknown = tick(GuidePart::Step, &first.text, true);
    assert!(matches!(unknown, Err(Error::UnknownGuideItem(_))));
    let other = scene.bench.workspace.tick_guide(
        scene.bench.id(),
        Provider::Other,
        GuidePart::Step,
        TEST,
        true,
    );
    assert!(matches!(other, Err(Error::NoGuide { .. })), "{other:?}");
}

#[test]
fn a_step_that_nothing_shows_is_done_when_it_is_ticked() {
    let scene = Scene::new();
    let title = "Let the email address be the login";
    let before = scene.step(title);
    assert_eq!((before.state, before.watched), (StepState::Open, false));
    let workspace = &scene.bench.workspace;
    workspace
        .tick_guide(
            scene.bench.id(),
            Provider::Entra,
            GuidePart::Step,
            title,
            true,
        )
        .unwrap();
    assert_eq!(scene.state(title), StepState::Done);
}

#[test]
fn the_test_turns_the_step_and_what_was_pasted_before_it() {
    let scene = Scene::new();
    assert_eq!(scene.state("Generate a token"), StepState::Done);
    assert_eq!(scene.state(PASTE), StepState::Open);
    assert_eq!(scene.state(TEST), StepState::Waiting);
    let number = scene.probe();
    let step = scene.step(TEST);
    assert_eq!(step.state, StepState::Done);
    assert_eq!(step.evidence.unwrap().number, number);
    assert_eq!(scene.state(PASTE), StepState::Done);
    assert_eq!(
        scene.setup().last_call,
        Some(scene.bench.workspace.clock().now())
    );
}

#[test]
fn a_rehearsal_or_another_identity_provider_is_no_test() {
    let scene = Scene::new();
    scene.arrives(|exchange| {
        exchange.story = Story::Probe;
        exchange.origin = Origin::Simulator;
    });
    scene.arrives(|exchange| {
        exchange.story = Story::Probe;
        exchange.idp = Some("okta".into());
    });
    assert_eq!(scene.state(TEST), StepState::Waiting);
    scene.arrival("Adele Vance", Origin::Simulator);
    assert_eq!(scene.state(START), StepState::Waiting);
}

#[test]
fn a_call_that_is_not_let_in_fails_the_step_until_one_is() {
    let scene = Scene::new();
    let refused = scene.denied(Credential::DoubledBearer);
    let step = scene.step(TEST);
    assert_eq!(step.state, StepState::Failed);
    assert_eq!(step.problem.unwrap().number, refused);
    scene.probe();
    let step = scene.step(TEST);
    assert_eq!((step.state, step.problem), (StepState::Done, None));
    scene.denied(Credential::Missing);
    assert_eq!(scene.state(TEST), StepState::Failed, "it broke since");
}

#[test]
fn a_call_to_a_wrong_address_is_told_although_it_belongs_to_no_connection() {
    let scene = Scene::new();
    let number = scene.arrives(|exchange| {
        exchange.connection_id = None;
        exchange.path = "/Users".into();
        exchange.status = 404;
        exchange.story = Story::NotFound;
    });
    let step = scene.step(TEST);
    assert_eq!(step.state, StepState::Failed);
    assert_eq!(step.problem.unwrap().number, number);
}

#[test]
fn a_call_that_is_meant_for_another_connection_is_that_ones() {
    let scene = Scene::new();
    let workspace = &scene.bench.workspace;
    let other = workspace
        .add_connection(NewConnection {
            name: "Beside".into(),
            ..NewConnection::default()
        })
        .unwrap();
    scene.arrives(|exchange| {
        exchange.connection_id = None;
        exchange.path = "/Users".into();
        exchange.status = 404;
        exchange.story = Story::NotFound;
        exchange.stray = Some(Stray {
            connection: other.id.clone(),
            fits: Fits::Token,
        });
    });
    assert_eq!(scene.state(TEST), StepState::Waiting);
}

#[test]
fn what_an_older_token_showed_shows_nothing_of_the_new_one() {
    let scene = Scene::new();
    let old = scene.probe();
    mint(&scene.bench, "window");
    let step = scene.step(TEST);
    assert_eq!(step.state, StepState::Waiting);
    assert_eq!(step.evidence.unwrap().number, old, "it is still told");
    assert_eq!(scene.state(PASTE), StepState::Open);
}

#[test]
fn people_from_outside_are_named_and_counted() {
    let scene = Scene::new();
    scene.arrival("Adele Vance", Origin::Client);
    let last = scene.arrival("Nestor Wilke", Origin::Client);
    let step = scene.step(START);
    assert_eq!((step.state, step.count), (StepState::Done, 2));
    assert_eq!(step.subject.unwrap().name, "Nestor Wilke");
    assert_eq!(step.evidence.unwrap().number, last);
    assert_eq!(
        scene.state(TEST),
        StepState::Done,
        "who brings people was let in"
    );
    let groups = scene.step("Let groups become roles");
    assert_eq!((groups.state, groups.count), (StepState::Waiting, 0));
}

#[test]
fn a_person_who_was_refused_fails_the_step_only_while_nobody_has_come() {
    let scene = Scene::new();
    let refuse = || {
        scene.arrives(|exchange| {
            exchange.method = "POST".into();
            exchange.status = 400;
            exchange.story = Story::Refused {
                status: 400,
                scim_type: None,
            };
        })
    };
    refuse();
    assert_eq!(scene.state(START), StepState::Failed);
    scene.arrival("Adele Vance", Origin::Client);
    let later = refuse();
    let step = scene.step(START);
    assert_eq!(step.state, StepState::Done);
    assert_eq!(step.problem.unwrap().number, later);
}

#[test]
fn the_guide_is_that_of_who_was_chosen_and_whoever_calls_changes_nothing() {
    let scene = Scene::new();
    assert_eq!(scene.asked(None).provider, Some(Provider::Entra));
    scene.arrives(|exchange| exchange.idp = Some("okta".into()));
    assert_eq!(scene.asked(None).provider, Some(Provider::Entra));
    let change = ConnectionChange {
        idp: Some(Some("okta".into())),
        ..ConnectionChange::default()
    };
    scene
        .bench
        .workspace
        .change_connection(scene.bench.id(), change)
        .unwrap();
    scene.probe();
    assert_eq!(scene.asked(None).provider, Some(Provider::Okta));
    assert_eq!(
        scene.asked(Some(Provider::Entra)).provider,
        Some(Provider::Entra)
    );
    let none = scene.asked(Some(Provider::Other));
    assert_eq!(
        none.provider,
        Some(Provider::Okta),
        "RansomLeak has none for others"
    );
}

#[test]
fn what_came_from_others_is_told_and_counts_for_no_step() {
    let scene = Scene::new();
    let curl = |story: Story| {
        scene.arrives(|exchange| {
            exchange.idp = Some("curl".into());
            exchange.story = story;
        })
    };
    let test = curl(Story::Probe);
    curl(Story::Discovered {
        what: "Schemas".into(),
    });
    let (_, person) = scene.brought(Some("okta"), ("User", "Ada"), Origin::Client);
    let (from, _) = scene.brought(None, ("Group", "Editors"), Origin::Client);
    let step = scene.step(TEST);
    assert_eq!((step.state, step.evidence), (StepState::Waiting, None));
    assert_eq!(step.other.unwrap().number, test, "the door is open");
    assert_eq!(scene.state(PASTE), StepState::Open);
    let step = scene.step(START);
    assert_eq!((step.state, step.count), (StepState::Waiting, 0));
    assert_eq!(step.from_others, 1);
    assert_eq!(step.other.unwrap().subject.unwrap().id, person);
    let groups = scene.step("Let groups become roles");
    assert_eq!(groups.state, StepState::Waiting);
    assert_eq!(groups.other.unwrap().number, from);
    let setup = scene.setup();
    assert_eq!((setup.last_call, setup.first_person), (None, None));
    let told = setup
        .others
        .iter()
        .map(|one| (one.idp.as_deref(), one.calls));
    let told: Vec<_> = told.collect();
    assert_eq!(told, [(None, 1), (Some("okta"), 1), (Some("curl"), 2)]);
    let okta = scene.asked(Some(Provider::Okta));
    assert!(okta.last_call.is_some());
    assert_eq!(okta.first_person.unwrap().subject.unwrap().id, person);
    scene.probe();
    assert_eq!(
        scene.step(TEST).other,
        None,
        "told only while nothing shows it"
    );
}

#[test]
fn a_test_of_somebody_unknown_can_be_taken_for_the_one_that_was_waited_for() {
    let scene = Scene::new();
    scene.arrives(|exchange| {
        exchange.idp = None;
        exchange.story = Story::Probe;
    });
    assert_eq!(scene.state(TEST), StepState::Waiting);
    let workspace = &scene.bench.workspace;
    let id = scene.bench.id();
    workspace
        .tick_guide(id, Provider::Entra, GuidePart::Step, TEST, true)
        .unwrap();
    let step = scene.step(TEST);
    assert_eq!((step.state, step.other), (StepState::Done, None));
}

#[test]
fn what_was_deleted_since_is_told_as_past_and_shows_nothing() {
    let scene = Scene::new();
    let title = "Let groups become roles";
    let (number, group) = scene.brought(Some("entra"), ("Group", "Editors"), Origin::Client);
    assert_eq!(scene.state(title), StepState::Done);
    let deleted = scene
        .bench
        .directory()
        .delete("Group", &group, None, Cause::default());
    deleted.wait().unwrap();
    let step = scene.step(title);
    assert_eq!((step.state, step.gone), (StepState::Waiting, true));
    assert_eq!(step.evidence.unwrap().number, number);
    scene.brought(Some("entra"), ("Group", "Viewers"), Origin::Client);
    let step = scene.step(title);
    assert_eq!(
        (step.state, step.gone, step.count),
        (StepState::Done, false, 2)
    );
    assert_eq!(step.subject.unwrap().name, "Viewers");
}
