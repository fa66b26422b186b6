//! One function per command of the table. They ask the workspace and hand the answer to a view;
//! rules live below, words live in the UI.

mod clock;
mod connections;
mod diagnoses;
mod directory;
mod door;
mod exports;
pub(crate) mod guides;
mod operations;
mod permissions;
mod removed;
mod retained;
mod schemas;
mod session;
mod simulation;
mod syncs;
mod teams;
mod tokens;
mod traffic;
mod twins;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::contract::camel;
use crate::failure::Failure;
use crate::host::Console;
use crate::table::command_table;
use crate::wire::*;

/// Finds a command by its name on the wire, reads its request, and writes its answer.
pub(crate) async fn dispatch(
    console: &Console,
    name: &str,
    request: Value,
) -> Result<Value, Failure> {
    macro_rules! arms {
        ($($(#[doc = $doc:literal])* $module:ident::$command:ident($request:ty) -> $answer:ty;)*) => {
            $(if name == camel(stringify!($command)) {
                let request: $request = read(name, request)?;
                let answer: $answer = $module::$command(console, request).await?;
                return write(&answer);
            })*
        };
    }
    command_table!(arms);
    Err(Failure::invalid(format!("Scimbox has no command {name}.")))
}

fn read<T: DeserializeOwned>(name: &str, request: Value) -> Result<T, Failure> {
    let request = if request.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        request
    };
    serde_json::from_value(request).map_err(|error| Failure {
        detail: Some(error.to_string()),
        ..Failure::invalid(format!("The request for {name} cannot be read."))
    })
}

fn write<T: Serialize>(answer: &T) -> Result<Value, Failure> {
    serde_json::to_value(answer)
        .map_err(|error| Failure::failed("The answer could not be written.", error))
}
