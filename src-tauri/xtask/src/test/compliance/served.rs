//! `scimbox serve` on a workspace in memory, for as long as it is needed.

use std::io::{BufRead, BufReader};
use std::process::Child;

use crate::failure::Failure;
use crate::place::Place;
use crate::process::Step;

/// The variable through which the server is told its token.
const VARIABLE: &str = "SCIMBOX_COMPLIANCE_TOKEN";

/// A running server. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Served {
    child: Child,
    base_url: String,
}

impl Served {
    /// Starts the debug build and waits until it says that it is ready.
    pub(crate) fn start(place: &Place, token: &str, options: &[&str]) -> Result<Self, Failure> {
        let workspace = ["serve", "--workspace", ":memory:"];
        let listen = ["--listen", "127.0.0.1:0", "--no-console", "--json"];
        let step = Step::new(place, place.binary(false))
            .args(workspace)
            .args(listen)
            .args(["--token-env", VARIABLE])
            .args(options.iter().copied())
            .env(VARIABLE, token);
        let mut served = Self {
            child: step.start()?,
            base_url: String::new(),
        };
        let mut line = String::new();
        if let Some(output) = served.child.stdout.take() {
            // A server that cannot start closes it without a word; its reason is on stderr.
            let _ = BufReader::new(output).read_line(&mut line);
        }
        served.base_url = address(&line).ok_or_else(|| Failure::Ended {
            line: step.line(),
            code: None,
        })?;
        Ok(served)
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has nothing to lose, and if it is gone already there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The member `scim` of the one line that it prints. An address needs no unescaping.
fn address(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("\"scim\":\"")?;
    rest.split_once('"').map(|(address, _)| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_line_that_serve_prints() {
        let line =
            r#"{"scim":"http://127.0.0.1:8787/scim/v2","console":null,"workspace":":memory:"}"#;
        assert_eq!(
            address(line).as_deref(),
            Some("http://127.0.0.1:8787/scim/v2")
        );
        assert_eq!(address(""), None);
    }
}
