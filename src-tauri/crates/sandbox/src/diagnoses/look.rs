//! A look at what has arrived since the last one: every exchange and every person who changed, once, in
//! order. Read from one state of the workspace; what comes of it is written in one job of the writer.
//!
//! Bounded, so that no look takes long: a thousand exchanges, and a thousand people of those who have to
//! be looked at anew because the rules are others. `more` says that another look is due.

use std::collections::{BTreeMap, HashMap};

use super::case::{Case, Kept, Open};
use super::rule::Watch;
use super::rules::RULES;
use super::survey::Survey;
use super::verdicts::{Moment, Note, Verdicts};
use crate::operations::Grown;
use crate::store::diagnoses::Key;
use crate::store::diagnosing::Position;
use crate::store::{self, Db};
use crate::workspace::Write;
use crate::{Error, Workspace};

/// Exchanges in one look.
const CALLS: u32 = 1_000;
/// Changes of people and groups in one look.
const CHANGES: u32 = 1_000;

/// What a look came to.
pub(super) struct Looked {
    from: Position,
    until: Position,
    verdicts: Verdicts,
    kept: Vec<Kept>,
    operations: Grown,
    /// There is more to look at.
    pub(super) more: bool,
}

/// Looks at what has arrived since the last time.
pub(super) fn look(workspace: &Workspace, db: &Db, now: i64) -> Result<Looked, Error> {
    let position = store::diagnosing::position(db)?;
    if position.folded < position.judged {
        return catch_up(db, position);
    }
    let from = position.judged;
    let newest = store::counters::read(db)?.seq;
    let far = store::diagnosing::after_changes(db, from, CHANGES)?.unwrap_or(newest);
    let calls = store::diagnosing::calls(db, from, far, CALLS)?;
    let until = match calls.last() {
        Some(last) if calls.len() == CALLS as usize => last.seq,
        _ => far,
    };
    let cut = until < newest;
    let (mut cases, mut open) = begin(workspace, db)?;
    let mut verdicts = Verdicts::default();
    let mut operations = Grown::default();
    for case in cases.values_mut() {
        case.follow_twin(now, &mut open, &mut verdicts);
    }
    for call in calls {
        if let Some(case) = cases.get_mut(&call.connection) {
            operations.take(db, &call)?;
            case.take(db, call, &mut open, &mut verdicts)?;
        }
    }
    for changed in store::diagnosing::changed(db, from, until)? {
        let Some(case) = cases.get_mut(&changed.connection) else {
            continue;
        };
        let facts = store::diagnosing::person(db, changed.connection, &changed.id)?;
        let at = Moment {
            at: changed.at,
            exchange: changed.exchange,
        };
        case.note_write(changed.exchange);
        case.examine(&changed.id, facts.as_ref(), at, &open);
    }
    let touched = store::diagnosing::touched(db, from, until)?;
    let (mut more, mut kept) = (cut, Vec::new());
    for (row, mut case) in cases {
        more |= case.examine_anew(db, &mut open, &mut verdicts)?;
        // While there is a backlog, everybody together is looked at once, at its end.
        let due = !cut && case.needs_survey(touched.contains(&row));
        let survey = due.then(|| surveyed(db, &case)).transpose()?;
        if let Some(survey) = &survey {
            case.wait(survey, now);
        } else if cut && touched.contains(&row) {
            case.owe_survey();
        }
        case.stand(db, now, survey.as_ref(), &mut verdicts)?;
        kept.extend(case.close(&mut verdicts)?);
    }
    Ok(Looked {
        from: position,
        until: Position {
            judged: until,
            folded: until,
        },
        verdicts,
        kept,
        operations,
        more,
    })
}

/// Folds what was judged before anything was folded.
fn catch_up(db: &Db, from: Position) -> Result<Looked, Error> {
    let mut operations = Grown::default();
    let calls = store::diagnosing::calls(db, from.folded, from.judged, CALLS)?;
    for call in &calls {
        operations.take(db, call)?;
    }
    let folded = match calls.last() {
        Some(last) if calls.len() == CALLS as usize => last.seq,
        _ => from.judged,
    };
    Ok(Looked {
        from,
        until: Position { folded, ..from },
        verdicts: Verdicts::default(),
        kept: Vec::new(),
        operations,
        more: true,
    })
}

/// All connections, and what is open or accepted in them.
fn begin(workspace: &Workspace, db: &Db) -> Result<(BTreeMap<i64, Case>, Open), Error> {
    let twins = workspace.twins();
    let mut cases = BTreeMap::new();
    for row in store::connections::all(db)? {
        let connection = workspace.built(row)?;
        cases.insert(connection.row, Case::load(db, &connection, &twins)?);
    }
    let places: HashMap<(&str, &str), usize> = RULES
        .iter()
        .enumerate()
        .map(|(place, rule)| ((rule.id, rule.case), place))
        .collect();
    let mut open = Open::new();
    for (connection, rule, case, provider) in store::diagnoses::open(db)? {
        if let Some(place) = places.get(&(rule.as_str(), case.as_str())) {
            open.insert((connection, *place), provider);
        }
    }
    Ok((cases, open))
}

/// Everybody of a connection together, as far as its twin makes use of it.
fn surveyed(db: &Db, case: &Case) -> Result<Survey, Error> {
    let row = case.row();
    Survey::of(db, row, case.setting())
}

impl Looked {
    /// Whether there is nothing to write.
    pub(super) fn is_idle(&self) -> bool {
        self.from == self.until && self.verdicts.is_empty() && self.kept.is_empty()
    }

    /// Writes down what the look came to, and whether that changed any diagnosis. Nothing is written when
    /// somebody else has looked meanwhile.
    pub(super) fn write(self, write: &Write<'_>) -> Result<bool, Error> {
        if !store::diagnosing::advance(write.db, self.from, self.until)? {
            return Ok(false);
        }
        let changed = !self.verdicts.is_empty();
        for ((connection, place), note) in self.verdicts.notes {
            let Some(rule) = RULES.get(place) else {
                continue;
            };
            // It may have been deleted since the look.
            if !store::connections::exists(write.db, connection)? {
                continue;
            }
            let key = Key {
                connection,
                rule: rule.id,
                case: rule.case,
            };
            match note {
                Note::Signs(signs) => {
                    let tallied = matches!(rule.watch, Watch::Tally(_));
                    store::diagnoses::signs(write.db, key, &signs, tallied)?;
                }
                Note::Proof(at) => store::diagnoses::proof(write.db, key, at)?,
                Note::People(come, gone, by) => {
                    store::diagnoses::people(write.db, key, (&come, &gone), by)?;
                }
                Note::Stands(concern, at, by) => {
                    store::diagnoses::stands(write.db, key, (&concern, at), by)?;
                }
            }
        }
        self.operations.write(write.db)?;
        for kept in self.kept {
            if !store::connections::exists(write.db, kept.row)? {
                continue;
            }
            for cycle in &kept.cycles {
                store::cycles::save(write.db, kept.row, cycle)?;
            }
            let (memory, by) = (&kept.memory, &kept.by);
            store::diagnoses::remember(write.db, kept.row, memory, kept.examined, by)?;
        }
        Ok(changed)
    }
}
