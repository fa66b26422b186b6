//! That a whole cycle in each dialect leaves the company as it is: everybody, each reporting line, each
//! member of a group. Against the real server, read from its workspace.

use std::collections::{BTreeMap, HashMap};

use simulator::Dialect;
use simulator::company::{Person, ReportsTo};

use crate::sandbox::{Target, sample};

/// Names of the members of each group, as the directory knows them.
fn members(target: &Target) -> BTreeMap<String, Vec<String>> {
    let connection = target.workspace.default_connection().unwrap();
    let query = sandbox::GroupsQuery::default();
    let groups = target.workspace.groups(&connection.id, &query).unwrap();
    let named = groups.rows.into_iter().map(|group| {
        let card = target.workspace.group(&connection.id, &group.id).unwrap();
        let mut names: Vec<String> = card
            .unwrap()
            .members
            .into_iter()
            .map(|member| {
                let person = target.workspace.person(&connection.id, &member.value);
                person.unwrap().unwrap().row.name
            })
            .collect();
        names.sort();
        (group.name, names)
    });
    named.collect()
}

#[tokio::test]
async fn every_dialect_brings_all_people_managers_and_members() {
    let company = sample();
    let all: Vec<Person> = company.people().collect();
    let expected: BTreeMap<String, Vec<String>> = company
        .groups()
        .into_iter()
        .enumerate()
        .map(|(index, group)| {
            let mut names: Vec<String> = company
                .members(index)
                .filter(|at| all[*at].enabled)
                .map(|at| all[at].display_name.clone())
                .collect();
            names.sort();
            (group.display_name, names)
        })
        .collect();
    for dialect in [
        Dialect::EntraLegacy,
        Dialect::EntraCompliant,
        Dialect::OktaAiw,
    ] {
        let target = Target::start();
        let outcome = target.play(company.clone(), dialect).await;
        assert_eq!(outcome.progress.planned, outcome.progress.sent);
        let connection = target.workspace.default_connection().unwrap();
        let org = target.workspace.org(&connection.id).unwrap();
        let names: HashMap<&str, &str> = org
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), node.name.as_str()))
            .collect();
        let lines: HashMap<&str, Option<&str>> = org
            .nodes
            .iter()
            .map(|node| {
                let manager = node.manager_id.as_deref().map(|id| names[id]);
                (node.name.as_str(), manager)
            })
            .collect();
        assert_eq!(lines.len(), 60, "{dialect:?}");
        for person in all.iter().filter(|person| person.enabled) {
            let manager = match &person.reports_to {
                Some(ReportsTo::Person { index, .. }) if all[*index].enabled => {
                    Some(all[*index].display_name.as_str())
                }
                _ => None,
            };
            let name = person.display_name.as_str();
            assert_eq!(lines[name], manager, "{dialect:?}: manager of {name}");
        }
        assert_eq!(members(&target), expected, "{dialect:?}");
    }
}
