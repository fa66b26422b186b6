//! Names that say nothing are banned; so are habits that the house style rules out.
//!
//! The nouns of the RFCs stay: `manager` is an attribute (RFC 7643 §4.3), and types about it may
//! begin with it. What is banned is the noun that makes a type of anything: `ConnectionManager`.

use crate::source::{code, is_product, product_code, words};
use crate::tree::{assert_none, ending, text, tracked};

/// Banned wherever they stand in a name.
const NOWHERE: [&str; 8] = [
    "helper",
    "helpers",
    "util",
    "utils",
    "processor",
    "common",
    "misc",
    "utilities",
];
/// Banned at the end of a name.
const NOT_LAST: [&str; 4] = ["manager", "managers", "service", "services"];
/// Names that contain a banned word and are somebody else's.
const PROPER: [&str; 3] = ["serviceproviderconfig", "secret_service", "secretservice"];

/// `ConnectionManager` and `connection_manager` as lower-case words.
fn segments(name: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for letter in name.chars() {
        let starts = letter.is_uppercase() || matches!(letter, '_' | '-' | '.');
        if starts && found.last().is_some_and(|last| !last.is_empty()) {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut().filter(|_| letter.is_alphanumeric()) {
            last.extend(letter.to_lowercase());
        }
    }
    found
}

fn says_nothing(name: &str) -> bool {
    let lower = name.to_lowercase();
    if PROPER.iter().any(|proper| lower.contains(proper)) {
        return false;
    }
    let segments = segments(name);
    let last = segments.last().map(String::as_str).unwrap_or_default();
    let ends_badly = segments.len() > 1 && NOT_LAST.contains(&last);
    ends_badly
        || segments
            .iter()
            .any(|segment| NOWHERE.contains(&segment.as_str()))
}

/// Names defined in Rust code: what follows `struct`, `enum`, `trait`, `type` or `mod`.
fn types(code: &str) -> Vec<&str> {
    let words: Vec<&str> = words(code).collect();
    let definitions = words
        .windows(2)
        .filter(|pair| matches!(pair[0], "struct" | "enum" | "trait" | "type" | "mod"));
    definitions.map(|pair| pair[1]).collect()
}

fn functions(code: &str) -> Vec<&str> {
    let words: Vec<&str> = words(code).collect();
    words
        .windows(2)
        .filter(|pair| pair[0] == "fn")
        .map(|pair| pair[1])
        .collect()
}

#[test]
fn types_and_modules_are_named_for_what_they_are() {
    let mut found = Vec::new();
    for path in ending(&[".rs"]) {
        let code = code(&text(&path), false);
        let wrong = types(&code).into_iter().filter(|name| says_nothing(name));
        found.extend(wrong.map(|name| format!("{path}: {name}")));
    }
    assert_none(
        "banned: Manager, Service, Helper, Util, Processor, Common, Misc",
        &found,
    );
}

#[test]
fn files_and_folders_are_named_for_what_they_hold() {
    let mut found = ending(&[".rs", ".ts", ".svelte", ".css"]);
    found.retain(|path| {
        let stems = path
            .split('/')
            .map(|part| part.split('.').next().unwrap_or_default());
        stems.into_iter().any(says_nothing)
    });
    assert_none("a file name says what is in it", &found);
}

#[test]
fn accessors_do_not_say_get() {
    let mut found = Vec::new();
    for path in ending(&[".rs"]) {
        let code = code(&text(&path), false);
        let wrong = functions(&code)
            .into_iter()
            .filter(|name| name.starts_with("get_"));
        found.extend(wrong.map(|name| format!("{path}: {name}")));
    }
    assert_none("no get_ accessors", &found);
}

#[test]
fn typescript_classes_are_named_for_what_they_are() {
    let mut found = Vec::new();
    for path in ending(&[".ts", ".svelte"]) {
        let code = code(&text(&path), false);
        let words: Vec<&str> = words(&code).collect();
        let classes = words
            .windows(2)
            .filter(|pair| matches!(pair[0], "class" | "interface"));
        found.extend(
            classes
                .filter(|pair| says_nothing(pair[1]))
                .map(|pair| format!("{path}: {}", pair[1])),
        );
    }
    assert_none("banned names hold for the UI as well", &found);
}

#[test]
fn modules_are_files_beside_their_folder() {
    let mut found = tracked();
    found.retain(|path| path.ends_with("/mod.rs"));
    assert_none("foo.rs and foo/, never mod.rs", &found);
}

#[test]
fn errors_have_a_type() {
    let mut found = Vec::new();
    for path in ending(&[".rs"]).into_iter().filter(|path| is_product(path)) {
        let dense: String = product_code(&path, false).split_whitespace().collect();
        if has_text_error(&dense) {
            found.push(path);
        }
    }
    assert_none("no Result<_, String>", &found);
}

/// Whether some `Result<…, String>` stands in code without blanks.
fn has_text_error(dense: &str) -> bool {
    dense.match_indices("Result<").any(|(start, opening)| {
        let mut depth = 1_usize;
        let mut last = String::new();
        for letter in dense
            .get(start + opening.len()..)
            .unwrap_or_default()
            .chars()
        {
            match letter {
                '<' | '(' | '[' => depth += 1,
                '>' | ')' | ']' => depth -= 1,
                ',' if depth == 1 => last.clear(),
                _ => {}
            }
            if depth == 0 {
                break;
            }
            if letter != ',' || depth > 1 {
                last.push(letter);
            }
        }
        last == "String"
            && dense
                .get(start..)
                .is_some_and(|rest| !rest.starts_with("Result<String>"))
    })
}

#[test]
fn exceptions_to_lints_give_a_reason_and_no_test_is_left_out() {
    let banned = ["allow(", "ignore", "should_panic"];
    let mut found = Vec::new();
    for path in ending(&[".rs"]) {
        let code = code(&text(&path), false);
        for line in code
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with("#[") || line.starts_with("#!["))
        {
            let inner = line.trim_start_matches(['#', '!', '[']);
            if banned.iter().any(|word| inner.starts_with(word)) {
                found.push(format!("{path}: {line}"));
            }
        }
    }
    assert_none("#[expect(…, reason)], never allow; no ignored test", &found);
}

#[test]
fn tests_do_not_sleep() {
    let mut found = Vec::new();
    for path in ending(&[".rs"]) {
        let code = code(&text(&path), false);
        let is_test_file = path.starts_with("tests/") || path.contains("/tests/");
        let tested = if is_test_file {
            Some(code.as_str())
        } else {
            code.split_once("#[cfg(test)]").map(|(_, rest)| rest)
        };
        let waits = tested.is_some_and(|code| words(code).any(|word| word == "sleep"));
        if waits && !code.contains("start_paused") {
            found.push(path);
        }
    }
    assert_none("a test waits for something, never for some time", &found);
}

#[test]
fn the_rule_knows_good_names_from_bad_ones() {
    for bad in [
        "ConnectionManager",
        "user_service",
        "StringUtil",
        "common",
        "helpers.rs",
    ] {
        assert!(says_nothing(bad), "{bad}");
    }
    for good in [
        "ManagerLink",
        "manager",
        "Manager",
        "ServiceProviderConfig",
        "commons_clause",
        "service",
    ] {
        assert!(!says_nothing(good), "{good}");
    }
    assert!(has_text_error("fnf()->Result<Vec<u8>,String>{"));
    assert!(!has_text_error("fnf()->Result<String,Error>{"));
    assert!(!has_text_error("fnf()->io::Result<String>{"));
}
