//! A law: whatever interrupts syncs, and whatever is staged meanwhile, they end in the accounts that one
//! undisturbed run makes of the same people.

use proptest::collection::vec;
use proptest::prelude::*;
use sandbox::sync::{Account, SyncStatus};
use sandbox::{Error, Workspace};
use serde_json::json;

use crate::bench::Bench;
use crate::staging::with_domain;

const PEOPLE: usize = 9;

#[derive(Debug, Clone)]
enum Turn {
    /// A sync goes on for so many transactions and is broken off.
    Break { after: usize, batch: u32 },
    /// The program is closed and opened.
    Reopen,
    /// The last run is gone on with for so many transactions.
    Retry { after: usize, batch: u32 },
    /// Somebody is switched off or on.
    Switch(usize),
    /// Somebody joins a group or leaves it.
    Group(usize),
    /// Somebody is called something else.
    Rename(usize),
}

fn turn() -> impl Strategy<Value = Turn> {
    let some = 0..PEOPLE;
    prop_oneof![
        3 => (0..24_usize, 1..5_u32).prop_map(|(after, batch)| Turn::Break { after, batch }),
        1 => Just(Turn::Reopen),
        3 => (0..24_usize, 1..5_u32).prop_map(|(after, batch)| Turn::Retry { after, batch }),
        1 => some.clone().prop_map(Turn::Switch),
        1 => some.clone().prop_map(Turn::Group),
        1 => some.prop_map(Turn::Rename),
    ]
}

/// Login, name, whether it has access, groups and access.
type Outcome = (String, String, bool, Vec<String>, Vec<String>);

/// What an account is, apart from which run made it when.
fn outcome(accounts: Vec<Account>) -> Vec<Outcome> {
    let accounts = accounts.into_iter().map(|account| {
        let groups = account.groups.into_iter().map(|group| group.name);
        let groups = groups.collect();
        (
            account.login,
            account.name,
            account.active,
            groups,
            account.access,
        )
    });
    accounts.collect()
}

struct Company {
    bench: Bench,
    people: Vec<String>,
    group: String,
    active: Vec<bool>,
    grouped: Vec<bool>,
    named: usize,
}

impl Company {
    fn new() -> Self {
        let bench = with_domain();
        let people: Vec<_> = (0..PEOPLE)
            .map(|number| bench.stage(&format!("p{number}@contoso.com")))
            .collect();
        let group = bench.group("Editors", &[&people[0], &people[1]]);
        bench.group("Auditors", &[&people[1], &people[2]]);
        let grouped = (0..PEOPLE).map(|number| number < 2).collect();
        Self {
            bench,
            people,
            group,
            active: vec![true; PEOPLE],
            grouped,
            named: 0,
        }
    }

    fn take(&mut self, turn: &Turn) {
        match turn {
            Turn::Break { after, batch } => {
                let syncing = self.bench.workspace.begin_sync(self.bench.id()).unwrap();
                let mut syncing = syncing.in_batches_of(*batch);
                for _ in 0..*after {
                    if !syncing.advance().unwrap() {
                        break;
                    }
                }
            }
            Turn::Retry { after, batch } => self.retry(*after, *batch),
            Turn::Reopen => {
                self.bench.workspace.close();
                self.bench.workspace = Workspace::open(self.bench.options(3)).unwrap();
                let latest = self.bench.workspace.latest_sync(self.bench.id()).unwrap();
                let status = latest.map(|run| run.status);
                assert_ne!(status, Some(SyncStatus::InProgress));
            }
            Turn::Switch(number) => {
                self.active[*number] = !self.active[*number];
                let active = json!(self.active[*number]);
                self.bench.set(&self.people[*number], "active", active);
            }
            Turn::Group(number) => {
                self.grouped[*number] = !self.grouped[*number];
                let op = if self.grouped[*number] {
                    "add"
                } else {
                    "remove"
                };
                self.bench.member(&self.group, op, &self.people[*number]);
            }
            Turn::Rename(number) => {
                self.named += 1;
                let name = json!(format!("Name {}", self.named));
                self.bench.set(&self.people[*number], "displayName", name);
            }
        }
    }

    fn retry(&self, after: usize, batch: u32) {
        let id = self.bench.id();
        let Some(latest) = self.bench.workspace.latest_sync(id).unwrap() else {
            return;
        };
        match self.bench.workspace.retry_sync(id, latest.number) {
            Ok(syncing) => {
                let mut syncing = syncing.in_batches_of(batch);
                for _ in 0..after {
                    if !syncing.advance().unwrap() {
                        break;
                    }
                }
            }
            Err(Error::NotRepeatable { .. }) => assert_eq!(latest.status, SyncStatus::Completed),
            Err(error) => panic!("{error}"),
        }
    }

    /// Nothing that anybody sees is half of something.
    fn check(&self) {
        for account in self.bench.accounts() {
            let groups: Vec<_> = account.groups.iter().map(|one| one.name.clone()).collect();
            assert_eq!(
                account.access,
                [vec!["Base access".to_owned()], groups].concat()
            );
            assert!(account.in_tenant && !account.login.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn interruptions_end_in_the_accounts_of_one_undisturbed_run(turns in vec(turn(), 1..14)) {
        let mut disturbed = Company::new();
        for turn in &turns {
            disturbed.take(turn);
            disturbed.check();
        }
        disturbed.bench.sync();
        let once = outcome(disturbed.bench.accounts());
        disturbed.bench.sync();
        prop_assert_eq!(&once, &outcome(disturbed.bench.accounts()), "a further run changes nothing");

        // The same staging without interruptions. Who has an account and left it without access stays.
        let mut calm = Company::new();
        let staged = |turn: &&Turn| matches!(turn, Turn::Switch(_) | Turn::Group(_) | Turn::Rename(_));
        turns.iter().filter(staged).for_each(|turn| calm.take(turn));
        calm.bench.sync();
        let with_access = |all: Vec<_>| -> Vec<_> {
            outcome(all).into_iter().filter(|one| one.2).collect()
        };
        prop_assert_eq!(
            with_access(disturbed.bench.accounts()),
            with_access(calm.bench.accounts())
        );
        for account in disturbed.bench.accounts().iter().filter(|one| !one.active) {
            let number = disturbed.people.iter().position(|id| *id == account.person);
            prop_assert!(!disturbed.active[number.unwrap()], "only who left is without access");
        }
    }
}
