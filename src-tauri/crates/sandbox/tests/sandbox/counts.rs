//! A finding is counted once and everywhere the same.

use sandbox::{FindingState, PeopleQuery};
use serde_json::json;

use crate::bench::{Bench, ENTERPRISE};

fn person(bench: &Bench, name: &str, manager: Option<&str>) -> String {
    let mut body = json!({"userName": format!("{name}@x"), "displayName": name, ENTERPRISE: {}});
    if let Some(manager) = manager {
        body[ENTERPRISE]["manager"] = json!({"value": manager});
    }
    bench.create("User", body).record.id
}

#[test]
fn rows_cards_files_and_findings_count_the_same() {
    let bench = Bench::new();
    let both = person(&bench, "Both#EXT#", Some("nowhere"));
    person(&bench, "Guest#EXT#", None);
    person(&bench, "Plain", None);
    bench.advance(600);
    bench.workspace.diagnose().unwrap();
    let all = bench.workspace.diagnoses(bench.id()).unwrap();
    let about = |id: &str| {
        let all = bench.workspace.diagnoses_of_person(bench.id(), id).unwrap();
        let open = all.iter().filter(|one| one.state == FindingState::Open);
        u32::try_from(open.count()).unwrap()
    };
    assert_eq!(
        about(&both),
        2,
        "a raw guest name, and a manager who is not here"
    );
    let of = |id: &str| {
        let card = bench.workspace.person(bench.id(), id).unwrap();
        card.unwrap().row.findings
    };
    let mut of_people = 0;
    let page = bench.workspace.people(bench.id(), &PeopleQuery::default());
    for listed in page.unwrap().rows {
        assert_eq!(listed.findings, about(&listed.id), "{}", listed.name);
        assert_eq!(of(&listed.id), listed.findings);
        of_people += u64::from(listed.findings);
    }
    let told: u64 = all.iter().map(|one| one.people).sum();
    assert_eq!(of_people, told, "{all:#?}");
    let mut exported = 0;
    bench
        .workspace
        .export_people(bench.id(), &PeopleQuery::default(), |person| {
            exported += u64::from(person.row.findings);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(exported, told);
    let guests = all.iter().find(|one| one.rule.id == "CRT-18").unwrap();
    bench
        .workspace
        .decide_diagnosis(bench.id(), guests.id, Some("They are external."))
        .unwrap();
    assert_eq!(about(&both), 1);
    assert_eq!(of(&both), 1, "what is accepted is not open");
}
