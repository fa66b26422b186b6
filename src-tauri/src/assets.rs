//! The built UI, inside the binary. A debug build reads `ui/dist` from the checkout instead. A build
//! without it runs all the same; the web console then has a page that says how to make one.

use console::web::{Asset, Assets};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../ui/dist"]
#[allow_missing = true]
struct Dist;

/// Hands the UI to the web console.
#[derive(Debug)]
pub(crate) struct BuiltIn;

impl Assets for BuiltIn {
    fn find(&self, path: &str) -> Option<Asset> {
        let file = Dist::get(path)?;
        let media_type = file.metadata.mimetype().to_owned();
        Some(Asset {
            bytes: file.data,
            media_type,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_ui_is_handed_out() {
        for path in [
            "../package.json",
            "../../Cargo.toml",
            "/etc/hostname",
            "no-such-file.js",
            "",
        ] {
            assert!(BuiltIn.find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_file_of_the_ui_comes_with_its_media_type() {
        // Nothing to look at before the first `npm run build`; every run of the tests begins with one.
        for path in Dist::iter().filter(|path| path.ends_with(".js")) {
            assert_eq!(
                BuiltIn.find(&path).unwrap().media_type,
                "text/javascript",
                "{path}"
            );
        }
    }
}
