//! From the text of a file to a twin, or to everything that is wrong with it.

use scim::filter::{self, Filter};
use scim::schema::Registry;
use scim::{AttributePath, Found};
use toml::de::DeTable;

use super::flaw::{Flaw, meant, nearest};
use super::guides;
use super::rules::{
    Another, Cycle, Departments, Groups, Leaving, LoginAttribute, ManagerMatch, Others, Renews,
    RoleOrigin, Shown, Sso, Titles, UrlShape,
};
use super::schedule::{Schedule, ScheduleFlaw};
use super::section::{Section, Source};
use super::twin::{
    Attribute, Leave, Login, Managers, Origin, Permissions, Staging, Token, Twin, Url,
};

/// The format that this build reads.
const FORMAT: u32 = 1;
/// The longest file, in bytes: far more than any real twin has.
const LONGEST: usize = 1 << 20;

/// Reads a file; `name` is what flaws call it.
pub(super) fn read(name: &str, text: &str, origin: Origin) -> Result<Twin, Vec<Flaw>> {
    let text = text.trim_start_matches('\u{feff}');
    let source = Source::new(name, text);
    if text.len() > LONGEST {
        source.note(0, String::new(), "The file is longer than 1 MiB.");
        return Err(source.into_flaws());
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        let why = format!("This is not TOML: {}.", error.message());
        source.note(at, String::new(), why);
    }
    if !errors.is_empty() {
        return Err(source.into_flaws());
    }
    let twin = {
        let mut file = Section::whole(&source, document.get_ref());
        let twin = whole(&mut file, origin);
        file.done();
        twin
    };
    match source.into_flaws() {
        flaws if flaws.is_empty() => Ok(twin),
        flaws => Err(flaws),
    }
}

fn whole(file: &mut Section<'_>, origin: Origin) -> Twin {
    if let Some(found) = file.number("format")
        && found != FORMAT
    {
        let why = format!("This Scimbox reads format {FORMAT}. Write {FORMAT}, or update Scimbox.");
        file.flaw("format", why);
    }
    let (others, attributes) = attributes(file.section("attributes"));
    let twin = Twin {
        id: id(file),
        id_line: file.line("id"),
        name: file.text("name", "RansomLeak"),
        about: file.text("about", "Security awareness training."),
        origin,
        url: url(file.section("url")),
        token: token(file.section("token")),
        login: login(file.section("login")),
        departments: only(file.section("departments"), Departments::Attribute),
        titles: only(file.section("titles"), Titles::JobTitle),
        managers: managers(file.section("managers")),
        groups: only(file.section("groups"), Groups::Groups),
        permissions: permissions(file.section("permissions")),
        leaving: leaving(file.section("leaving")),
        staging: file.optional_section("staging").map(staging),
        guides: guides::guides(file.section("guides"), &attributes),
        troubles: guides::troubles(file.sections("troubleshooting")),
        others,
        attributes,
    };
    if twin.others == Others::Ignored && twin.attributes.is_empty() {
        let why = "With others = \"ignored\" nothing would be used. List what is, in [[attributes.used]].";
        file.flaw("attributes", why);
    }
    twin
}

fn id(file: &mut Section<'_>) -> String {
    let id = file.text("id", "my-app");
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !id.is_empty() && (id.len() > 40 || !id.chars().all(fits)) {
        let why = "An id has at most 40 lower-case letters, digits and hyphens, such as my-app.";
        file.flaw("id", why);
    }
    id
}

fn url(mut part: Section<'_>) -> Url {
    let url = Url {
        shape: part.word("shape", UrlShape::Plain),
        example: part
            .optional_text("example")
            .unwrap_or_else(|| "https://app.example.com/scim/v2".to_owned()),
    };
    if !(url.example.starts_with("https://") && url.example.contains("/scim")) {
        let why = "Write an address as the application shows it, such as https://app.example.com/scim/v2.";
        part.flaw("example", why);
    }
    part.done();
    url
}

fn token(mut part: Section<'_>) -> Token {
    let token = Token {
        shown: part.word("shown", Shown::Once),
        another: part.word("another", Another::Joins),
        renews: part.word("renews", Renews::Token),
        button: part.optional_text("button"),
    };
    part.done();
    token
}

fn attributes(mut part: Section<'_>) -> (Others, Vec<Attribute>) {
    let others = part.word("others", Others::Used);
    let mut all: Vec<Attribute> = Vec::new();
    for mut one in part.sections("used") {
        let name = one.text("name", "name.givenName");
        if let Some(why) = no_attribute(&name) {
            one.flaw("name", why);
        } else if all
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(&name))
        {
            one.flaw(
                "name",
                "This attribute is listed already. Leave one of them out.",
            );
        }
        all.push(Attribute {
            name,
            required: one.flag("required", false),
            populates: one.text("populates", "First name"),
        });
        one.done();
    }
    part.done();
    (others, all)
}

/// Why a text is no attribute of a User; nothing for one that is, or that is of a schema of its own.
fn no_attribute(name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let path = match present(name).as_ref().map(attribute_of) {
        Some(Some(path)) => path.clone(),
        _ => {
            return Some(format!(
                "{name:?} is no attribute path. Write one such as userName, name.givenName or emails[type eq \"work\"].value."
            ));
        }
    };
    let registry = Registry::standard();
    let user = registry.resource_type("User")?;
    let foreign = path
        .urn
        .as_ref()
        .is_some_and(|urn| registry.schema(urn).is_none());
    if foreign || registry.resolve(user, &path).is_some() {
        return None;
    }
    let core = registry.core(user).map(|core| core.attributes.as_slice());
    let known = core.unwrap_or_default().iter().map(|one| one.name.as_str());
    let near = meant(nearest(&path.name, known));
    Some(format!(
        "A User of RFC 7643 has no attribute {name}. Write its path, with the URN before it when it is of an extension.{near}"
    ))
}

/// The filter that holds of a person who has a value there.
pub(crate) fn present(path: &str) -> Option<Filter> {
    // `emails[type eq "work"].value` says which element; that there is one is what counts.
    let element = match path.rsplit_once(']') {
        Some((head, _)) => format!("{head}]"),
        None => format!("{path} pr"),
    };
    filter::parse(&element)
        .ok()
        .map(|Found { value, .. }| value)
}

/// The attribute that a filter of [`present`] is about.
pub(crate) fn attribute_of(filter: &Filter) -> Option<&AttributePath> {
    match filter {
        Filter::Present(path) | Filter::ValuePath { path, .. } => Some(path),
        _ => None,
    }
}

fn login(mut part: Section<'_>) -> Login {
    let login = Login {
        attribute: part.word("attribute", LoginAttribute::UserName),
        sso: part.word("sso", Sso::Any),
    };
    part.done();
    login
}

/// A table with the one key `use`.
fn only<W: super::section::Word>(mut part: Section<'_>, default: W) -> W {
    let word = part.word("use", default);
    part.done();
    word
}

fn managers(mut part: Section<'_>) -> Managers {
    let order = part.words("match");
    if order.as_ref().is_some_and(Vec::is_empty) {
        part.flaw("match", "Nothing to compare with. Write at least one, or leave the key out for what the standard means: [\"id\"].");
    }
    let managers = Managers {
        used: part.flag("used", true),
        order: order.unwrap_or_else(|| vec![ManagerMatch::Id]),
        late: part.flag("late", true),
    };
    part.done();
    managers
}

fn permissions(mut part: Section<'_>) -> Permissions {
    let mut precedence = part.words("precedence").unwrap_or_default();
    // What is not listed comes last, in this order.
    for origin in [RoleOrigin::ByHand, RoleOrigin::Group, RoleOrigin::Default] {
        if !precedence.contains(&origin) {
            precedence.push(origin);
        }
    }
    let permissions = Permissions {
        default: part.optional_text("default"),
        by_hand: part.flag("by-hand", false),
        cycle: part.word("cycle", Cycle::Keeps),
        precedence,
    };
    part.done();
    permissions
}

fn leaving(mut part: Section<'_>) -> Leave {
    let inactive = part.word("inactive", Leaving::Deactivate);
    let leave = Leave {
        inactive,
        unassigned: part.word("unassigned", inactive),
        deleted: part.word("deleted", Leaving::Remove),
        connection_deleted: part.word("connection-deleted", Leaving::Unstated),
        history: part.flag("history", true),
    };
    part.done();
    leave
}

fn staging(mut part: Section<'_>) -> Staging {
    let staging = Staging {
        button: part.text("button", "Sync now"),
        schedule: part.optional_section("schedule").and_then(schedule),
        conditions: part.words("conditions").unwrap_or_default(),
        steps: part.words("steps").unwrap_or_default(),
    };
    if staging.steps.is_empty() {
        part.flaw(
            "steps",
            "A sync without steps does nothing. Write at least [\"create-account\"].",
        );
    }
    part.done();
    staging
}

fn schedule(mut part: Section<'_>) -> Option<Schedule> {
    let cron = part.text("cron", "0 6-18 * * MON-FRI");
    let zone = part
        .optional_text("zone")
        .unwrap_or_else(|| "UTC".to_owned());
    let schedule = match Schedule::new(&cron, &zone) {
        Ok(schedule) => Some(schedule),
        // That it is missing or no text has been noted.
        Err(_) if cron.is_empty() => None,
        Err(flaw) => {
            let key = match flaw {
                ScheduleFlaw::Zone(_) => "zone",
                ScheduleFlaw::Cron(_) => "cron",
            };
            part.flaw(key, flaw.to_string());
            None
        }
    };
    part.done();
    schedule
}
