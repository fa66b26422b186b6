//! Teams: the people with the same department, who came and who went, and what became of a team that
//! nobody is in any more.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::connections::{existing, row_of};
use crate::store::text::fold;
use crate::store::{self, Db};
use crate::{Error, Workspace};

/// A department that somebody has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Exactly as sent.
    pub name: String,
    /// How many people have it.
    pub members: u64,
    /// When it was first sent.
    pub first_seen: Timestamp,
    /// The exchange that first sent it.
    pub created_by_exchange: Option<i64>,
    /// Other teams whose name differs only in case, blanks, or `&` for `and`.
    pub near_duplicates: Vec<String>,
    /// How it came that nobody has it any more.
    pub emptied: Option<Emptied>,
    /// Teams that look as if they had been renamed to this one.
    pub renamed_from: Vec<String>,
}

/// How a team lost its last member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emptied {
    /// The last who left.
    pub last: TeamMove,
    /// The team that four in five or more of those who left together are in now; they must be two
    /// at least, since one person who moves renames nothing.
    pub looks_renamed_to: Option<String>,
}

/// Somebody who went from one team to another, into a first one, or away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMove {
    /// Place in the order of all exchanges and changes.
    pub seq: i64,
    /// Id of the person.
    pub person: String,
    /// The name then.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Out of this team.
    pub from: Option<String>,
    /// Into this team.
    pub to: Option<String>,
    /// Whether the person was removed.
    pub gone: bool,
    /// The exchange that did it, when that is in the log.
    pub exchange: Option<i64>,
}

/// Somebody who is in a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// The user's id.
    pub id: String,
    /// The shown name.
    pub name: String,
    /// Job title.
    pub title: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// The exchange that brought them into the team, when that is in the log.
    pub exchange: Option<i64>,
    /// The team they came from.
    pub from: Option<String>,
}

/// Everything about one team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamCard {
    /// As in the list, without teams that look alike or were called so before.
    pub team: Team,
    /// The first 100 members by name.
    pub members: Vec<TeamMember>,
    /// The latest 100 who came from another team or left.
    pub moves: Vec<TeamMove>,
}

/// How many members and moves a card shows.
const FIRST: u32 = 100;
/// Those who leave within an hour before the last one leave together: a cycle comes every forty minutes.
const TOGETHER: i64 = 60 * 60 * 1_000;

impl Workspace {
    /// Teams of a connection, by name; also those that nobody is in any more. None where the application
    /// makes no teams.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn teams(&self, connection: &str) -> Result<Vec<Team>, Error> {
        let mut teams = self.read(|db| {
            let connection = existing(db, connection)?;
            if !self.rules_of(&connection.twin)?.makes_teams() {
                return Ok(Vec::new());
            }
            let connection = connection.row;
            let mut teams = store::teams::teams(db, connection)?;
            for team in &mut teams {
                team.emptied = emptied(db, connection, team)?;
            }
            Ok(teams)
        })?;
        let mut alike: HashMap<String, Vec<String>> = HashMap::new();
        for team in teams.iter().filter(|team| team.members > 0) {
            let same = alike.entry(plain(&team.name)).or_default();
            same.push(team.name.clone());
        }
        for team in teams.iter_mut().filter(|team| team.members > 0) {
            let others = alike.get(&plain(&team.name)).into_iter().flatten();
            team.near_duplicates = others.filter(|name| **name != team.name).cloned().collect();
        }
        let mut before: HashMap<String, Vec<String>> = HashMap::new();
        for team in &teams {
            let to = team
                .emptied
                .as_ref()
                .and_then(|one| one.looks_renamed_to.clone());
            if let Some(to) = to {
                before.entry(to).or_default().push(team.name.clone());
            }
        }
        for team in &mut teams {
            team.renamed_from = before.remove(&team.name).unwrap_or_default();
        }
        Ok(teams)
    }

    /// One team by its exact name; `None` when nobody ever had it.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn team(&self, connection: &str, name: &str) -> Result<Option<TeamCard>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            let Some(mut team) = store::teams::by_name(db, connection, name)? else {
                return Ok(None);
            };
            team.emptied = emptied(db, connection, &team)?;
            Ok(Some(TeamCard {
                members: store::teams::members_of(db, connection, name, FIRST)?,
                moves: store::teams::moves_of(db, connection, name, FIRST)?,
                team,
            }))
        })
    }
}

fn emptied(db: &Db, connection: i64, team: &Team) -> Result<Option<Emptied>, Error> {
    if team.members > 0 {
        return Ok(None);
    }
    let Some(mut emptied) = store::teams::last_to_leave(db, connection, &team.name)? else {
        return Ok(None);
    };
    let since = emptied.last.at.as_millisecond() - TOGETHER;
    let now = store::teams::where_they_are(db, connection, &team.name, since)?;
    let all: u64 = now.iter().map(|(_, people)| people).sum();
    let most = now.into_iter().find(|(team, _)| team.is_some());
    emptied.looks_renamed_to = most
        .filter(|(_, people)| all >= 2 && people * 5 >= all * 4)
        .and_then(|(team, _)| team);
    Ok(Some(emptied))
}

/// A team name without what people type differently: case, blanks, `&` for `and`.
pub(crate) fn plain(name: &str) -> String {
    let folded = fold(name).replace('&', " and ");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_that_people_take_for_the_same_are_the_same() {
        for alike in ["finance ", " Finance", "FINANCE", "Finance\u{a0}"] {
            assert_eq!(plain(alike), "finance", "{alike:?}");
        }
        for alike in ["R & D", "r&d", "R and D", "R  AND D"] {
            assert_eq!(plain(alike), "r and d", "{alike:?}");
        }
        assert_ne!(plain("Finance Ops"), plain("Finance"));
    }
}
