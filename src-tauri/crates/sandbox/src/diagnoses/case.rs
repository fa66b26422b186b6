//! A connection while it is looked at: what it is set to, what is remembered of it, what it came to.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::call::Call;
use super::cycles::{Bursts, Cycle};
use super::memory::{Memory, Seen, keep};
use super::person::PersonFacts;
use super::rule::{Concern, Through, Verdict, Watch};
use super::rules::{RULES, held_unused};
use super::setting::{Setting, State};
use super::survey::Survey;
use super::verdicts::{About, Concerned, Moment, Note, Verdicts, clipped};
use crate::connections::Connection;
use crate::store::{self, Db};
use crate::twins::{Others, Provider, Twins};
use crate::{Error, Story};

/// Bursts that calls can go on with, and that say when the next is due.
const LATEST: u32 = 12;
/// People who are looked at anew in one look.
const PEOPLE: u32 = 1_000;
/// Everybody has been looked at.
const ALL: i64 = i64::MAX;

/// A connection under the eyes of the rules.
pub(super) struct Case {
    row: i64,
    setting: Setting,
    memory: Memory,
    /// The memory as it was read.
    kept: String,
    examined: i64,
    by: String,
    moved: bool,
    bursts: Bursts,
    /// Of this look: the latest exchange that wrote something, and the latest of all.
    wrote: Option<i64>,
    latest: Option<i64>,
    come: HashMap<usize, Vec<Concerned>>,
    gone: HashMap<usize, Vec<(String, Moment)>>,
}

/// What is open or accepted, with who showed it.
pub(super) type Open = HashMap<About, Option<String>>;

impl Case {
    /// A connection as it was left.
    pub(super) fn load(db: &Db, connection: &Connection, twins: &Twins) -> Result<Self, Error> {
        let known = store::diagnoses::memory(db, connection.row)?;
        let (kept, examined, by) = known.unwrap_or_default();
        // What a later version remembered otherwise is learnt anew.
        let mut memory: Memory = serde_json::from_str(&kept).unwrap_or_default();
        let synced = store::syncs::latest_end(db, connection.row)?;
        // A sync changes accounts, which no exchange tells of.
        memory.waiting |= synced != memory.synced;
        memory.synced = synced;
        let provider = provider(memory.idp.as_deref().or(connection.idp.as_deref()));
        let twin = twins.find(&connection.twin).cloned();
        let mut bursts = store::cycles::latest(db, connection.row, LATEST)?;
        bursts.reverse();
        Ok(Self {
            row: connection.row,
            setting: Setting::new(twin, connection.registry.clone(), provider),
            memory,
            kept,
            examined,
            by,
            moved: false,
            bursts: Bursts::from(bursts),
            wrote: None,
            latest: None,
            come: HashMap::new(),
            gone: HashMap::new(),
        })
    }

    /// Lets all rules look at a call.
    pub(super) fn take(
        &mut self,
        db: &Db,
        mut call: Call,
        open: &mut Open,
        verdicts: &mut Verdicts,
    ) -> Result<(), Error> {
        self.bursts.take(&call);
        self.memory.take(&call);
        if let Some(known) = provider(self.memory.idp.as_deref()) {
            self.setting.provider = Some(known);
        }
        self.note_okta(db, &call)?;
        self.note_unused(db, &mut call)?;
        self.latest = Some(call.number);
        if call.writes() && call.succeeded() {
            self.wrote = Some(call.number);
        }
        let at = Moment {
            at: call.at,
            exchange: Some(call.number),
        };
        for (place, rule) in RULES.iter().enumerate() {
            let (Watch::Calls(watch) | Watch::Tally(watch)) = rule.watch else {
                continue;
            };
            let about = (self.row, place);
            match watch(&call, &self.setting, &mut self.memory) {
                Verdict::Nothing => {}
                Verdict::Sign(sign) => {
                    let by = call.provider().map(Provider::word);
                    open.insert(about, by.map(str::to_owned));
                    verdicts.sign(about, sign, at, by);
                }
                Verdict::Proof => {
                    let same = |shown: &Option<String>| match (shown, call.provider()) {
                        (Some(shown), Some(own)) => shown == own.word(),
                        _ => true,
                    };
                    if open.get(&about).is_some_and(same) {
                        open.remove(&about);
                        verdicts.proof(about, at);
                    }
                }
            }
        }
        Ok(())
    }

    /// Who left their last group by Okta, and whether Okta deactivates anybody.
    fn note_okta(&mut self, db: &Db, call: &Call) -> Result<(), Error> {
        if call.provider().or(self.setting.provider) != Some(Provider::Okta) || !call.succeeded() {
            return Ok(());
        }
        match &call.story.0 {
            Story::Deactivated => self.memory.deactivated = Some(Seen::of(call)),
            Story::MembersChanged { removed, .. } if *removed > 0 => {
                for person in store::diagnosing::taken_out(db, self.row, call.number)? {
                    if store::diagnosing::groupless(db, self.row, &person)?.is_some() {
                        keep(&mut self.memory.groupless, &person, Seen::of(call));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What a write gave values to, and what of the person the twin has no use for, where it does not use
    /// everything.
    fn note_unused(&self, db: &Db, call: &mut Call) -> Result<(), Error> {
        let ignores = self.setting.twin.as_ref();
        let ignores = ignores.is_some_and(|twin| twin.others == Others::Ignored);
        let Some((id, _)) = call.person().filter(|_| ignores) else {
            return Ok(());
        };
        if !matches!(call.story.0, Story::Created { .. } | Story::Updated { .. }) {
            return Ok(());
        }
        let person = store::diagnosing::person(db, self.row, &id)?;
        let all = person.map(|person| person.attributes()).unwrap_or_default();
        call.written = match &call.story.0 {
            Story::Updated { paths, .. } => paths.iter().map(|path| top(path)).collect(),
            _ => all.clone(),
        };
        call.unused = all;
        call.unused.retain(|name| !self.setting.uses(name));
        Ok(())
    }

    /// Notes the exchange of a write, which may be in the log only later than what it wrote.
    pub(super) fn note_write(&mut self, exchange: Option<i64>) {
        self.wrote = self.wrote.max(exchange);
    }

    /// Lets the rules about people look at one of them; without facts they are gone.
    pub(super) fn examine(
        &mut self,
        id: &str,
        facts: Option<&PersonFacts>,
        at: Moment,
        open: &Open,
    ) {
        for (place, rule) in RULES.iter().enumerate() {
            let Watch::People(watch) = rule.watch else {
                continue;
            };
            match facts.and_then(|facts| Some((facts, watch(facts, &self.setting)?))) {
                Some((facts, detail)) => self.come.entry(place).or_default().push(Concerned {
                    id: facts.id.clone(),
                    name: clipped(&facts.name),
                    detail: Some(clipped(&detail)),
                    since: at,
                }),
                None if open.contains_key(&(self.row, place)) => {
                    let gone = self.gone.entry(place).or_default();
                    gone.push((id.to_owned(), at));
                }
                None => {}
            }
        }
    }

    /// What was told of attributes that are not used does not hold where another twin uses others: it is
    /// closed, and everybody is looked at for what is not used now.
    pub(super) fn follow_twin(&mut self, now: i64, open: &mut Open, verdicts: &mut Verdicts) {
        let usage = self.setting.usage();
        let before = self.memory.usage.replace(usage);
        if before.is_none_or(|before| before == usage) {
            return;
        }
        self.memory.reused = true;
        (self.examined, self.moved) = (0, true);
        for (place, rule) in RULES.iter().enumerate() {
            let about = (self.row, place);
            if matches!(rule.watch, Watch::Tally(_)) && open.remove(&about).is_some() {
                let at = Moment {
                    at: now,
                    exchange: None,
                };
                verdicts.proof(about, at);
            }
        }
    }

    /// Somebody's attributes that are not used, as the write left them that was judged by another twin.
    fn hold_unused(
        &self,
        facts: &PersonFacts,
        at: Moment,
        open: &mut Open,
        verdicts: &mut Verdicts,
    ) {
        // What an admin wrote here is in no mapping.
        if at.exchange.is_none() {
            return;
        }
        let Some(sign) = held_unused(facts, &self.setting) else {
            return;
        };
        let by = self.setting.provider.map(Provider::word);
        for (place, rule) in RULES.iter().enumerate() {
            if matches!(rule.watch, Watch::Tally(_)) {
                open.insert((self.row, place), by.map(str::to_owned));
                verdicts.sign((self.row, place), sign.clone(), at, by);
            }
        }
    }

    /// Looks at some of those who were judged by other rules than now; whether there are more.
    pub(super) fn examine_anew(
        &mut self,
        db: &Db,
        open: &mut Open,
        verdicts: &mut Verdicts,
    ) -> Result<bool, Error> {
        let edition = self.setting.edition();
        if self.by != edition {
            self.by = edition;
            self.examined = 0;
            self.moved = true;
        }
        if self.examined == ALL {
            return Ok(false);
        }
        self.moved = true;
        let people = store::diagnosing::people_after(db, self.row, self.examined, PEOPLE)?;
        let more = people.len() == PEOPLE as usize;
        self.examined = match people.last() {
            Some((row, _)) if more => *row,
            _ => ALL,
        };
        for (_, facts) in &people {
            let exchange = store::diagnosing::last_exchange(db, self.row, &facts.id)?;
            let at = Moment {
                at: facts.at,
                exchange,
            };
            self.examine(&facts.id, Some(facts), at, open);
            if self.memory.reused {
                self.hold_unused(facts, at, open, verdicts);
            }
        }
        self.memory.reused &= more;
        Ok(more)
    }

    /// Lets the rules about the connection as it stands have their say.
    pub(super) fn stand(
        &mut self,
        db: &Db,
        now: i64,
        survey: Option<&Survey>,
        verdicts: &mut Verdicts,
    ) -> Result<(), Error> {
        let row = self.row;
        for id in self.memory.groupless.keys().cloned().collect::<Vec<_>>() {
            if store::diagnosing::groupless(db, row, &id)?.is_none() {
                self.memory.groupless.remove(&id);
            }
        }
        let cycles: Vec<Cycle> = self.bursts.all.iter().rev().cloned().collect();
        let tokens = store::tokens::of_connection(db, row)?;
        let people = store::counts::of_connection(db, row)?.people;
        let state = State {
            now,
            setting: &self.setting,
            memory: &self.memory,
            cycles: &cycles,
            tokens: &tokens,
            people,
        };
        let mut said = Vec::new();
        for (place, rule) in RULES.iter().enumerate() {
            let concern = match (rule.watch, survey) {
                (Watch::State(watch), _) => watch(&state),
                (Watch::Survey(watch), Some(survey)) => watch(survey, &self.setting, now),
                _ => continue,
            };
            said.push((place, concern));
        }
        for (place, concern) in said {
            self.say(db, place, concern, now, verdicts)?;
        }
        Ok(())
    }

    /// Notes what a rule says unless it said the same before.
    fn say(
        &mut self,
        db: &Db,
        place: usize,
        mut concern: Concern,
        now: i64,
        verdicts: &mut Verdicts,
    ) -> Result<(), Error> {
        let Some(rule) = RULES.get(place).filter(|_| !concern.undecided) else {
            return Ok(());
        };
        let (by, key) = (self.setting.provider.map(Provider::word), rule.key());
        concern.detail = concern.detail.as_deref().map(clipped);
        let sum = checksum(&concern);
        let (before, through) = match concern.count {
            0 => (
                self.memory.concerns.remove(&key),
                self.memory.through.remove(&key),
            ),
            _ => {
                let through = std::mem::take(&mut concern.through);
                let before = match through == Through::default() {
                    true => self.memory.through.remove(&key),
                    false => self.memory.through.insert(key.clone(), through),
                };
                (self.memory.concerns.insert(key, sum), before)
            }
        };
        let same = match concern.count {
            0 => before.is_none(),
            _ => before == Some(sum),
        };
        if same {
            return Ok(());
        }
        // Where nothing arrived it was time, or the program itself, that changed something.
        let latest = Moment {
            at: now,
            exchange: self.wrote.or(self.latest),
        };
        let at = match (rule.watch, concern.count) {
            (Watch::Survey(_), 0) => {
                let through = through.unwrap_or_default();
                let mended = store::diagnosing::mended(db, self.row, rule, &through)?;
                mended.unwrap_or(Moment {
                    at: now,
                    exchange: None,
                })
            }
            _ => latest,
        };
        verdicts.add((self.row, place), Note::Stands(concern, at, by));
        Ok(())
    }

    /// Whether everybody has to be looked at together, and what is then known.
    pub(super) fn needs_survey(&self, touched: bool) -> bool {
        touched || self.moved || self.memory.waiting
    }

    /// Notes whether the survey would come out otherwise later.
    pub(super) fn wait(&mut self, survey: &Survey, now: i64) {
        self.memory.waiting = survey.is_unsettled(now);
    }

    /// The survey waits for the end of a backlog.
    pub(super) fn owe_survey(&mut self) {
        self.memory.waiting = true;
    }

    /// What the twin has to do with the survey.
    pub(super) fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Row of the connection.
    pub(super) fn row(&self) -> i64 {
        self.row
    }

    /// Hands over what is to be written about people, and about this connection.
    pub(super) fn close(mut self, verdicts: &mut Verdicts) -> Result<Option<Kept>, Error> {
        let by = self.setting.provider.map(Provider::word);
        for place in 0..RULES.len() {
            let come = self.come.remove(&place).unwrap_or_default();
            let gone = self.gone.remove(&place).unwrap_or_default();
            if !come.is_empty() || !gone.is_empty() {
                verdicts.add((self.row, place), Note::People(come, gone, by));
            }
        }
        let memory = serde_json::to_string(&self.memory)?;
        let grown = self.bursts.all.into_iter().zip(self.bursts.changed);
        let cycles: Vec<Cycle> = grown.filter_map(|(one, new)| new.then_some(one)).collect();
        let same = memory == self.kept && !self.moved && cycles.is_empty();
        Ok((!same).then_some(Kept {
            row: self.row,
            memory,
            examined: self.examined,
            by: self.by,
            cycles,
        }))
    }
}

/// What is kept of a connection until the next look.
pub(super) struct Kept {
    pub(super) row: i64,
    pub(super) memory: String,
    pub(super) examined: i64,
    pub(super) by: String,
    pub(super) cycles: Vec<Cycle>,
}

fn provider(idp: Option<&str>) -> Option<Provider> {
    match idp? {
        "entra" => Some(Provider::Entra),
        "okta" => Some(Provider::Okta),
        _ => Some(Provider::Other),
    }
}

fn checksum(concern: &Concern) -> u64 {
    let mut hasher = DefaultHasher::new();
    concern.count.hash(&mut hasher);
    concern.people.hash(&mut hasher);
    concern.detail.hash(&mut hasher);
    hasher.finish()
}

/// The attribute that a path is of, without what is below it.
fn top(path: &str) -> String {
    let (urn, name) = match path.rsplit_once(':') {
        Some((urn, name)) if path.starts_with("urn:") => (Some(urn), name),
        _ => (None, path),
    };
    let name = name.split(['.', '[']).next().unwrap_or(name);
    match urn {
        Some(urn) => format!("{urn}:{name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::top;

    #[test]
    fn what_is_below_an_attribute_is_taken_off_its_path() {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        for (path, attribute) in [
            ("title", "title".to_owned()),
            ("name.givenName", "name".to_owned()),
            ("emails[type eq \"work\"].value", "emails".to_owned()),
            (
                &format!("{enterprise}:manager.value"),
                format!("{enterprise}:manager"),
            ),
        ] {
            assert_eq!(top(path), attribute);
        }
    }
}
