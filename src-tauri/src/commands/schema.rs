//! `scimbox schema`: schemas and resource types of a connection. What is read and written in JSON is
//! judged by the workspace; here it is named and told.

use std::io::Read;

use console::workspace::{Connection, Documents, Extends, SchemaPlan, SchemaRemoval, Workspace};

use super::{Absent, connection_in, counted, open};
use crate::cli::{OfConnection, Schema};
use crate::{Failure, out};

/// Stands for standard input.
const INPUT: &str = "-";

pub(crate) fn carry_out(command: Schema) -> Result<(), Failure> {
    match command {
        Schema::Add {
            of,
            files,
            extends,
            required,
            dry_run,
        } => {
            // Read first: a file that cannot be used makes no workspace.
            let documents = read(&files)?;
            let extends = extends.map(|kind| Extends { kind, required });
            add(&of, &files, documents, extends, dry_run)
        }
        Schema::List { of } => {
            let workspace = open(&of.workspace, Absent::Refuse)?;
            list(
                &workspace,
                &connection_in(&workspace, of.connection.as_deref())?,
            )
        }
        Schema::Remove { of, name, yes } => remove(&of, &name, yes),
    }
}

fn read(files: &[String]) -> Result<Documents, Failure> {
    let mut all = Documents::default();
    for file in files {
        let text = if file == INPUT {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes)
        } else {
            std::fs::read(file)
        };
        let text = text.map_err(Failure::system(named(file)))?;
        let text = String::from_utf8_lossy(&text);
        all.append(Documents::read(&text).map_err(|source| flawed(&named(file), source))?);
    }
    Ok(all)
}

fn named(file: &str) -> String {
    match file {
        INPUT => "standard input".to_owned(),
        file => file.to_owned(),
    }
}

fn flawed(file: &str, source: console::workspace::Error) -> Failure {
    match source {
        source @ console::workspace::Error::SchemaFlaw { .. } => Failure::Schemas {
            file: file.to_owned(),
            source,
        },
        other => other.into(),
    }
}

fn add(
    of: &OfConnection,
    files: &[String],
    documents: Documents,
    extends: Option<Extends>,
    dry_run: bool,
) -> Result<(), Failure> {
    let absent = if dry_run {
        Absent::Refuse
    } else {
        Absent::Make
    };
    let workspace = open(&of.workspace, absent)?;
    let connection = connection_in(&workspace, of.connection.as_deref())?;
    let outcome = if dry_run {
        workspace.schema_plan(&connection.id, &documents, extends.as_ref())
    } else {
        workspace.save_schemas(&connection.id, documents, extends)
    };
    let files: Vec<String> = files.iter().map(|file| named(file)).collect();
    let plan = outcome.map_err(|source| flawed(&files.join(", "), source))?;
    workspace.close();
    tell(&plan, &connection, dry_run);
    Ok(())
}

fn tell(plan: &SchemaPlan, connection: &Connection, dry_run: bool) {
    let would = if dry_run { "would be " } else { "" };
    for planned in &plan.schemas {
        let attributes = planned.schema.attributes.len() as u64;
        let attributes = counted(attributes, "attribute", "attributes");
        let id = &planned.schema.id;
        match &planned.differences {
            None => out::line(format_args!("Schema {id} {would}added: {attributes}.")),
            Some(same) if same.is_empty() => {
                out::line(format_args!(
                    "Schema {id} {would}replaced: the same attributes."
                ));
            }
            Some(found) => {
                let parts = [
                    ("new", &found.added),
                    ("changed", &found.changed),
                    ("removed", &found.removed),
                ];
                let parts = parts.iter().filter(|(_, names)| !names.is_empty());
                let parts: Vec<String> = parts
                    .map(|(word, names)| format!("{word} {}", names.join(", ")))
                    .collect();
                out::line(format_args!(
                    "Schema {id} {would}replaced: {}.",
                    parts.join("; ")
                ));
            }
        }
    }
    for planned in &plan.types {
        let word = match planned.before {
            None => "added",
            Some(_) => "changed",
        };
        let kind = &planned.kind;
        let extensions: Vec<String> = kind
            .schema_extensions
            .iter()
            .map(|extension| match extension.required {
                true => format!("{} (required)", extension.schema),
                false => extension.schema.clone(),
            })
            .collect();
        let with = match extensions.is_empty() {
            true => String::new(),
            false => format!(" with {}", extensions.join(", ")),
        };
        let name = &kind.name;
        let endpoint = &kind.endpoint;
        out::line(format_args!(
            "Resource type {name} {would}{word}: {endpoint}{with}."
        ));
    }
    if plan.schemas.is_empty() && plan.types.is_empty() {
        out::line(format_args!("{} knows all of it already.", connection.name));
    }
    for remark in &plan.remarks {
        out::remark(format_args!("Note: {remark}"));
    }
}

fn list(workspace: &Workspace, connection: &Connection) -> Result<(), Failure> {
    let known = workspace.schemas(connection)?;
    let origin = |custom| if custom { "added" } else { "built in" }.to_owned();
    let header = ["KIND", "NAME", "USE", "HOLDS", "ORIGIN"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for kind in &known.types {
        rows.push(vec![
            "type".to_owned(),
            kind.kind.name.clone(),
            kind.kind.endpoint.clone(),
            counted(kind.resources, "resource", "resources"),
            origin(kind.custom),
        ]);
    }
    for schema in &known.schemas {
        let urn = &schema.schema.id;
        let uses = known.types.iter().filter_map(|known| {
            let kind = &known.kind;
            let mut extensions = kind.schema_extensions.iter();
            let extension = extensions.find(|one| one.schema.eq_ignore_ascii_case(urn));
            match extension {
                _ if kind.schema.eq_ignore_ascii_case(urn) => Some(kind.name.clone()),
                Some(one) if one.required => Some(format!("extends {}, required", kind.name)),
                Some(_) => Some(format!("extends {}", kind.name)),
                None => None,
            }
        });
        let uses: Vec<String> = uses.collect();
        rows.push(vec![
            "schema".to_owned(),
            urn.clone(),
            if uses.is_empty() {
                "unused".to_owned()
            } else {
                uses.join("; ")
            },
            counted(
                schema.schema.attributes.len() as u64,
                "attribute",
                "attributes",
            ),
            origin(schema.custom),
        ]);
    }
    out::table(&rows);
    Ok(())
}

fn remove(of: &OfConnection, name: &str, yes: bool) -> Result<(), Failure> {
    let workspace = open(&of.workspace, Absent::Refuse)?;
    let connection = connection_in(&workspace, of.connection.as_deref())?;
    let planned = workspace.schema_removal(&connection.id, name)?;
    let kept = match planned.values {
        0 => String::new(),
        values => format!(
            " {} of it, which stay as they are.",
            match values {
                1 => "1 resource has values".to_owned(),
                more => format!("{more} resources have values"),
            }
        ),
    };
    if planned.values > 0 && !yes {
        out::remark(format_args!("This would remove {}.{kept}", gone(&planned)));
        return Err(Failure::NotRemoved);
    }
    let removed = workspace.remove_schema(&connection.id, name)?;
    workspace.close();
    out::remark(format_args!("Removed {}.{kept}", gone(&removed)));
    Ok(())
}

fn gone(removal: &SchemaRemoval) -> String {
    let types = removal
        .types
        .iter()
        .map(|kind| format!("the resource type {} at {}", kind.name, kind.endpoint));
    let schemas = removal
        .schemas
        .iter()
        .map(|urn| format!("the schema {urn}"));
    let from = removal.shortened.iter().map(|kind| format!("from {kind}"));
    let from: Vec<String> = from.collect();
    let what: Vec<String> = types.chain(schemas).collect();
    match from.is_empty() {
        true => what.join(", "),
        false => format!("{} {}", what.join(", "), from.join(", ")),
    }
}
