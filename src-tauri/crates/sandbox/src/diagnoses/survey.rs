//! What has to be asked of everybody together: teams that look alike, reporting lines that lead nowhere,
//! groups with members who are not here. Made only after something has changed.

use std::collections::BTreeMap;

use super::rules::SETTLED;
use super::setting::Setting;
use crate::Error;
use crate::clock::age;
use crate::store::{self, Db};
use crate::traffic::ManagerState;
use crate::twins::{Departments, Groups};
use crate::views::{Lines, plain};

/// The answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Survey {
    /// Teams whose names differ by case and blanks only.
    pub(crate) alike: Vec<Vec<String>>,
    /// People whose manager was sent and is not here.
    pub(crate) waiting: Few,
    /// People whose manager was here and is gone, and the names of some of these.
    pub(crate) gone: Few,
    pub(crate) gone_managers: Vec<String>,
    /// People whose manager is here and is not active.
    pub(crate) barred: Barred,
    /// People on a line that leads back to them over others.
    pub(crate) circles: Few,
    /// People who are their own manager.
    pub(crate) selves: Few,
    /// People without a manager, where others have one.
    pub(crate) without_line: Few,
    /// How many people have a manager.
    pub(crate) with_line: u64,
    /// People who are left in a team that others went from together.
    pub(crate) stayed: Vec<Stayed>,
    /// Groups with members who are not here: id and name.
    pub(crate) short_groups: Few,
    /// People who are not active.
    pub(crate) inactive: Few,
    /// People who were deactivated and whom no sync has taken yet, with the latest of the times.
    pub(crate) unsynced: Few,
}

/// Some people or things: how many, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Few {
    pub(crate) count: u64,
    pub(crate) first: Vec<(String, String)>,
    /// The exchange that is behind the latest of them.
    pub(crate) exchange: Option<i64>,
    /// When the latest of them was written.
    pub(crate) latest: i64,
}

/// Active people who report to somebody who is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Barred {
    pub(crate) reports: Few,
    /// Their managers, id and name, by name.
    pub(crate) managers: Vec<(String, String)>,
}

/// Somebody who is left in a team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Stayed {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) team: String,
    /// Where the others went, and how many they were.
    pub(crate) others: String,
    pub(crate) moved: u64,
}

impl Survey {
    /// Asks of everybody in a connection what its twin makes use of.
    pub(crate) fn of(db: &Db, connection: i64, setting: &Setting) -> Result<Self, Error> {
        let mut survey = Self::default();
        let twin = setting.twin.as_ref();
        if twin.is_none_or(|twin| twin.managers.used) {
            let (waiting, gone, names) = store::survey::unlinked(db, connection)?;
            survey.waiting = store::survey::with_exchange(db, connection, waiting)?;
            (survey.gone, survey.gone_managers) = (gone, names);
            survey.barred = store::survey::barred(db, connection)?;
            survey.go_up(db, connection)?;
            (survey.without_line, survey.with_line) = store::survey::without_line(db, connection)?;
        }
        if twin.is_some_and(|twin| twin.departments == Departments::Team) {
            let teams = store::survey::departments(db, connection)?;
            let mut alike: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (name, _) in &teams {
                alike.entry(plain(name)).or_default().push(name.clone());
            }
            survey.alike = alike
                .into_values()
                .filter(|names| names.len() > 1)
                .collect();
            survey.stayed = store::survey::stayed(db, connection, &teams)?;
        }
        if twin.is_none_or(|twin| twin.groups != Groups::Ignored) {
            let groups = store::survey::short_groups(db, connection)?;
            survey.short_groups = store::survey::with_exchange(db, connection, groups)?;
        }
        let inactive = store::survey::inactive(db, connection)?;
        survey.inactive = store::survey::with_exchange(db, connection, inactive)?;
        if twin.is_some_and(|twin| twin.staging.is_some()) {
            let left = store::survey::unsynced(db, connection)?;
            survey.unsynced = store::survey::with_exchange(db, connection, left)?;
        }
        Ok(survey)
    }

    /// Goes up from all managers to those whose line leads back to them.
    fn go_up(&mut self, db: &Db, connection: i64) -> Result<(), Error> {
        let lines = store::survey::managers(db, connection)?;
        let states = Lines::new(&lines);
        let those = |wanted: ManagerState| {
            let all = lines.iter().filter(|line| states.state(**line) == wanted);
            let rows: Vec<i64> = all.map(|line| line.row).collect();
            let few = store::survey::those(db, &rows)?;
            store::survey::with_exchange(db, connection, few)
        };
        self.circles = those(ManagerState::Loop)?;
        self.selves = those(ManagerState::Myself)?;
        Ok(())
    }

    /// Whether something in it is so young that it may be completed by what comes next, or changes
    /// without anything arriving: a sync takes people.
    pub(crate) fn is_unsettled(&self, now: i64) -> bool {
        let unsynced = self.unsynced.count > 0;
        let settling = [&self.waiting, &self.without_line, &self.short_groups];
        let young = settling
            .iter()
            .any(|few| few.count > 0 && age(few.latest, now) < SETTLED);
        unsynced || young
    }
}
