//! The command line: stable from now on, since scripts and containers depend on it.
//!
//! Only what was asked is decided here; [`crate::run`] carries it out.

mod export;
mod findings;
mod schema;
mod sync;
mod twin;

use std::net::SocketAddr;

use clap::{ArgGroup, Args, Parser, Subcommand};

pub(crate) use export::{Export, What};
pub(crate) use findings::Findings;
pub(crate) use schema::Schema;
pub(crate) use sync::{Sync, Synced};
pub(crate) use twin::{Twin, TwinsArg};

/// Where SCIM is served unless asked otherwise. When it is busy, the next free port is used.
pub(crate) const DEFAULT_LISTEN: &str = "127.0.0.1:8787";

/// A desktop admin console with a local SCIM 2.0 sandbox.
///
/// Scimbox stands in for the application that an identity provider (Entra ID, Okta, ...) is about to
/// provision. It answers SCIM requests, shows what arrives and says what it means. Without a command it
/// opens the desktop window.
#[derive(Debug, Parser)]
#[command(
    name = "scimbox",
    version,
    about,
    long_about,
    max_term_width = 100,
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Cli {
    /// The workspace of the window; commands have an option of their own.
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArg,
    /// What to do instead of opening the window.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run without a window: the SCIM server, and the same UI in the browser
    ///
    /// Prints the SCIM base URL and a login link for the console, then serves until Ctrl-C or SIGTERM.
    /// Nothing that was acknowledged is lost then. Needs neither a display nor a system keyring.
    Serve(Serve),
    /// Make, list and revoke bearer tokens, also beside a running Scimbox
    #[command(subcommand)]
    Token(Token),
    /// List, add and change connections, also beside a running Scimbox
    #[command(subcommand)]
    Connection(Connection),
    /// Add, list and remove schemas and resource types, also beside a running Scimbox
    #[command(subcommand)]
    Schema(Schema),
    /// Write people, teams, groups or the org chart as CSV or JSON, also beside a running Scimbox
    Export(Export),
    /// Tell what is wrong or worth knowing about a connection, and what to change where
    Findings(Findings),
    /// List, show and check the target applications that a connection can stand in for
    #[command(subcommand)]
    Twin(Twin),
    /// Preview, run and look at the syncs of an application that stages, also beside a running Scimbox
    #[command(subcommand)]
    Sync(Sync),
}

/// The one option that all commands share.
#[derive(Debug, Clone, Args)]
pub(crate) struct WorkspaceArg {
    /// The workspace file. Default: default.scimbox in the application data folder, which on Linux is
    /// ~/.local/share/scimbox
    #[arg(long = "workspace", value_name = "FILE")]
    pub(crate) file: Option<String>,
}

/// `scimbox serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArg,
    /// Where to serve SCIM; port 0 takes any free port. Default: 127.0.0.1:8787, or the next free port
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where to serve the web console; port 0 takes any free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(crate) console: SocketAddr,
    /// Do not serve the web console
    #[arg(long, conflicts_with = "console")]
    pub(crate) no_console: bool,
    /// The default connection accepts the token in this environment variable; only its hash is stored
    #[arg(long, value_name = "NAME")]
    pub(crate) token_env: Option<String>,
    /// The default connection refuses from now on what RFC 7643 and 7644 let a server refuse
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) twins: TwinsArg,
    /// Do not record requests; people and groups are kept all the same
    #[arg(long)]
    pub(crate) no_capture: bool,
    /// When ready, print one line of JSON instead of text: scim, console, workspace
    #[arg(long)]
    pub(crate) json: bool,
}

/// `scimbox token`.
#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Make a token and print it once on stdout; Scimbox keeps only its hash
    New {
        #[command(flatten)]
        of: OfConnection,
        /// What to call it in lists
        #[arg(long, value_name = "TEXT", default_value = "Command line")]
        label: String,
        /// Let it stand for the person with this userName, whom /Me then means
        #[arg(long = "as", value_name = "USERNAME")]
        person: Option<String>,
    },
    /// List tokens, revoked ones included, without their secrets
    List {
        #[command(flatten)]
        of: OfConnection,
    },
    /// Revoke a token; it stops working at once
    Revoke {
        #[command(flatten)]
        of: OfConnection,
        /// The id of the token, as `token list` shows it (tok_...)
        token: String,
    },
}

/// A workspace and one of its connections.
#[derive(Debug, Args)]
pub(crate) struct OfConnection {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArg,
    /// Name or id of the connection. Default: the default connection
    #[arg(long, value_name = "NAME")]
    pub(crate) connection: Option<String>,
}

/// `scimbox connection`.
#[derive(Debug, Subcommand)]
pub(crate) enum Connection {
    /// List connections with their applications and base paths
    List {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Print JSON: id, name, enabled, strict, twin, application, idp, basePath
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        twins: TwinsArg,
    },
    /// Add a connection and print its id
    Add {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Its name
        name: String,
        /// The identity provider, when known: entra, okta or other
        #[arg(long, value_parser = ["entra", "okta", "other"])]
        idp: Option<String>,
        /// The application that it stands in for; `twin list` shows the ids
        #[arg(long, value_name = "ID")]
        twin: Option<String>,
        #[command(flatten)]
        twins: TwinsArg,
    },
    /// Give a connection another name; its URL and tokens stay
    Rename {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Its present name, or its id
        connection: String,
        /// Its new name
        name: String,
    },
    /// Make a connection strict or tolerant, or let it follow another twin; what it has stored stays
    #[command(group = ArgGroup::new("what").required(true).multiple(true))]
    Set {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Its name, or its id
        connection: String,
        /// Refuse what RFC 7643 and 7644 let a server refuse
        #[arg(long, group = "what", conflicts_with = "tolerant")]
        strict: bool,
        /// Understand what can be understood, and leave a finding
        #[arg(long, group = "what")]
        tolerant: bool,
        /// The application that it stands in for; `twin list` shows the ids
        #[arg(long, value_name = "ID", group = "what")]
        twin: Option<String>,
        /// Do it. Without this, another application that changes something for people, teams, roles or
        /// lines is only previewed
        #[arg(long, requires = "twin")]
        yes: bool,
        #[command(flatten)]
        twins: TwinsArg,
    },
    /// Switch a connection on
    Enable {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Its name, or its id
        connection: String,
    },
    /// Switch a connection off: requests are answered with 403, nothing is deleted
    Disable {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Its name, or its id
        connection: String,
    },
    /// Give a connection another URL and another token, where its application renews both together;
    /// the token is printed once
    Renew {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Its name, or its id
        connection: String,
        /// What the token is called
        #[arg(long, default_value = "Identity provider")]
        label: String,
        /// Do it. Without this, only what would stop working is said
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        twins: TwinsArg,
    },
    /// Delete a connection with its people, groups, requests and tokens
    Delete {
        #[command(flatten)]
        workspace: WorkspaceArg,
        /// Its name, or its id
        connection: String,
        /// Do it. Without this, only what would be lost is shown
        #[arg(long)]
        yes: bool,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn read(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_window_is_meant() {
        let cli = read("scimbox --workspace demo.scimbox").unwrap();
        assert!(cli.command.is_none());
        assert_eq!(cli.workspace.file.as_deref(), Some("demo.scimbox"));
    }

    #[test]
    fn serve_has_a_console_on_any_free_port_unless_told_otherwise() {
        let Some(Command::Serve(serve)) = read("scimbox serve").unwrap().command else {
            panic!("not understood as serve");
        };
        assert_eq!(serve.console.to_string(), "127.0.0.1:0");
        assert_eq!(serve.listen, None);
        assert!(!serve.no_console && !serve.no_capture && !serve.json);
    }

    #[test]
    fn an_address_and_no_console_contradict_each_other() {
        assert!(read("scimbox serve --console 127.0.0.1:9000 --no-console").is_err());
        assert!(read("scimbox serve --no-console").is_ok());
    }

    #[test]
    fn a_connection_is_set_to_one_of_two_modes() {
        let set = |mode: &str| read(&format!("scimbox connection set Okta {mode}"));
        assert!(set("--strict").is_ok() && set("--tolerant").is_ok());
        assert!(set("--twin 21risk").is_ok() && set("--strict --twin 21risk").is_ok());
        assert!(set("").is_err() && set("--strict --tolerant").is_err());
    }

    #[test]
    fn the_default_address_is_one() {
        assert!(DEFAULT_LISTEN.parse::<SocketAddr>().is_ok());
    }

    #[test]
    fn a_port_that_is_none_is_refused() {
        assert!(read("scimbox serve --listen 127.0.0.1:99999").is_err());
    }

    #[test]
    fn every_command_and_option_explains_itself() {
        fn walk(command: &clap::Command) {
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            for below in command.get_subcommands() {
                assert!(below.get_about().is_some(), "{}", below.get_name());
                walk(below);
            }
        }
        walk(&Cli::command());
    }
}
