//! What the command line itself says.

use crate::program::Place;

#[test]
fn help_names_every_command() {
    let help = Place::new().run(&["--help"]).printed();
    for word in ["serve", "token", "connection", "--workspace", "SCIM"] {
        assert!(help.contains(word), "{word} in {help}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let printed = Place::new().run(&["--version"]).printed();
    assert_eq!(printed, format!("scimbox {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_command_that_does_not_exist_is_refused_with_two() {
    let ended = Place::new().run(&["server"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("serve"), "{}", ended.stderr);
}

#[test]
fn without_a_display_the_window_points_to_serve() {
    let told = Place::new().run(&[]).refused();
    assert!(told.contains("scimbox serve"), "{told}");
}

#[test]
fn an_empty_name_of_a_workspace_is_refused_with_what_to_do() {
    let place = Place::new();
    for words in [
        &["serve", "--workspace", ""][..],
        &["token", "list", "--workspace", ""],
        &["connection", "add", "Okta", "--workspace", " "],
    ] {
        let told = place.run(words).refused();
        assert!(
            told.contains("empty name") && told.contains("leave the option out"),
            "{told}"
        );
    }
}

#[test]
fn a_folder_that_is_missing_is_named_with_what_to_do() {
    let place = Place::new();
    let missing = place.home().join("missing");
    let file = missing.join("demo.scimbox").display().to_string();
    for words in [
        &["serve"][..],
        &["token", "new"],
        &["connection", "add", "Okta"],
    ] {
        let told = place
            .run(&[words, &["--workspace", &file]].concat())
            .refused();
        let folder = format!("no folder {}.", missing.display());
        assert!(
            told.contains(&folder) && told.contains("Make the folder first"),
            "{told}"
        );
        assert!(
            !told.contains(".lock") && !told.contains("os error"),
            "{told}"
        );
    }
    assert!(!missing.exists());
}

#[test]
fn an_option_in_front_of_a_command_is_refused_instead_of_ignored() {
    let ended = Place::new().run(&["--workspace", "somewhere.scimbox", "token", "list"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("--workspace"), "{}", ended.stderr);
}
