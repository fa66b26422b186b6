//! `scimbox serve`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::program::{Ended, Place, Server, get};

#[test]
fn it_says_in_one_line_of_json_where_everything_is() {
    let place = Place::new();
    let server = place.serve(&[]);
    let text = |name: &str| server.ready[name].as_str().unwrap_or_default().to_owned();
    assert!(text("scim").starts_with("http://127.0.0.1:") && text("scim").ends_with("/scim/v2"));
    assert!(text("console").starts_with("http://127.0.0.1:"));
    assert_eq!(text("workspace"), place.workspace().display().to_string());
}

#[test]
fn the_login_link_opens_the_web_console_and_nothing_else_does() {
    let place = Place::new();
    let server = place.serve(&[]);
    let link = server.ready["console"].as_str().unwrap();
    let (origin, _) = link.split_once("/login/").unwrap();
    assert_eq!(get(&format!("{origin}/rpc/about"), None).status, 401);
    assert_eq!(get(link, None).status, 200);
}

#[test]
fn a_login_link_says_that_it_was_used_only_when_it_was() {
    let place = Place::new();
    let server = place.serve(&[]);
    let link = server.ready["console"].as_str().unwrap();
    let (origin, _) = link.split_once("/login/").unwrap();
    let unknown = [
        "x".to_owned(),
        "0".repeat(64),
        "%00".to_owned(),
        "not/a/code".to_owned(),
    ];
    for code in unknown {
        let answer = get(&format!("{origin}/login/{code}"), None);
        assert!(!answer.body.contains("used before"), "{}", answer.body);
        assert_ne!(answer.status, 200, "{code}");
    }
    let mistyped = get(&format!("{origin}/login/x"), None);
    assert_eq!(mistyped.status, 403);
    assert!(
        mistyped.body.contains("not known") && mistyped.body.contains("newest link"),
        "{}",
        mistyped.body
    );
    assert_eq!(get(link, None).status, 200);
    let again = get(link, None);
    assert_eq!(again.status, 403);
    assert!(again.body.contains("used before"), "{}", again.body);
}

#[test]
fn without_a_console_there_is_none() {
    let place = Place::new();
    assert!(place.serve(&["--no-console"]).ready["console"].is_null());
}

#[test]
fn a_workspace_in_memory_leaves_no_file_behind() {
    let place = Place::new();
    let server = Server::start(place.command(&[
        "serve",
        "--json",
        "--listen",
        "127.0.0.1:0",
        "--workspace",
        ":memory:",
    ]));
    assert_eq!(server.ready["workspace"], ":memory:");
    assert_eq!(server.scim("/Users", None).status, 401);
    assert_eq!(server.terminate(), Some(0));
    assert!(!place.workspace().exists());
}

#[test]
fn it_needs_no_home_folder_when_the_workspace_is_named() {
    let place = Place::new();
    let workspace = place.workspace().display().to_string();
    let mut command = place.command(&[
        "serve",
        "--json",
        "--listen",
        "127.0.0.1:0",
        "--workspace",
        &workspace,
    ]);
    command.env("HOME", "/nonexistent");
    let server = Server::start(command);
    assert_eq!(server.terminate(), Some(0));
    assert!(place.workspace().exists());
}

#[test]
fn without_a_name_the_workspace_is_in_the_data_folder_of_the_account() {
    let place = Place::new();
    let server = Server::start(place.command(&["serve", "--json", "--listen", "127.0.0.1:0"]));
    let file = server.ready["workspace"].as_str().unwrap();
    assert!(
        std::path::Path::new(file).starts_with(place.home()),
        "{file}"
    );
}

#[test]
fn the_token_of_the_environment_opens_the_default_connection() {
    let place = Place::new();
    let workspace = place.workspace().display().to_string();
    let words = [
        "serve",
        "--json",
        "--listen",
        "127.0.0.1:0",
        "--workspace",
        &workspace,
        "--token-env",
        "SCIM_TOKEN",
    ];
    let secret = "a-secret-from-the-environment-1";
    let started = || {
        let mut command = place.command(&words);
        command.env("SCIM_TOKEN", secret);
        Server::start(command)
    };
    let server = started();
    assert_eq!(server.scim("/Users", Some(secret)).status, 200);
    assert_eq!(
        server
            .scim("/Users", Some("another-secret-altogether"))
            .status,
        401
    );
    assert_eq!(server.terminate(), Some(0));
    // A container restarts with the same variable and the same file.
    assert_eq!(started().scim("/Users", Some(secret)).status, 200);
}

#[test]
fn a_variable_that_is_not_set_is_named() {
    let place = Place::new();
    let told = place
        .on_workspace(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--token-env",
            "NOT_SET_ANYWHERE",
        ])
        .refused();
    assert!(told.contains("NOT_SET_ANYWHERE"), "{told}");
}

#[test]
fn a_token_that_cannot_serve_is_refused_before_anything_is_made() {
    for value in [
        None,
        Some(""),
        Some("short"),
        Some("sixteen or more with blanks"),
    ] {
        let place = Place::new();
        let mut command = place.command(&["serve", "--json", "--token-env", "SCIM_TOKEN"]);
        command.env_remove("SCIM_TOKEN");
        command.envs(value.map(|value| ("SCIM_TOKEN", value)));
        let told = Ended::of(command.output().unwrap()).refused();
        assert!(told.contains("SCIM_TOKEN"), "{told}");
        if let Some(value) = value {
            assert!(told.contains("16 to 512"), "{told}");
            assert!(value.is_empty() || !told.contains(value), "{told}");
        }
        assert_eq!(fs::read_dir(place.home()).unwrap().count(), 0, "{value:?}");
    }
}

#[test]
fn when_the_usual_port_is_busy_the_one_that_is_used_is_named() {
    // Whether this or another program has it makes no difference.
    let _taken = std::net::TcpListener::bind("127.0.0.1:8787");
    let place = Place::new();
    let words = ["serve", "--json", "--workspace", ":memory:"];
    let (child, ready) = heard(place.command(&words));
    let scim = ready["scim"].as_str().unwrap().to_owned();
    let ended = ended(child);
    let rest = scim.strip_prefix("http://127.0.0.1:").unwrap();
    let port = rest.strip_suffix("/scim/v2").unwrap();
    let told = format!("Port 8787 is busy, so SCIM is served on port {port}.");
    assert!(ended.stderr.contains(&told), "{}", ended.stderr);
    assert_ne!(port, "8787");
}

#[test]
fn sigterm_and_ctrl_c_end_it_in_order() {
    for signal in ["TERM", "INT"] {
        let place = Place::new();
        let mut server = place.serve(&[]);
        server.signal(signal);
        assert_eq!(server.wait(), Some(0), "{signal}");
    }
}

#[test]
fn a_second_server_is_refused_and_told_about_the_first() {
    let place = Place::new();
    let first = place.serve(&[]);
    let second = place.on_workspace(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, Some(1));
    let address = first.ready["scim"].as_str().unwrap();
    let told = second.stderr.lines().last().unwrap().to_owned();
    assert!(
        told.contains("already open") && told.contains(address),
        "{told}"
    );
}

#[test]
fn a_port_that_was_asked_for_and_is_busy_is_an_error() {
    let place = Place::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = place.on_workspace(&["serve", "--listen", &address]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains(&address), "{}", ended.stderr);
}

#[test]
fn the_network_is_refused() {
    let place = Place::new();
    for option in ["--listen", "--console"] {
        let ended = place.on_workspace(&["serve", option, "0.0.0.0:0"]);
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains("loopback"), "{}", ended.stderr);
    }
}

#[test]
fn the_log_has_a_file_of_its_own_and_no_secret_in_it() {
    let place = Place::new();
    let workspace = place.workspace().display().to_string();
    let words = [
        "serve",
        "--json",
        "--listen",
        "127.0.0.1:0",
        "--workspace",
        &workspace,
        "--token-env",
        "SCIM_TOKEN",
    ];
    let mut command = place.command(&words);
    let secret = "a-secret-that-nobody-may-log-42";
    command
        .env("SCIM_TOKEN", secret)
        .env("SCIMBOX_LOG", "trace");
    let (child, ready) = heard(command);
    let scim = ready["scim"].as_str().unwrap();
    let link = ready["console"].as_str().unwrap().to_owned();
    assert_eq!(get(&format!("{scim}/Users"), Some(secret)).status, 200);
    let ended = ended(child);
    let (_, code) = link.split_once("/login/").unwrap();
    let logs = log_files(place.home());
    assert!(!logs.is_empty() && !logs.concat().is_empty());
    for text in logs.iter().chain([&ended.stderr]) {
        assert!(!text.contains(secret) && !text.contains(code), "{text}");
    }
}

/// Starts a server whose words on standard error are wanted later; returns what it said when ready.
fn heard(mut command: Command) -> (Child, serde_json::Value) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

/// Ends such a server with SIGTERM.
fn ended(child: Child) -> Ended {
    let pid = child.id().to_string();
    let mut kill = Command::new("kill");
    kill.args(["-TERM", &pid]).status().unwrap();
    Ended::of(child.wait_with_output().unwrap())
}

/// The contents of every log file below a folder.
fn log_files(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(log_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "log") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
    found
}

#[test]
fn strict_makes_the_default_connection_refuse_what_it_would_tolerate() {
    let place = Place::new();
    let secret = "a-secret-from-the-environment-1";
    let answered = |more: &[&str]| {
        let words = ["serve", "--json", "--listen", "127.0.0.1:0"];
        let memory = ["--workspace", ":memory:", "--token-env", "SCIM_TOKEN"];
        let mut command = place.command(&[&words, &memory, more].concat());
        command.env("SCIM_TOKEN", secret);
        let unquoted = "/Users?filter=externalId%20eq%20jyoung";
        Server::start(command).scim(unquoted, Some(secret)).status
    };
    assert_eq!(answered(&[]), 200);
    assert_eq!(answered(&["--strict"]), 400);
}
