//! Setup guides as the UI shows them.

use sandbox::twins::{
    Field, FieldValue, GuideStep, Offers, Provider, Trap, Trouble, Twin, UrlShape, Waits, What,
};
use sandbox::{AttributeSeen, Caller, Connection, Seen, Setup, SetupStep, StepState};

use super::{tokens, traffic};
use crate::wire::*;

/// The guide of a connection; `base` is the base URL without an id.
pub(crate) fn view(setup: &Setup, connection: &Connection, base: &str) -> GuideView {
    let twin = setup.twin.as_deref();
    let url = match setup.guide().map(|guide| guide.provider) {
        Some(Provider::Okta) => dashed(&address(twin, connection, base)),
        _ => address(twin, connection, base),
    };
    GuideView {
        app: twin.map_or_else(|| connection.twin.clone(), |twin| twin.name.clone()),
        known: twin.is_some(),
        providers: twin
            .map(|twin| twin.guides.iter().map(|guide| idp(guide.provider)))
            .map(Iterator::collect)
            .unwrap_or_default(),
        guide: twin.and_then(|twin| detail(setup, twin, &url)),
    }
}

fn detail(setup: &Setup, twin: &Twin, url: &str) -> Option<GuideDetail> {
    let guide = setup.guide()?;
    let millis = |at: Option<jiff::Timestamp>| at.map(jiff::Timestamp::as_millisecond);
    let prerequisites = setup.prerequisites.iter().map(|one| PrerequisiteView {
        text: one.text.clone(),
        ticked_at: millis(one.ticked_at),
    });
    let steps = guide.steps.iter().zip(&setup.steps);
    let about = |trouble: &&Trouble| {
        trouble
            .provider
            .is_none_or(|provider| provider == guide.provider)
    };
    Some(GuideDetail {
        provider: idp(guide.provider),
        prerequisites: prerequisites.collect(),
        steps: steps
            .map(|(told, stands)| step(told, stands, url))
            .collect(),
        traps: guide.traps.iter().map(trap).collect(),
        troubles: twin.troubles.iter().filter(about).map(trouble).collect(),
        token: setup.token.as_ref().map(tokens::view),
        last_call_at: millis(setup.last_call),
        others: setup.others.iter().map(|one| caller(one, twin)).collect(),
        first_person: setup.first_person.as_ref().map(traffic::row),
        attributes: setup.attributes().map(attribute).collect(),
    })
}

fn caller(caller: &Caller, twin: &Twin) -> GuideCallerView {
    let word = caller.idp.as_deref();
    let provider = word.and_then(Provider::of);
    let has = |provider: &Provider| twin.guides.iter().any(|guide| guide.provider == *provider);
    GuideCallerView {
        actor: word.map(traffic::product_name),
        guide: provider.filter(has).map(idp),
        calls: caller.calls,
        last_at: caller.last.as_millisecond(),
    }
}

fn step(told: &GuideStep, stands: &SetupStep, url: &str) -> GuideStepView {
    GuideStepView {
        title: told.title.clone(),
        place: told.place.clone(),
        text: told.text.clone(),
        page: told.page.clone(),
        fields: told.fields.iter().map(|one| field(one, url)).collect(),
        waits: told.waits.map(|waits| match waits {
            Waits::Test => GuideWaits::Test,
            Waits::Person => GuideWaits::Person,
            Waits::Group => GuideWaits::Group,
        }),
        makes_token: told.offers == Some(Offers::Token),
        state: match stands.state {
            StepState::Done => GuideState::Done,
            StepState::Waiting => GuideState::Waiting,
            StepState::Failed => GuideState::Failed,
            StepState::Open => GuideState::Open,
        },
        watched: stands.watched,
        ticked_at: stands.ticked_at.map(jiff::Timestamp::as_millisecond),
        evidence: stands.evidence.as_ref().map(traffic::row),
        subject: stands.subject.as_ref().map(traffic::subject),
        count: stands.count,
        gone: stands.gone,
        problem: stands.problem.as_ref().map(traffic::row),
        other: stands.other.as_ref().map(traffic::row),
        from_others: stands.from_others,
    }
}

fn field(field: &Field, url: &str) -> GuideFieldView {
    let (kind, value) = match &field.value {
        FieldValue::Ours(What::Url) => (GuideFieldKind::Url, Some(url.to_owned())),
        FieldValue::Ours(What::Token) => (GuideFieldKind::Token, None),
        FieldValue::Ours(What::BearerToken) => (GuideFieldKind::BearerToken, None),
        FieldValue::Text(text) => (GuideFieldKind::Text, Some(text.clone())),
    };
    GuideFieldView {
        name: field.name.clone(),
        kind,
        value,
    }
}

fn trap(trap: &Trap) -> TrapView {
    TrapView {
        title: trap.title.clone(),
        text: trap.text.clone(),
        rules: trap.rules.clone(),
    }
}

fn trouble(trouble: &Trouble) -> TroubleView {
    TroubleView {
        symptom: trouble.symptom.clone(),
        cause: trouble.cause.clone(),
        fix: trouble.fix.clone(),
        rules: trouble.rules.clone(),
    }
}

/// The attribute table.
pub(crate) fn attributes(provider: Provider, seen: Seen) -> GuideAttributesView {
    GuideAttributesView {
        provider: idp(provider),
        people: seen.people,
        others: seen.others,
        rows: seen.rows.into_iter().map(attribute).collect(),
    }
}

fn attribute(one: AttributeSeen) -> GuideAttributeView {
    GuideAttributeView {
        from: one.mapping.from,
        to: one.mapping.to,
        populates: one.populates,
        note: one.mapping.note,
        required: one.required,
        people: one.people,
        example: one.example,
        exchange: one.exchange,
    }
}

/// The address that is handed out: with its last part where the application has one there, and where a
/// connection has no other.
pub(crate) fn address(twin: Option<&Twin>, connection: &Connection, base: &str) -> String {
    let named = twin.is_some_and(|twin| twin.url.shape == UrlShape::Named);
    match connection.plain && !named {
        true => base.to_owned(),
        false => format!("{base}/{}", connection.address),
    }
}

/// An address as Okta takes it: without `_`.
pub(crate) fn dashed(address: &str) -> String {
    address.replace("/scim_conn_", "/scim-conn-")
}

/// The identity provider that a guide is about.
pub(crate) fn provider(idp: Idp) -> Provider {
    match idp {
        Idp::Entra => Provider::Entra,
        Idp::Okta => Provider::Okta,
        Idp::Other => Provider::Other,
    }
}

pub(crate) fn idp(provider: Provider) -> Idp {
    match provider {
        Provider::Entra => Idp::Entra,
        Provider::Okta => Idp::Okta,
        Provider::Other => Idp::Other,
    }
}
