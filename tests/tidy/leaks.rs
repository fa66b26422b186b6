//! Nothing of the machine on which something was written: no path, no mirror, no address of a
//! package registry, no secret.
//!
//! The words looked for are put together here, so that this file does not find itself.

use crate::source::is_product;
use crate::tree::{assert_none, text, tracked};

/// Paths that exist on somebody's computer only.
const PATHS: [&str; 4] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/tmp/", "contract"),
    concat!("/Us", "ers/runner"),
];
/// Hosts that packages are fetched from.
const HOSTS: [&str; 6] = [
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("static.crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("files.python", "hosted.org"),
    concat!("deb.deb", "ian.org"),
];

fn lines_with(needles: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in tracked().into_iter().filter(|path| is_text(path)) {
        let text = text(&path);
        let lines = text.lines().enumerate();
        let wrong = lines.filter(|(_, line)| needles.iter().any(|needle| line.contains(needle)));
        found.extend(wrong.map(|(number, line)| {
            let start: String = line.trim().chars().take(120).collect();
            format!("{path}:{}: {start}", number + 1)
        }));
    }
    found
}

fn is_text(path: &str) -> bool {
    let pictures = [".png", ".ico", ".icns", ".woff2", ".jpg", ".webp"];
    !pictures.iter().any(|ending| path.ends_with(ending))
}

#[test]
fn no_file_names_a_path_of_a_machine() {
    assert_none("paths of one machine", &lines_with(&PATHS));
}

#[test]
fn no_file_names_a_package_registry() {
    assert_none("hosts of package registries", &lines_with(&HOSTS));
}

#[test]
fn no_file_holds_a_private_key_or_a_token() {
    let mut found = lines_with(&[concat!("PRIVATE ", "KEY-----")]);
    let files = tracked().into_iter().filter(|path| is_text(path));
    // Tests of the redaction need something that looks like a token.
    for path in files.filter(|path| !path.ends_with(".rs") || is_product(path)) {
        let text = text(&path);
        let tokens = text.match_indices("scimbox_").filter(|(at, _)| {
            let tail = text.get(at + 8..).unwrap_or_default();
            let secret = tail
                .chars()
                .take(50)
                .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
            secret.count() == 50
        });
        found.extend(tokens.map(|(at, _)| format!("{path}: a token at byte {at}")));
    }
    assert_none("secrets", &found);
}
