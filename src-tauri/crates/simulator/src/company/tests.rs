//! What is true of every company, and what the sample shows on purpose.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proptest::prelude::*;

use super::*;

fn sample() -> Company {
    Company::sample().unwrap()
}

fn named<'a>(people: &'a [Person], name: &str) -> &'a Person {
    people
        .iter()
        .find(|person| person.display_name == name)
        .unwrap()
}

#[test]
fn the_sample_has_sixty_people_to_provision_and_one_disabled() {
    let company = sample();
    assert_eq!(company.name(), "Lumenfjord Instruments");
    assert_eq!(
        company.extent(),
        Extent {
            people: 60,
            managers: 58,
            groups: 5
        }
    );
    assert_eq!(company.people().filter(|person| !person.enabled).count(), 1);
}

#[test]
fn the_sample_has_seven_departments_two_of_which_look_alike() {
    let departments: BTreeSet<String> = sample()
        .people()
        .filter_map(|person| person.department)
        .collect();
    assert_eq!(departments.len(), 7);
    assert!(departments.contains("Finance") && departments.contains("finance "));
}

#[test]
fn the_sample_shows_every_kind_of_gap_in_the_reporting_lines() {
    let people: Vec<Person> = sample().people().collect();
    let top: Vec<&str> = people
        .iter()
        .filter(|person| person.reports_to.is_none())
        .map(|person| person.display_name.as_str())
        .collect();
    assert_eq!(top, ["Ingrid Solheim", "Émilie Gagnon"]);
    let waiting: Vec<&str> = people
        .iter()
        .filter(|person| {
            matches!(
                &person.reports_to,
                Some(ReportsTo::OutOfScope {
                    remembered_id: Some(_),
                    ..
                })
            )
        })
        .map(|person| person.display_name.as_str())
        .collect();
    assert_eq!(waiting, ["Rafael Ortiz Peña", "Saoirse O'Brien"]);
}

#[test]
fn the_sample_has_a_guest_and_people_whose_user_name_is_not_their_mail() {
    let people: Vec<Person> = sample().people().collect();
    let guest = named(&people, "Finn Sørby (Guest)");
    assert_eq!(
        guest.user_name,
        "finn.sorby_partner.example.org#EXT#@example.com"
    );
    assert_eq!(guest.department, None);
    let differing = people
        .iter()
        .filter(|person| person.mail.as_ref() != Some(&person.user_name))
        .count();
    assert_eq!(differing, 3);
}

#[test]
fn everybody_in_the_sample_lives_under_an_example_domain() {
    for person in sample().people() {
        assert!(
            person.user_name.ends_with("@example.com"),
            "{}",
            person.user_name
        );
        let mail = person.mail.unwrap();
        assert!(
            mail.ends_with("@example.com") || mail.ends_with("@partner.example.org"),
            "{mail}"
        );
    }
}

#[test]
fn every_role_of_the_sample_has_members_and_one_member_is_disabled() {
    let company = sample();
    let people: Vec<Person> = company.people().collect();
    let names: Vec<String> = company
        .groups()
        .into_iter()
        .map(|group| group.display_name)
        .collect();
    assert_eq!(
        names,
        [
            "Administrators",
            "Approvers",
            "Editors",
            "Auditors",
            "Viewers"
        ]
    );
    let disabled = (0..names.len())
        .flat_map(|group| {
            assert!(company.members(group).next().is_some(), "{}", names[group]);
            company.members(group).collect::<Vec<_>>()
        })
        .filter(|member| !people[*member].enabled)
        .count();
    assert_eq!(disabled, 1);
}

fn two_people(first: &str, second: &str) -> String {
    let person = |key: &str, extra: &str| {
        format!(
            r#"{{"key":"{key}","objectId":"id-{key}","userName":"{key}@example.com","givenName":"G","familyName":"F","displayName":"{key}"{extra}}}"#
        )
    };
    format!(
        r#"{{"name":"Two","people":[{},{}]}}"#,
        person("ada", first),
        person("bram", second)
    )
}

fn refusal(text: &str) -> String {
    Company::from_json(text).unwrap_err().to_string()
}

#[test]
fn a_company_that_contradicts_itself_is_refused_with_its_reason() {
    assert_eq!(
        refusal(&two_people("", r#","manager":"nobody""#)),
        r#"bram reports to "nobody", who is neither listed nor declared out of scope"#
    );
    assert_eq!(
        refusal(&two_people(r#","manager":"bram""#, r#","manager":"ada""#)),
        "ada reports to themselves, directly or through others"
    );
    assert_eq!(
        refusal(&two_people(r#","manager":"ada""#, "")),
        "ada reports to themselves, directly or through others"
    );
    assert_eq!(
        refusal(&two_people("", "").replace("bram@example.com", "ADA@example.com")),
        r#"user name "ada@example.com" occurs twice"#
    );
    assert_eq!(
        refusal(&two_people("", "").replace("id-bram", "ID-ADA")),
        r#"object id "id-ada" occurs twice"#
    );
    assert_eq!(
        refusal(r#"{"name":"None","people":[]}"#),
        "the company has no people"
    );
    assert!(refusal("{").starts_with("the company cannot be read: "));
}

#[test]
fn a_group_may_only_name_people_who_are_listed() {
    let text = two_people("", "").replace(
        r#""people""#,
        r#""groups":[{"objectId":"g","displayName":"Editors","members":["ada","carl"]}],"people""#,
    );
    assert_eq!(
        refusal(&text),
        r#"the group "Editors" has a member "carl" who is not listed"#
    );
}

#[test]
fn a_generated_company_has_twenty_to_a_million_people() {
    assert!(Company::generated(1, 19).is_err());
    assert_eq!(Company::generated(1, 20).unwrap().len(), 20);
    let huge = Company::generated(1, 1_000_000).unwrap();
    assert!(
        huge.person(999_999).is_some(),
        "the last person costs no more than the first"
    );
    assert_eq!(huge.person(1_000_000), None);
    assert_eq!(
        refusal_of_size(1_000_001),
        "a generated company has 20 to 1,000,000 people, not 1000001"
    );
}

fn refusal_of_size(people: usize) -> String {
    Company::generated(1, people).unwrap_err().to_string()
}

#[test]
fn managers_in_a_generated_company_have_a_believable_number_of_reports() {
    let company = Company::generated(42, 5_000).unwrap();
    let mut reports: BTreeMap<usize, usize> = BTreeMap::new();
    for person in company.people() {
        if let Some(ReportsTo::Person { index, .. }) = person.reports_to {
            *reports.entry(index).or_default() += 1;
        }
    }
    let largest = reports.values().copied().max().unwrap();
    assert!(largest <= 21, "{largest} report to one person");
    assert!(
        (400..=1000).contains(&reports.len()),
        "{} people lead others",
        reports.len()
    );
    let teams: HashSet<String> = company
        .people()
        .filter_map(|person| person.department)
        .collect();
    assert!((12..=60).contains(&teams.len()), "{} teams", teams.len());
}

#[test]
fn roles_of_a_generated_company_have_about_their_share() {
    let company = Company::generated(3, 10_000).unwrap();
    let sizes: Vec<usize> = (0..5).map(|group| company.members(group).count()).collect();
    assert!((30..=80).contains(&sizes[0]), "{sizes:?}");
    assert!((6_800..=7_200).contains(&sizes[4]), "{sizes:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_generated_company_is_repeatable_unique_and_without_loops(seed: u64, people in 20_usize..600) {
        let company = Company::generated(seed, people).unwrap();
        let mut ids = HashSet::new();
        let mut names = HashSet::new();
        for (index, person) in company.people().enumerate() {
            let again = company.person(index);
            prop_assert_eq!(again.as_ref(), Some(&person));
            prop_assert!(ids.insert(person.object_id));
            prop_assert!(person.user_name.is_ascii());
            prop_assert!(names.insert(person.user_name));
            match person.reports_to {
                Some(ReportsTo::Person { index: boss, object_id, display_name }) => {
                    prop_assert!(boss < index);
                    let boss = company.person(boss).unwrap();
                    prop_assert_eq!((boss.object_id, boss.display_name), (object_id, display_name));
                }
                other => prop_assert!(index == 0 && other.is_none()),
            }
        }
        for group in company.groups() {
            prop_assert!(ids.insert(group.object_id));
        }
    }
}
