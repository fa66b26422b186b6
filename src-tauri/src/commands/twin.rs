//! `scimbox twin`: what target applications there are and what they mean. The sentences are the
//! workspace's; here they are laid out.

use std::path::PathBuf;

use console::workspace::{FieldValue, Guide, Origin, Twin as Rules, What, read_file};

use crate::cli::{Twin, TwinsArg};
use crate::{Failure, out, twins};

pub(crate) fn carry_out(command: &Twin) -> Result<(), Failure> {
    match command {
        Twin::List { twins } => list(twins),
        Twin::Show { id, twins } => {
            show(twins::known(twins)?.named(id)?.as_ref());
            Ok(())
        }
        Twin::Check { files } => check(files),
    }
}

fn list(asked: &TwinsArg) -> Result<(), Failure> {
    let known = twins::known(asked)?;
    let mut rows = vec![["ID", "NAME", "FROM"].map(str::to_owned).to_vec()];
    for twin in known.known() {
        let from = match &twin.origin {
            Origin::BuiltIn => "built in".to_owned(),
            Origin::File(file) => file.display().to_string(),
        };
        rows.push(vec![twin.id.clone(), twin.name.clone(), from]);
    }
    out::table(&rows);
    for flaw in known.broken().iter().flat_map(|broken| &broken.flaws) {
        out::remark(flaw);
    }
    Ok(())
}

fn check(files: &[PathBuf]) -> Result<(), Failure> {
    let mut broken = 0;
    for file in files {
        match read_file(file) {
            Ok(twin) => out::line(format_args!("{}: {} is fine.", file.display(), twin.id)),
            Err(flaws) => {
                broken += 1;
                for flaw in flaws {
                    out::remark(flaw);
                }
            }
        }
    }
    match broken {
        0 => Ok(()),
        broken => Err(Failure::FlawedTwins(broken)),
    }
}

fn show(twin: &Rules) {
    out::line(format_args!("{} ({})", twin.name, twin.id));
    out::line(&twin.about);
    out::line("");
    for told in twin.told() {
        out::line(format_args!("{}: {}", told.about, told.text));
    }
    if !twin.attributes.is_empty() {
        out::line("");
        let mut rows = vec![
            ["ATTRIBUTE", "REQUIRED", "POPULATES"]
                .map(str::to_owned)
                .to_vec(),
        ];
        for attribute in &twin.attributes {
            let required = if attribute.required { "yes" } else { "no" };
            let populates = attribute.populates.clone();
            rows.push(vec![attribute.name.clone(), required.to_owned(), populates]);
        }
        out::table(&rows);
    }
    twin.guides.iter().for_each(guide);
    if !twin.troubles.is_empty() {
        out::line("");
        out::line("When something goes wrong");
    }
    for trouble in &twin.troubles {
        let about = trouble.provider.map(|one| format!("{}: ", one.name()));
        let about = about.unwrap_or_default();
        out::line(format_args!(
            "  {about}{}. {} {}",
            trouble.symptom, trouble.cause, trouble.fix
        ));
    }
}

fn guide(guide: &Guide) {
    out::line("");
    out::line(format_args!("Setting up {}", guide.provider.name()));
    for prerequisite in &guide.prerequisites {
        out::line(format_args!("  - {prerequisite}"));
    }
    for (number, step) in guide.steps.iter().enumerate() {
        let number = number + 1;
        out::line(format_args!(
            "  {number}. {} ({})",
            step.title,
            step.place.join(" > ")
        ));
        for sentence in &step.text {
            out::line(format_args!("     {sentence}"));
        }
        for field in &step.fields {
            let value = match &field.value {
                FieldValue::Ours(What::Url) => "the base URL of the connection",
                FieldValue::Ours(What::Token) => "the token",
                FieldValue::Ours(What::BearerToken) => "Bearer, a blank and the token",
                FieldValue::Text(text) => text,
            };
            out::line(format_args!("     {}: {value}", field.name));
        }
    }
    if !guide.mappings.is_empty() {
        let header = ["  FROM", "TO", "NOTE"].map(str::to_owned).to_vec();
        let mut rows = vec![header];
        for row in &guide.mappings {
            let note = row.note.clone().unwrap_or_default();
            rows.push(vec![format!("  {}", row.from), row.to.clone(), note]);
        }
        out::table(&rows);
    }
    for trap in &guide.traps {
        out::line(format_args!("  {}: {}", trap.title, trap.text));
    }
}
