//! `cargo xtask icons`: every icon size from the one drawing, `icons/scimbox.svg`.
//!
//! A browser draws the 1024 px master, since it renders SVG as users see it; the Tauri CLI makes the rest.
//! The results are committed, so that no build needs a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::bundle::tauri;
use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::place::Place;
use crate::process::Step;
use crate::{say, ui};

/// The sizes that `tauri.conf.json` names, beside `icon.png`, `icon.ico` and `icon.icns`.
const USED: [&str; 3] = ["32x32.png", "128x128.png", "128x128@2x.png"];

/// Draws them all anew.
pub(crate) fn icons(place: &Place) -> Result<ExitCode, Failure> {
    packages::provide(place, &[Purpose::Browser])?;
    ui::install(place)?;
    let icons = place.root.join("icons");
    let svg = icons.join("scimbox.svg");
    let master = place.target.join("scimbox-1024.png");
    draw(place, &svg, &master)?;
    say::step("all sizes");
    tauri(place, &["icon", "--output"])
        .args([&icons, &master])
        .run()?;
    for path in unused(&icons)? {
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.map_err(|source| Failure::File { path, source })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the Tauri CLI makes for phones and for the Windows store, where Scimbox is not published.
fn unused(icons: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(icons);
    let entries = entries.map_err(|source| Failure::File {
        path: icons.to_owned(),
        source,
    })?;
    let named = entries
        .flatten()
        .map(|entry| (entry.file_name(), entry.path()));
    let kept = |name: &str| {
        name.starts_with("icon.") || name.starts_with("scimbox.") || USED.contains(&name)
    };
    Ok(named
        .filter(|(name, _)| !kept(&name.to_string_lossy()))
        .map(|(_, path)| path)
        .collect())
}

fn draw(place: &Place, svg: &Path, png: &Path) -> Result<(), Failure> {
    say::step("the 1024 px master");
    let file = |source| Failure::File {
        path: svg.to_owned(),
        source,
    };
    let drawing = fs::read_to_string(svg).map_err(file)?;
    let page = png.with_extension("html");
    let html = format!(
        "<style>html,body{{margin:0}}svg{{display:block;width:1024px;height:1024px}}</style>{drawing}"
    );
    fs::write(&page, html).map_err(|source| Failure::File {
        path: page.clone(),
        source,
    })?;
    let browser = packages::browser().unwrap_or_else(|| "chromium".into());
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--default-background-color=00000000",
    ];
    let shot = format!("--screenshot={}", png.display());
    let step = Step::new(place, browser)
        .args(flags)
        .args(["--window-size=1024,1024".to_owned(), shot]);
    step.args([format!("file://{}", page.display())]).run()?;
    if png.is_file() {
        Ok(())
    } else {
        Err(Failure::NothingMade {
            path: png.to_owned(),
        })
    }
}
