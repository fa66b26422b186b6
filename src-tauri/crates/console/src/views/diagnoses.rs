//! Diagnoses in words: sentences with the names of the application and the identity provider in them.

use sandbox::diagnoses::{Confidence, Fix, filled};
use sandbox::twins::{Provider, Twin};
use sandbox::{
    Connection, Cycle, CycleKind, Diagnosis, Evidence, FindingState, Origin, Twins, Who,
};
use scim::Severity as Weight;

use super::traffic::{product_name, row as exchange, severity};
use crate::wire::*;

/// The names that stand in sentences about a connection.
pub(crate) struct Names<'a> {
    twin: Option<&'a Twin>,
    app: String,
    idp: Option<Provider>,
}

impl<'a> Names<'a> {
    /// Of a connection that follows one of these twins.
    pub(crate) fn of(connection: &Connection, twins: &'a Twins) -> Self {
        let twin = twins.find(&connection.twin).map(AsRef::as_ref);
        let chosen = twin.filter(|twin| twin.id != sandbox::connections::GENERIC);
        Self {
            app: chosen.map_or_else(|| "the application".to_owned(), |twin| twin.name.clone()),
            idp: connection.idp.as_deref().and_then(provider),
            twin,
        }
    }

    /// Who showed it, else who the connection is for.
    fn provider(&self, diagnosis: &Diagnosis) -> Option<Provider> {
        diagnosis
            .provider
            .as_deref()
            .and_then(provider)
            .or(self.idp)
    }

    fn idp(&self, diagnosis: &Diagnosis) -> &'static str {
        match self.provider(diagnosis) {
            Some(Provider::Entra) => "Entra ID",
            Some(Provider::Okta) => "Okta",
            Some(Provider::Other) | None => "the identity provider",
        }
    }

    fn fill(&self, text: &str, diagnosis: &Diagnosis) -> String {
        filled(text, &self.app, self.idp(diagnosis))
    }
}

fn provider(id: &str) -> Option<Provider> {
    match id {
        "entra" => Some(Provider::Entra),
        "okta" => Some(Provider::Okta),
        "other" => Some(Provider::Other),
        _ => None,
    }
}

/// The list, with counts of all, of those in one state or in any.
pub(crate) fn list(
    all: &[Diagnosis],
    state: Option<DiagnosisState>,
    names: &Names<'_>,
) -> DiagnosesView {
    let count =
        |wanted: &dyn Fn(&Diagnosis) -> bool| all.iter().filter(|one| wanted(one)).count() as u64;
    let open = |one: &Diagnosis| one.state == FindingState::Open;
    DiagnosesView {
        to_look_at: count(&|one| open(one) && one.rule.severity != Weight::Info),
        to_know: count(&|one| open(one) && one.rule.severity == Weight::Info),
        accepted: count(&|one| one.state == FindingState::Accepted),
        fixed: count(&|one| one.state == FindingState::Fixed),
        diagnoses: all
            .iter()
            .filter(|one| state.is_none_or(|wanted| wanted == told(one.state)))
            .map(|one| row(one, names))
            .collect(),
    }
}

/// A row of a list.
pub(crate) fn row(one: &Diagnosis, names: &Names<'_>) -> DiagnosisRow {
    let detail = one.detail.as_deref();
    DiagnosisRow {
        id: one.id,
        rule: one.rule.id.to_owned(),
        severity: severity(one.rule.severity),
        confidence: match one.rule.confidence {
            Confidence::Sure => DiagnosisConfidence::Sure,
            Confidence::Likely => DiagnosisConfidence::Likely,
            Confidence::Guess => DiagnosisConfidence::Guess,
        },
        state: told(one.state),
        sentence: one
            .rule
            .sentence(one.count, detail, &names.app, names.idp(one)),
        note: one.note.clone(),
        people: one.people,
        opened_at: one.opened.at.as_millisecond(),
        opened_by: one.opened.exchange,
        last_at: one.last.at.as_millisecond(),
        last_by: one.last.exchange,
        closed_at: one.closed.map(|closed| closed.at.as_millisecond()),
        closed_by: one.closed.and_then(|closed| closed.exchange),
        reopened: one.reopened,
    }
}

fn told(state: FindingState) -> DiagnosisState {
    match state {
        FindingState::Open => DiagnosisState::Open,
        FindingState::Accepted => DiagnosisState::Accepted,
        FindingState::Fixed => DiagnosisState::Fixed,
    }
}

/// Everything about one diagnosis.
pub(crate) fn card(evidence: &Evidence, names: &Names<'_>) -> DiagnosisCard {
    let (one, rule) = (&evidence.diagnosis, evidence.diagnosis.rule);
    let fixes = rule.fixes_for(names.provider(one));
    DiagnosisCard {
        row: row(one, names),
        cause: names.fill(rule.cause, one),
        consequence: names.fill(rule.consequence, one),
        fixes: fixes.map(|fix| fix_view(fix, one, names)).collect(),
        closes: names.fill(rule.closes, one),
        guide: advice(one, names),
        section: rule.section.to_owned(),
        exchanges: evidence.exchanges.iter().map(exchange).collect(),
        concerned: evidence.people.iter().map(concerned).collect(),
        tally: evidence
            .tally
            .iter()
            .map(|(name, people)| TallyView {
                name: name.clone(),
                people: *people,
            })
            .collect(),
    }
}

fn fix_view(fix: &Fix, one: &Diagnosis, names: &Names<'_>) -> FixView {
    FixView {
        portal: match fix.provider {
            Some(Provider::Entra) => Some("Entra ID".to_owned()),
            Some(Provider::Okta) => Some("Okta".to_owned()),
            Some(Provider::Other) | None => None,
        },
        place: fix.place.iter().map(|step| names.fill(step, one)).collect(),
        text: names.fill(fix.text, one),
    }
}

/// The row of the application's own table that this is about.
fn advice(one: &Diagnosis, names: &Names<'_>) -> Option<GuideAdvice> {
    let twin = names.twin?;
    let provider = names.provider(one);
    let mut rows = twin.troubles.iter().filter(|row| {
        let about = row.provider.is_none() || provider.is_none() || row.provider == provider;
        about && row.rules.iter().any(|rule| rule == one.rule.id)
    });
    rows.next().map(|row| GuideAdvice {
        app: twin.name.clone(),
        symptom: row.symptom.clone(),
        fix: row.fix.clone(),
    })
}

fn concerned(who: &Who) -> ConcernedView {
    ConcernedView {
        id: who.id.clone(),
        name: who.name.clone(),
        detail: who.detail.clone(),
        settled: who.settled,
        settled_by: who.settled_by,
        here: who.here,
    }
}

/// Bursts of calls, the newest first.
pub(crate) fn cycles(all: &[Cycle]) -> CyclesView {
    CyclesView {
        cycles: all.iter().map(cycle).collect(),
        next_at: sandbox::diagnoses::next_expected(all).map(|at| at.as_millisecond()),
    }
}

fn cycle(one: &Cycle) -> CycleView {
    CycleView {
        kind: match one.kind {
            CycleKind::Cycle => CycleKindView::Cycle,
            CycleKind::OnDemand => CycleKindView::OnDemand,
            CycleKind::Test => CycleKindView::Test,
        },
        provider: product_name(&one.provider),
        played: one.origin != Origin::Client,
        started_at: one.started.as_millisecond(),
        ended_at: one.ended.as_millisecond(),
        first_exchange: one.first_exchange,
        last_exchange: one.last_exchange,
        calls: one.calls,
        people: one.people,
        writes: one.writes,
        failed: one.failed,
    }
}
