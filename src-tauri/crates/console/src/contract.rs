//! Writes the TypeScript side of the contract.
//!
//! `ui/src/bindings/` is committed; the test below fails when `commands.ts` is stale and writes the
//! new text, as `ts-rs` does for each type, so running the tests once more passes.

use ts_rs::{Config, TS};

use crate::table::command_table;
use crate::wire::*;

/// TypeScript of the command map: each command with its request and answer.
pub fn commands_ts() -> String {
    let config = Config::from_env();
    let mut rows = String::new();
    let mut imports = std::collections::BTreeSet::new();
    macro_rules! row {
        ($($(#[doc = $doc:literal])* $module:ident::$name:ident($request:ty) -> $answer:ty;)*) => {$(
            imports.insert(import_name(&<$request as TS>::name(&config)));
            imports.insert(import_name(&<$answer as TS>::name(&config)));
            rows.push_str(&format!(
                "  /**{} */\n  {}: {{ request: {}; answer: {} }};\n",
                concat!($($doc),*),
                camel(stringify!($name)),
                <$request as TS>::name(&config),
                <$answer as TS>::name(&config),
            ));
        )*};
    }
    command_table!(row);
    let imports: String = imports
        .iter()
        .map(|name| format!("import type {{ {name} }} from \"./{name}\";\n"))
        .collect();
    format!(
        "// Written by the tests of the `console` crate. Do not edit.\n{imports}\n/** Every question the UI may ask. */\nexport interface Commands {{\n{rows}}}\n"
    )
}

fn import_name(name: &str) -> String {
    name.trim_start_matches("Array<")
        .trim_end_matches('>')
        .to_owned()
}

/// `mint_token` → `mintToken`, the name on the wire.
pub(crate) fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for letter in name.chars() {
        match letter {
            '_' => upper = true,
            _ if upper => {
                out.extend(letter.to_uppercase());
                upper = false;
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_map_of_the_ui_is_fresh() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../ui/src/bindings/commands.ts");
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        let fresh = commands_ts();
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &fresh).unwrap();
        assert_eq!(
            committed, fresh,
            "ui/src/bindings/commands.ts was stale and has been written anew; commit it"
        );
    }

    #[test]
    fn command_names_are_camel_case_on_the_wire() {
        assert_eq!(camel("start_simulation"), "startSimulation");
        assert_eq!(camel("people"), "people");
    }
}
