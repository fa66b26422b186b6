//! A company whose people are staged, and who of them must have which account.

use sandbox::sync::{Account, AccountsQuery, SyncRun, Syncing};
use sandbox::{Cause, ConnectionChange, Location, Options, Workspace};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const PEOPLE: usize = 1_200;
const GROUPS: usize = 12;
/// Changes between two syncs.
const CHANGES: usize = 60;

/// Somebody as the identity provider has them.
struct Staged {
    id: String,
    login: String,
    name: String,
    active: bool,
    groups: BTreeSet<usize>,
}

/// The company, with its workspace when that is open.
pub(crate) struct Company {
    file: PathBuf,
    workspace: Option<Workspace>,
    people: Vec<Staged>,
    groups: Vec<String>,
    /// Logins of everybody there ever was.
    known: BTreeSet<String>,
    dice: u64,
    named: usize,
}

impl Company {
    /// Stages everybody in a new workspace.
    pub(crate) fn found(file: &Path) -> Self {
        let mut company = Self {
            file: file.to_owned(),
            workspace: None,
            people: Vec::new(),
            groups: Vec::new(),
            known: BTreeSet::new(),
            dice: 0x5DEE_CE66,
            named: 0,
        };
        company.open();
        let workspace = company.workspace();
        let connection = workspace.default_connection().expect("there is one");
        let change = ConnectionChange {
            twin: Some("21risk".to_owned()),
            ..ConnectionChange::default()
        };
        workspace
            .change_connection(&connection.id, change)
            .expect("the twin is known");
        workspace
            .add_sso_domain(&connection.id, "contoso.com")
            .expect("it is a domain");
        for _ in 0..PEOPLE {
            company.hire();
        }
        for number in 0..GROUPS {
            let members = company.people.iter_mut().enumerate();
            let members = members.filter(|(place, _)| place % GROUPS == number || place % 7 == 0);
            let members: Vec<Value> = members
                .map(|(_, person)| {
                    person.groups.insert(number);
                    json!({"value": person.id})
                })
                .collect();
            let body = json!({"displayName": format!("Group {number:02}"), "members": members});
            let id = company.create("Group", body);
            company.groups.push(id);
        }
        company
    }

    pub(crate) fn open(&mut self) {
        let options = Options::new(Location::File(self.file.clone()));
        self.workspace = Some(Workspace::open(options).expect("the workspace opens"));
    }

    pub(crate) fn close(&mut self) {
        self.workspace().close();
        self.workspace = None;
    }

    fn workspace(&self) -> &Workspace {
        self.workspace.as_ref().expect("the workspace is open")
    }

    fn connection(&self) -> String {
        let connection = self.workspace().default_connection();
        connection.expect("there is one").id
    }

    /// A number below `sides`, the same ones in each run of the test.
    pub(crate) fn chance(&mut self, sides: u64) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        self.dice % sides
    }

    fn pick(&mut self) -> usize {
        let count = self.people.len() as u64;
        usize::try_from(self.chance(count)).expect("it is small")
    }

    pub(crate) fn latest(&self) -> Option<SyncRun> {
        let latest = self.workspace().latest_sync(&self.connection());
        latest.expect("the history can be read")
    }

    /// Begins a sync in this process and leaves it after so many transactions, as a crash would.
    pub(crate) fn break_off(&mut self, retry: bool, after: u64) {
        let connection = self.connection();
        let latest = self.latest().map_or(0, |run| run.number);
        let run: Syncing = match retry {
            true => self.workspace().retry_sync(&connection, latest),
            false => self.workspace().begin_sync(&connection),
        }
        .expect("nobody else syncs");
        let mut run = run.in_batches_of(300);
        for _ in 0..after {
            if !run.advance().expect("the step is taken") {
                break;
            }
        }
        self.close();
        drop(run);
        self.open();
    }

    fn create(&self, kind: &str, body: Value) -> String {
        let connection = self.workspace().default_connection().expect("there is one");
        let directory = self.workspace().directory(&connection);
        let made = directory.create(kind, body, Cause::default()).wait();
        made.expect("it is created").record.id
    }

    fn patch(&self, kind: &str, id: &str, operation: &Value) {
        let connection = self.workspace().default_connection().expect("there is one");
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [operation],
        });
        let directory = self.workspace().directory(&connection);
        let patched = directory.patch(kind, id, body, None, Cause::default());
        patched.wait().expect("it is patched");
    }

    fn hire(&mut self) {
        self.named += 1;
        let login = format!("p{}@contoso.com", self.named);
        self.hire_as(login);
    }

    fn hire_as(&mut self, login: String) {
        let name = format!("Person {}", self.named);
        let body = json!({"userName": login, "displayName": name, "active": true,
            "emails": [{"type": "work", "value": login}]});
        let id = self.create("User", body);
        self.known.insert(login.clone());
        self.people.push(Staged {
            id,
            login,
            name,
            active: true,
            groups: BTreeSet::new(),
        });
    }

    /// Lets people come, leave, come back, and be changed.
    pub(crate) fn change(&mut self) {
        for _ in 0..CHANGES {
            let one = self.pick();
            match self.chance(12) {
                0 => self.hire(),
                1 => {
                    let gone = self.people.swap_remove(one);
                    let connection = self.workspace().default_connection();
                    let directory = self
                        .workspace()
                        .directory(&connection.expect("there is one"));
                    let deleted = directory.delete("User", &gone.id, None, Cause::default());
                    deleted.wait().expect("they are there");
                    // Half of them come back under another id.
                    if self.chance(2) == 0 {
                        self.named += 1;
                        self.hire_as(gone.login);
                    }
                }
                2..=4 => self.switch(one),
                5..=7 => self.rename(one),
                _ => self.regroup(one),
            }
        }
    }

    fn switch(&mut self, one: usize) {
        self.people[one].active = !self.people[one].active;
        let person = &self.people[one];
        let value = json!({"op": "replace", "path": "active", "value": person.active});
        self.patch("User", &person.id, &value);
    }

    fn rename(&mut self, one: usize) {
        self.named += 1;
        self.people[one].name = format!("Person {}", self.named);
        let person = &self.people[one];
        let value = json!({"op": "replace", "path": "displayName", "value": person.name});
        self.patch("User", &person.id, &value);
    }

    fn regroup(&mut self, one: usize) {
        let group = usize::try_from(self.chance(GROUPS as u64)).expect("it is small");
        let person = &mut self.people[one];
        let op = match person.groups.remove(&group) {
            true => "remove",
            false => {
                person.groups.insert(group);
                "add"
            }
        };
        let member = json!([{"value": person.id}]);
        let operation = json!({"op": op, "path": "members", "value": member});
        self.patch("Group", &self.groups[group], &operation);
    }

    fn accounts(&self) -> Vec<Account> {
        let (connection, mut all) = (self.connection(), Vec::new());
        loop {
            let query = AccountsQuery {
                offset: all.len() as u64,
                limit: Some(1000),
                ..AccountsQuery::default()
            };
            let page = self.workspace().accounts(&connection, &query);
            let page = page.expect("accounts can be read");
            all.extend(page.rows);
            if all.len() as u64 >= page.total {
                return all;
            }
        }
    }

    /// Whatever broke off: nobody has two accounts, and no account is half of one.
    pub(crate) fn check(&self, round: u32) {
        let mut logins = BTreeSet::new();
        for account in self.accounts() {
            let groups = account.groups.iter().map(|group| group.name.clone());
            let access: Vec<String> = ["Base access".to_owned()]
                .into_iter()
                .chain(groups)
                .collect();
            assert_eq!(account.access, access, "round {round}: {account:?}");
            assert!(account.in_tenant, "round {round}: {account:?}");
            assert!(self.known.contains(&account.login), "round {round}");
            assert!(logins.insert(account.login), "round {round}: two accounts");
        }
    }

    /// Everybody who is staged and active has an account with their name, groups and access, and nobody
    /// else has one with access.
    pub(crate) fn check_all(&self) {
        self.check(u32::MAX);
        let mut accounts: BTreeMap<String, Account> = self
            .accounts()
            .into_iter()
            .map(|account| (account.person.clone(), account))
            .collect();
        for person in &self.people {
            let account = accounts.remove(&person.id);
            if !person.active {
                assert!(
                    account.is_none_or(|account| !account.active),
                    "{}",
                    person.id
                );
                continue;
            }
            let account = account.unwrap_or_else(|| panic!("{} has no account", person.login));
            let groups: Vec<String> = person
                .groups
                .iter()
                .map(|group| format!("Group {group:02}"))
                .collect();
            let names: Vec<String> = account.groups.into_iter().map(|one| one.name).collect();
            assert_eq!(
                (account.active, &account.login, &account.name, names),
                (true, &person.login, &person.name, groups)
            );
        }
        let left = accounts.values().find(|account| account.active);
        assert_eq!(left, None, "who is not staged has no access");
    }
}
