//! What identity providers were recorded to send, call by call, and what becomes of it.

use super::*;
use crate::diagnoses::{Call, Named, Told};
use crate::traffic::{ManagerState, NAMES_TOLD, Reporting};

/// A sender's calls, a tenth of a second apart.
struct Recording {
    idp: &'static str,
    calls: Vec<Call>,
    at: i64,
}

fn of(idp: &'static str) -> Recording {
    Recording {
        idp,
        calls: Vec::new(),
        at: 0,
    }
}

impl Recording {
    /// Silence.
    fn after(mut self, seconds: i64) -> Self {
        self.at += seconds * 1_000;
        self
    }

    fn call(mut self, line: &str, status: u16, about: Option<(&str, &str)>, story: Story) -> Self {
        let (method, path) = line.split_once(' ').expect("a method and a path");
        let seq = self.calls.len() as i64 + 1;
        self.at += 100;
        self.calls.push(Call {
            seq,
            number: seq,
            at: self.at,
            method: method.to_owned(),
            path: format!("/scim/v2{path}"),
            status,
            idp: Some(self.idp.to_owned()),
            token: Some("t".to_owned()),
            subject: about.map(|(id, name)| Named {
                kind: "User".to_owned(),
                id: id.to_owned(),
                name: name.to_owned(),
            }),
            story: Told(story),
            ..Call::default()
        });
        self
    }

    fn looks_for(
        self,
        endpoint: &str,
        (attribute, value): (&str, &str),
        found: Option<(&str, &str)>,
    ) -> Self {
        let story = Story::Match {
            attribute: attribute.to_owned(),
            value: value.to_owned(),
            found: found.is_some(),
        };
        self.call(&format!("GET /{endpoint}"), 200, found, story)
    }

    fn creates(self, id: &str, user_name: &str) -> Self {
        let mut made = self.call("POST /Users", 201, Some((id, user_name)), created(None));
        made.name_sent(user_name);
        made
    }

    fn with_refusal_of(self, user_name: &str) -> Self {
        let story = Story::Refused {
            status: 409,
            scim_type: Some("uniqueness".to_owned()),
        };
        let mut made = self.call("POST /Users", 409, None, story);
        made.name_sent(user_name);
        made
    }

    fn name_sent(&mut self, user_name: &str) {
        if let Some(call) = self.calls.last_mut() {
            call.user_name = Some(user_name.to_owned());
        }
    }

    /// What each operation came to, with the number of its calls.
    fn folds_to(&self) -> Vec<(Story, u64)> {
        let mut folding = Folding::default();
        for call in &self.calls {
            folding.take(call);
        }
        folding
            .all
            .into_iter()
            .map(|one| (one.story, one.calls))
            .collect()
    }
}

fn created(manager: Option<Reporting>) -> Story {
    Story::Created {
        team: None,
        manager,
        backfilled: 0,
    }
}

fn updated(path: &str, manager: Option<Reporting>) -> Story {
    Story::Updated {
        paths: vec![path.to_owned()],
        team: None,
        manager,
        backfilled: 0,
        unlinked: 0,
    }
}

fn waiting() -> Option<Reporting> {
    Some(Reporting {
        state: ManagerState::Pending,
        reference: Some("8842".to_owned()),
        name: None,
    })
}

const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
const ADELE: (&str, &str) = ("1", "adele@contoso.com");
const BRAM: (&str, &str) = ("2", "bram@contoso.com");
const TEAM: (&str, &str) = ("9", "Platform Team");

fn added(count: u64) -> Story {
    Story::MembersChanged {
        added: count,
        removed: 0,
        added_names: vec!["Adele".to_owned()],
        removed_names: Vec::new(),
    }
}

#[test]
fn entra_looks_up_creates_and_sets_the_manager_at_the_end_of_the_cycle() {
    let recording = of("entra")
        .call("GET /Users", 200, None, Story::Probe)
        .looks_for("Users", ("userName", "Adele@contoso.com"), None)
        .looks_for("Users", ("userName", "bram@contoso.com"), None)
        .creates(ADELE.0, ADELE.1)
        .creates(BRAM.0, BRAM.1)
        .after(90)
        .call(
            "PATCH /Users/1",
            200,
            Some(ADELE),
            updated(MANAGER, waiting()),
        );
    assert_eq!(
        recording.folds_to(),
        [
            (Story::Probe, 1),
            (created(waiting()), 3),
            (created(None), 2)
        ]
    );
}

#[test]
fn entra_writes_again_in_the_next_cycle_and_deactivates_on_its_own() {
    let recording = of("entra")
        .looks_for("Users", ("userName", ADELE.1), Some(ADELE))
        .call("PATCH /Users/1", 200, Some(ADELE), updated("title", None))
        .call(
            "PATCH /Users/1",
            200,
            Some(ADELE),
            updated("displayName", None),
        )
        .call("PATCH /Users/1", 200, Some(ADELE), Story::Deactivated)
        .after(2_400)
        .call("PATCH /Users/1", 200, Some(ADELE), updated("title", None));
    let both = Story::Updated {
        paths: vec!["title".to_owned(), "displayName".to_owned()],
        team: None,
        manager: None,
        backfilled: 0,
        unlinked: 0,
    };
    assert_eq!(
        recording.folds_to(),
        [
            (both, 3),
            (Story::Deactivated, 1),
            (updated("title", None), 1)
        ]
    );
}

#[test]
fn okta_reads_before_it_replaces_and_pushes_a_group_in_four_calls() {
    let recording = of("okta")
        .call("GET /Users/1", 200, Some(ADELE), Story::Read)
        .call("PUT /Users/1", 200, Some(ADELE), updated("title", None))
        .looks_for("Groups", ("displayName", TEAM.1), None)
        .call("POST /Groups", 201, Some(TEAM), created(None))
        .call("GET /Groups/9", 200, Some(TEAM), Story::Read)
        .call("PUT /Groups/9", 200, Some(TEAM), added(2))
        .call("GET /Users/1", 200, Some(ADELE), Story::Read)
        .call("PUT /Users/1", 200, Some(ADELE), Story::Unchanged);
    assert_eq!(
        recording.folds_to(),
        [
            (updated("title", None), 2),
            (created(None), 4),
            (Story::Unchanged, 2)
        ]
    );
}

#[test]
fn okta_imports_page_by_page() {
    let page = |count| Story::Listed { count, total: 250 };
    let recording = of("okta")
        .call("GET /Users", 200, None, page(100))
        .call("GET /Users", 200, None, page(100))
        .call("GET /Users", 200, None, page(50))
        .call(
            "GET /Groups",
            200,
            None,
            Story::Listed { count: 3, total: 3 },
        );
    assert_eq!(
        recording.folds_to(),
        [(page(250), 3), (Story::Listed { count: 3, total: 3 }, 1)]
    );
}

#[test]
fn authentik_looks_only_after_a_refusal_and_takes_over_whom_it_finds() {
    let recording = of("authentik")
        .call(
            "GET /ServiceProviderConfig",
            200,
            None,
            Story::Discovered {
                what: "ServiceProviderConfig".to_owned(),
            },
        )
        .with_refusal_of(ADELE.1)
        .looks_for("Users", ("userName", ADELE.1), Some(ADELE))
        .call(
            "PUT /Users/1",
            200,
            Some(ADELE),
            updated("externalId", None),
        )
        .call("PATCH /Groups/9", 200, Some(TEAM), added(1))
        .call("PATCH /Groups/9", 200, Some(TEAM), added(1));
    let members = Story::MembersChanged {
        added: 2,
        removed: 0,
        added_names: vec!["Adele".to_owned(), "Adele".to_owned()],
        removed_names: Vec::new(),
    };
    let folded = recording.folds_to();
    assert_eq!(folded.len(), 3);
    assert_eq!(folded[1], (updated("externalId", None), 3));
    assert_eq!(folded[2], (members, 2));
}

#[test]
fn a_group_that_is_filled_call_by_call_names_the_first_few() {
    let mut recording = of("entra");
    for _ in 0..50 {
        recording = recording.call("PATCH /Groups/9", 200, Some(TEAM), added(1));
    }
    let folded = recording.folds_to();
    let [
        (
            Story::MembersChanged {
                added, added_names, ..
            },
            50,
        ),
    ] = &folded[..]
    else {
        panic!("{folded:?}");
    };
    assert_eq!((*added, added_names.len()), (50, NAMES_TOLD));
}

#[test]
fn rauthy_looks_by_two_attributes_before_it_creates() {
    let recording = of("rauthy")
        .looks_for("Users", ("externalId", "x-1"), None)
        .looks_for("Users", ("userName", ADELE.1), None)
        .creates(ADELE.0, ADELE.1);
    assert_eq!(recording.folds_to(), [(created(None), 3)]);
}

#[test]
fn a_refusal_is_what_an_operation_came_to_until_it_succeeds() {
    let refused = of("entra")
        .looks_for("Users", ("userName", ADELE.1), None)
        .with_refusal_of(ADELE.1);
    let folded = refused.folds_to();
    assert_eq!(folded.len(), 1);
    assert!(matches!(folded[0], (Story::Refused { status: 409, .. }, 2)));
    let again = refused.creates(ADELE.0, ADELE.1);
    assert_eq!(again.folds_to(), [(created(None), 3)]);
}

#[test]
fn whoever_is_refused_for_one_reason_is_one_operation() {
    let denied = |credential| Story::Denied { credential };
    let recording = of("entra")
        .call("GET /Users", 401, None, denied(crate::Credential::Missing))
        .call("GET /Users", 401, None, denied(crate::Credential::Missing))
        .after(60)
        .call("GET /Users", 401, None, denied(crate::Credential::Missing))
        .call(
            "GET /Users",
            401,
            None,
            denied(crate::Credential::DoubledBearer),
        );
    let calls: Vec<u64> = recording.folds_to().iter().map(|one| one.1).collect();
    assert_eq!(calls, [3, 1]);
}

#[test]
fn folding_goes_on_where_it_left_off() {
    let recording = of("entra")
        .looks_for("Users", ("userName", ADELE.1), None)
        .creates(ADELE.0, ADELE.1)
        .call(
            "PATCH /Users/1",
            200,
            Some(ADELE),
            updated(MANAGER, waiting()),
        );
    for cut in 0..=recording.calls.len() {
        let (before, after) = recording.calls.split_at(cut);
        let mut first = Folding::default();
        for call in before {
            first.take(call);
        }
        let mut second = Folding::from(first.all);
        for call in after {
            second.take(call);
        }
        let folded: Vec<_> = second
            .all
            .iter()
            .map(|one| (&one.story, one.calls))
            .collect();
        assert_eq!(folded, [(&created(waiting()), 3)], "cut after {cut}");
    }
}
