//! Whole cycles and single operations against the real server on a workspace file of its own. What
//! is left in the directory is read back over HTTP.

use std::collections::{BTreeMap, HashMap};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ::sandbox::clock::Virtual;
use ::sandbox::ids::Fixed;
use ::sandbox::views::Gap;
use ::sandbox::{Capture, Location, NewToken, Options, Origin, TrafficQuery, Workspace};
use serde_json::Value;
use simulator::company::{Person, ReportsTo};
use simulator::{
    Company, Dialect, Effect, Ending, Error, Outcome, Pace, Phase, Plan, Progress, Session, run,
};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A running server with a token for its default connection.
pub(crate) struct Target {
    pub(crate) workspace: Workspace,
    server: server::Server,
    token: String,
    token_id: String,
    _folder: TempDir,
}

impl Target {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(Options {
            location: Location::File(folder.path().join("test.scimbox")),
            clock: Arc::new(Virtual::new("2026-11-23T09:00:00Z".parse().unwrap())),
            ids: Arc::new(Fixed::new(42)),
            capture: Capture::On,
        })
        .unwrap();
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let bound = server::bind(&server::Options {
            listen,
            may_move: false,
        })
        .unwrap();
        let server = server::Server::start(bound, server::App::new(workspace.clone())).unwrap();
        let connection = workspace.default_connection().unwrap();
        let new = NewToken {
            label: "test".to_owned(),
            created_by: "simulator".to_owned(),
            expires_at: None,
        };
        let minted = workspace.mint_token(&connection.id, new).unwrap();
        Self {
            token: minted.secret.expose().to_owned(),
            token_id: minted.token.id,
            workspace,
            server,
            _folder: folder,
        }
    }

    fn session(&self, dialect: Dialect) -> Session {
        Session::new(&self.server.base_url(), &self.token, dialect).unwrap()
    }

    fn plan(&self, company: Company, dialect: Dialect) -> Plan {
        Plan::new(
            self.server.base_url(),
            &self.token,
            company,
            dialect,
            Pace::Instant,
            9,
        )
    }

    pub(crate) async fn play(&self, company: Company, dialect: Dialect) -> Outcome {
        let progress = watch::Sender::new(Progress::default());
        let outcome = run(
            self.plan(company, dialect),
            progress,
            CancellationToken::new(),
        )
        .await
        .unwrap();
        assert_eq!(outcome.failures, [], "nothing fails");
        assert_eq!(
            (outcome.ending, outcome.progress.phase),
            (Ending::Finished, Phase::Done)
        );
        outcome
    }

    /// Everybody who is provisioned, by `userName`.
    async fn people(&self, company: &Company) -> HashMap<String, Value> {
        let session = self.session(Dialect::EntraLegacy);
        let mut people = HashMap::new();
        for person in company.people() {
            if let Some(found) = session.find_person(&person.user_name).await.unwrap() {
                people.insert(person.user_name, found.resource);
            }
        }
        people
    }
}

pub(crate) fn sample() -> Company {
    Company::sample().unwrap()
}

fn person(company: &Company, name: &str) -> Person {
    company
        .people()
        .find(|person| person.display_name == name)
        .unwrap()
}

fn manager(resource: &Value) -> Option<&str> {
    resource[ENTERPRISE]["manager"]["value"].as_str()
}

/// What the directory holds, apart from what the server made up: ids, times, references to ids.
fn comparable(people: &HashMap<String, Value>) -> BTreeMap<String, Value> {
    let strip = |resource: &Value| {
        let mut resource = resource.clone();
        for member in ["id", "meta", "groups"] {
            resource.as_object_mut().unwrap().remove(member);
        }
        if let Some(extension) = resource.get_mut(ENTERPRISE).and_then(Value::as_object_mut) {
            extension.remove("manager");
        }
        resource
    };
    people
        .iter()
        .map(|(name, resource)| (name.clone(), strip(resource)))
        .collect()
}

#[tokio::test]
async fn an_initial_cycle_leaves_sixty_people_their_managers_and_five_roles() {
    let (target, company) = (Target::start(), sample());
    let outcome = target.play(company.clone(), Dialect::EntraLegacy).await;
    assert_eq!(outcome.progress.people, 60);
    assert_eq!(outcome.progress.sent, 2 + 60 * 2 + 58 + 5 * 3);

    let people = target.people(&company).await;
    assert_eq!(people.len(), 60);
    for person in company.people().filter(|person| person.enabled) {
        let expected = match &person.reports_to {
            Some(ReportsTo::Person { index, .. }) => people
                [&company.person(*index).unwrap().user_name]["id"]
                .as_str()
                .map(str::to_owned),
            Some(ReportsTo::OutOfScope { remembered_id, .. }) => remembered_id.clone(),
            None => None,
        };
        let resource = &people[&person.user_name];
        assert_eq!(
            manager(resource),
            expected.as_deref(),
            "manager of {}",
            person.display_name
        );
        assert_eq!(resource["externalId"], person.object_id.as_str());
        assert_eq!(
            resource[ENTERPRISE]["department"].as_str(),
            person.department.as_deref()
        );
    }
}

#[tokio::test]
async fn each_gap_in_the_reporting_lines_is_told_with_its_reason() {
    let target = Target::start();
    target.play(sample(), Dialect::EntraLegacy).await;
    let connection = target.workspace.default_connection().unwrap();
    let org = target.workspace.org(&connection.id).unwrap();
    let mut gaps: Vec<(String, Gap)> = org
        .unresolved
        .into_iter()
        .map(|gap| (gap.name, gap.gap))
        .collect();
    gaps.sort_by(|one, other| one.0.cmp(&other.0));
    let gaps: Vec<(&str, Gap)> = gaps
        .iter()
        .map(|(name, gap)| (name.as_str(), *gap))
        .collect();
    assert_eq!(
        gaps,
        [
            ("Rafael Ortiz Peña", Gap::Pending),
            ("Saoirse O'Brien", Gap::Pending),
            ("Émilie Gagnon", Gap::NeverSent),
        ]
    );
}

#[tokio::test]
async fn members_of_each_role_are_those_of_the_company_without_the_disabled_one() {
    let (target, company) = (Target::start(), sample());
    target.play(company.clone(), Dialect::EntraLegacy).await;
    let (session, people) = (
        target.session(Dialect::EntraLegacy),
        target.people(&company).await,
    );
    for (index, group) in company.groups().into_iter().enumerate() {
        let found = session
            .find_group(&group.display_name)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            found.resource.get("members"),
            None,
            "members are excluded from a match"
        );
        for (at, person) in company
            .people()
            .enumerate()
            .filter(|(_, person)| person.enabled)
        {
            let expected = company.members(index).any(|member| member == at);
            let id = people[&person.user_name]["id"].as_str().unwrap();
            let is_member = session.has_member(&found.id, id).await.unwrap();
            assert_eq!(
                is_member, expected,
                "{} in {}",
                person.display_name, group.display_name
            );
        }
    }
}

#[tokio::test]
async fn a_second_cycle_writes_nothing() {
    let (target, company) = (Target::start(), sample());
    for dialect in [Dialect::EntraLegacy, Dialect::EntraCompliant] {
        target.play(company.clone(), dialect).await;
        let before = target.people(&company).await;
        let outcome = target.play(company.clone(), dialect).await;
        let members: usize = (0..5).map(|group| company.members(group).count()).sum();
        let reads = 2 + 60 + 5 + members as u64 - 1;
        assert_eq!(
            outcome.progress.sent, reads,
            "the probe, a match each, and a check for each member"
        );
        assert_eq!(target.people(&company).await, before);
    }
}

#[tokio::test]
async fn both_spellings_of_entra_leave_the_same_directory() {
    let company = sample();
    let mut left = Vec::new();
    for dialect in [Dialect::EntraLegacy, Dialect::EntraCompliant] {
        let target = Target::start();
        let outcome = target.play(company.clone(), dialect).await;
        left.push((
            outcome.progress.sent,
            comparable(&target.people(&company).await),
        ));
    }
    assert_eq!(left[0], left[1]);
}

#[tokio::test]
async fn okta_leaves_sixty_people_and_names_managers_by_its_own_ids() {
    let (target, company) = (Target::start(), sample());
    for _first_and_again in 0..2 {
        let outcome = target.play(company.clone(), Dialect::OktaAiw).await;
        assert_eq!(outcome.progress.people, 60);
    }
    let people = target.people(&company).await;
    assert_eq!(people.len(), 60);
    let boss = &people[&person(&company, "Kwame Boateng").user_name];
    let report = &people[&person(&company, "Zoë Lindgren").user_name];
    assert_eq!(manager(report), boss["externalId"].as_str());
    let session = target.session(Dialect::OktaAiw);
    let editors = session.find_group("Editors").await.unwrap().unwrap();
    assert_eq!(editors.resource["members"].as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn what_changed_in_the_company_is_all_that_the_next_cycle_writes() {
    let target = Target::start();
    target.play(sample(), Dialect::EntraLegacy).await;
    let before = target.people(&sample()).await;
    let mut file: Value =
        serde_json::from_str(include_str!("../../data/sample-company.json")).unwrap();
    let people = file["people"].as_array_mut().unwrap();
    let recruiter = people
        .iter_mut()
        .find(|person| person["key"] == "adeyemi")
        .unwrap();
    recruiter["title"] = "Head of Sales Training".into();
    recruiter["department"] = "Sales".into();
    recruiter["manager"] = "bakare".into();
    let moved = Company::from_json(&file.to_string()).unwrap();
    let outcome = target.play(moved.clone(), Dialect::EntraLegacy).await;
    let reads = target
        .play(moved.clone(), Dialect::EntraLegacy)
        .await
        .progress
        .sent;
    assert_eq!(
        outcome.progress.sent,
        reads + 2,
        "one write for the attributes, one for the manager"
    );
    let after = target.people(&moved).await;
    let mut changed = Vec::new();
    for (name, resource) in &after {
        if resource != &before[name] {
            changed.push(name.as_str());
        }
    }
    assert_eq!(changed, ["samuel.adeyemi@example.com"]);
    let mover = &after[changed[0]];
    assert_eq!(mover["title"], "Head of Sales Training");
    assert_eq!(mover[ENTERPRISE]["department"], "Sales");
    let boss = &after[&person(&moved, "Oluwaseun Bakare").user_name];
    assert_eq!(manager(mover), boss["id"].as_str());
}

#[tokio::test]
async fn a_joiner_a_mover_and_a_leaver_can_be_played_one_by_one() {
    let company = sample();
    for dialect in [
        Dialect::EntraLegacy,
        Dialect::EntraCompliant,
        Dialect::OktaAiw,
    ] {
        let target = Target::start();
        let session = target.session(dialect);
        let (zoe, boss) = (
            person(&company, "Zoë Lindgren"),
            person(&company, "Kwame Boateng"),
        );
        let boss = session.create_person(&boss).await.unwrap();
        let id = session.create_person(&zoe).await.unwrap();
        assert_eq!(
            session.provision_person(&zoe).await.unwrap().0,
            Effect::Unchanged,
            "{dialect:?}"
        );
        session.set_manager(&id, &boss).await.unwrap();
        assert_eq!(
            session.change_department(&id, "Sales").await.unwrap(),
            Effect::Changed
        );
        assert_eq!(
            session.change_department(&id, "Sales").await.unwrap(),
            Effect::Unchanged
        );
        assert_eq!(session.disable(&id).await.unwrap(), Effect::Changed);
        let resource = session.read_person(&id).await.unwrap();
        assert_eq!(manager(&resource), Some(boss.as_str()), "{dialect:?}");
        assert_eq!(resource[ENTERPRISE]["department"], "Sales");
        assert_eq!(resource["active"], false, "{dialect:?} disables");
        assert_eq!(session.enable(&id).await.unwrap(), Effect::Changed);
        session.clear_manager(&id).await.unwrap();
        let resource = session.read_person(&id).await.unwrap();
        assert_eq!(
            (manager(&resource), &resource["active"]),
            (None, &Value::Bool(true)),
            "{dialect:?}"
        );
        if dialect == Dialect::OktaAiw {
            assert!(matches!(
                session.delete_person(&id).await,
                Err(Error::NeverSent(_))
            ));
        } else {
            session.delete_person(&id).await.unwrap();
            assert!(matches!(
                session.read_person(&id).await,
                Err(Error::Refused { status: 404, .. })
            ));
        }
    }
}

#[tokio::test]
async fn members_come_and_go_and_a_group_changes_its_name() {
    let company = sample();
    for dialect in [
        Dialect::EntraLegacy,
        Dialect::EntraCompliant,
        Dialect::OktaAiw,
    ] {
        let target = Target::start();
        let session = target.session(dialect);
        let mut ids = Vec::new();
        for person in company.people().take(3) {
            ids.push(session.create_person(&person).await.unwrap());
        }
        let (_, group) = session.provision_group(&company.groups()[0]).await.unwrap();
        session
            .add_members(&group, &[&ids[0], &ids[1]])
            .await
            .unwrap();
        session.add_members(&group, &[&ids[2]]).await.unwrap();
        session
            .remove_members(&group, &[&ids[0], &ids[2]])
            .await
            .unwrap();
        session.rename_group(&group, "Owners").await.unwrap();
        let mut members = Vec::new();
        for id in &ids {
            members.push(session.has_member(&group, id).await.unwrap());
        }
        assert_eq!(members, [false, true, false], "{dialect:?}");
        assert_eq!(
            session.find_group("Owners").await.unwrap().unwrap().id,
            group
        );
        session.delete_group(&group).await.unwrap();
        assert_eq!(session.find_group("Owners").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_generated_company_is_provisioned_side_by_side() {
    let (target, company) = (Target::start(), Company::generated(5, 150).unwrap());
    let outcome = target.play(company.clone(), Dialect::EntraLegacy).await;
    assert_eq!(outcome.progress.people, 150);
    let people = target.people(&company).await;
    let linked = people
        .values()
        .filter(|resource| manager(resource).is_some())
        .count();
    assert_eq!((people.len(), linked), (150, 149));
}

#[tokio::test]
async fn every_recorded_exchange_says_that_it_was_simulated() {
    let target = Target::start();
    target
        .session(Dialect::EntraLegacy)
        .test_connection(1)
        .await
        .unwrap();
    let mut rows = Vec::new();
    for _ in 0..100 {
        let before = target.workspace.pulse().newest_seq;
        rows = target
            .workspace
            .traffic(&TrafficQuery::default())
            .unwrap()
            .rows;
        if rows.len() >= 2 {
            break;
        }
        let _ = target
            .workspace
            .watch()
            .wait_timeout(before, Duration::from_millis(100));
    }
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|row| row.origin == Origin::Simulator && row.user_agent.is_none())
    );
}

#[tokio::test]
async fn a_revoked_token_ends_the_run_with_the_servers_words() {
    let target = Target::start();
    target
        .workspace
        .revoke_token(&target.token_id, "revoked")
        .unwrap();
    let progress = watch::Sender::new(Progress::default());
    let plan = target.plan(sample(), Dialect::EntraLegacy);
    let error = run(plan, progress, CancellationToken::new())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Denied { status: 401, detail } if detail.contains("revoked")),
        "{error}"
    );
}
