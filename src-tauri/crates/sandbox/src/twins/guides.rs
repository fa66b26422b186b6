//! Reading the guides and the troubleshooting table of a twin file.

use super::guide::{Field, FieldValue, Guide, GuideStep, Mapping, Trap, Trouble};
use super::rules::Provider;
use super::section::Section;
use super::twin::Attribute;

/// The rules that notice things, by family with how many there are of each.
const FAMILIES: [(&str, u8); 7] = [
    ("CONN", 20),
    ("QRY", 15),
    ("CRT", 21),
    ("UPD", 26),
    ("DEP", 7),
    ("CFG", 17),
    ("SBX", 7),
];

/// The guides, one table for each identity provider.
pub(super) fn guides(mut part: Section<'_>, used: &[Attribute]) -> Vec<Guide> {
    let mut all = Vec::new();
    let providers = [
        ("entra", Provider::Entra),
        ("okta", Provider::Okta),
        ("other", Provider::Other),
    ];
    for (key, provider) in providers {
        if let Some(section) = part.optional_section(key) {
            all.push(guide(section, provider, used));
        }
    }
    part.done();
    all
}

fn guide(mut part: Section<'_>, provider: Provider, used: &[Attribute]) -> Guide {
    let guide = Guide {
        provider,
        prerequisites: part.texts("prerequisites"),
        steps: part.sections("step").into_iter().map(step).collect(),
        mappings: part
            .sections("attribute")
            .into_iter()
            .map(|row| mapping(row, used))
            .collect(),
        traps: part.sections("trap").into_iter().map(trap).collect(),
    };
    if guide.steps.is_empty() {
        let key = format!("[[guides.{}.step]]", provider.word());
        part.flaw(
            "step",
            format!("A guide has steps. Write at least one {key}."),
        );
    }
    part.done();
    guide
}

fn step(mut part: Section<'_>) -> GuideStep {
    let step = GuideStep {
        title: part.text("title", "Paste the address and the token"),
        text: part.texts("text"),
        place: part.texts("place"),
        page: part.optional_text("page"),
        fields: part.sections("field").into_iter().map(field).collect(),
        waits: part.optional_word("waits"),
        offers: part.optional_word("offers"),
    };
    if step.text.is_empty() {
        part.flaw(
            "text",
            "This is missing. Write what to do, a list of sentences.",
        );
    }
    if step.page.as_ref().is_some_and(|page| !is_page(page)) {
        part.flaw(
            "page",
            "Write an address that begins with https://, without blanks.",
        );
    }
    part.done();
    step
}

/// Whether a browser may be sent there: over TLS, to a host, and in characters that mean nothing to
/// whatever opens the browser.
fn is_page(page: &str) -> bool {
    let host = page.strip_prefix("https://").unwrap_or_default();
    host.starts_with(|first: char| first.is_ascii_alphanumeric())
        && page.chars().all(|letter| {
            letter.is_ascii_graphic()
                && !matches!(letter, '"' | '\'' | '`' | '<' | '>' | '\\' | '^' | '|')
        })
}

fn field(mut part: Section<'_>) -> Field {
    let name = part.text("name", "Tenant URL");
    let (ours, text) = (part.optional_word("ours"), part.optional_text("text"));
    let value = match (ours, text) {
        (Some(ours), None) => FieldValue::Ours(ours),
        (None, Some(text)) => FieldValue::Text(text),
        (Some(_), Some(text)) => {
            part.flaw(
                "text",
                "Either ours or text goes into a field. Leave one out.",
            );
            FieldValue::Text(text)
        }
        (None, None) => {
            part.flaw("ours", "This is missing. Write ours = \"url\" or \"token\", or text = with what everybody enters.");
            FieldValue::Text(String::new())
        }
    };
    part.done();
    Field { name, value }
}

fn mapping(mut part: Section<'_>, used: &[Attribute]) -> Mapping {
    let row = Mapping {
        from: part.text("from", "mail"),
        to: part.text("to", "userName"),
        note: part.optional_text("note"),
    };
    let listed = used
        .iter()
        .any(|one| one.name.eq_ignore_ascii_case(&row.to));
    if !listed && !row.to.is_empty() {
        let why = format!(
            "{} is not among [[attributes.used]]. List it there with what it populates.",
            row.to
        );
        part.flaw("to", why);
    }
    part.done();
    row
}

fn trap(mut part: Section<'_>) -> Trap {
    let trap = Trap {
        title: part.text("title", "The token with Bearer before it"),
        text: part.text("text", "What happens, why, and what to do."),
        rules: rules(&mut part),
    };
    part.done();
    trap
}

/// The rows of the troubleshooting table.
pub(super) fn troubles(rows: Vec<Section<'_>>) -> Vec<Trouble> {
    rows.into_iter().map(trouble).collect()
}

fn trouble(mut part: Section<'_>) -> Trouble {
    let trouble = Trouble {
        provider: part.optional_word("provider"),
        symptom: part.text("symptom", "Test Connection fails"),
        cause: part.text("cause", "The token was pasted with a blank behind it."),
        fix: part.text("fix", "Paste it again."),
        rules: rules(&mut part),
    };
    part.done();
    trouble
}

fn rules(part: &mut Section<'_>) -> Vec<String> {
    let rules = part.texts("rules");
    for (place, rule) in rules.iter().enumerate() {
        if !is_rule(rule) {
            let why = format!(
                "There is no rule {rule}. Rules are called as in CONN-04, of the families CONN, QRY, CRT, UPD, DEP, CFG and SBX."
            );
            part.flaw("rules", format!("[{place}] {why}"));
        }
    }
    rules
}

fn is_rule(rule: &str) -> bool {
    let Some((family, number)) = rule.split_once('-') else {
        return false;
    };
    let known = FAMILIES.iter().find(|(name, _)| *name == family);
    let number = (number.len() == 2).then(|| number.parse().ok()).flatten();
    known.is_some_and(|(_, last)| number.is_some_and(|number| (1..=*last).contains(&number)))
}
