//! Schemas and resource types: list, look before adding, add, look before removing, remove.

use sandbox::{Documents, Extends};

use crate::failure::Failure;
use crate::host::Console;
use crate::views::schemas as view;
use crate::wire::*;

pub(super) async fn schemas(
    console: &Console,
    request: OfConnection,
) -> Result<SchemasView, Failure> {
    console
        .blocking(move |workspace| {
            let connection = workspace.connection(&request.connection)?;
            Ok(view::known(&workspace.schemas(&connection)?))
        })
        .await
}

pub(super) async fn plan_schemas(
    console: &Console,
    request: AddSchemas,
) -> Result<SchemaPlanView, Failure> {
    console
        .blocking(move |workspace| {
            let documents = Documents::read(&request.text)?;
            let extends = extends(&request);
            let plan = workspace.schema_plan(&request.connection, &documents, extends.as_ref())?;
            view::plan(&plan)
        })
        .await
}

pub(super) async fn add_schemas(
    console: &Console,
    request: AddSchemas,
) -> Result<SchemaPlanView, Failure> {
    let plan = console
        .blocking(move |workspace| {
            let documents = Documents::read(&request.text)?;
            let extends = extends(&request);
            let plan = workspace.save_schemas(&request.connection, documents, extends)?;
            view::plan(&plan)
        })
        .await?;
    console.revise();
    Ok(plan)
}

pub(super) async fn schema_removal(
    console: &Console,
    request: OfSchema,
) -> Result<SchemaRemovalView, Failure> {
    console
        .blocking(move |workspace| {
            view::removal(&workspace.schema_removal(&request.connection, &request.name)?)
        })
        .await
}

pub(super) async fn remove_schema(
    console: &Console,
    request: OfSchema,
) -> Result<SchemaRemovalView, Failure> {
    let removal = console
        .blocking(move |workspace| {
            view::removal(&workspace.remove_schema(&request.connection, &request.name)?)
        })
        .await?;
    console.revise();
    Ok(removal)
}

fn extends(request: &AddSchemas) -> Option<Extends> {
    let kind = request.extends.clone()?;
    Some(Extends {
        kind,
        required: request.required.unwrap_or_default(),
    })
}
