//! `cargo xtask fuzz`: libFuzzer against the laws of `src-tauri/fuzz`, on stable Rust.
//!
//! The compiler's own coverage pass (`sancov-module`) needs no nightly, as long as no sanitizer is
//! asked for; there is no unsafe code of ours for one to watch. New inputs gather in the target folder
//! and are used again by the next run. `--minimise` takes those that reach something new into the
//! kept corpus; the tests replay that without any of this (`fuzz/tests/replay.rs`).

mod corpus;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::place::Place;
use crate::process::Step;
use crate::say;
use corpus::Corpus;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Hunt {
    /// One target, or all.
    pub(crate) target: Option<String>,
    /// How long each is hunted.
    pub(crate) seconds: u64,
    /// Take over what was found instead of looking for more.
    pub(crate) minimise: bool,
}

/// How long a target is hunted unless said otherwise.
pub(crate) const SECONDS: u64 = 60;

/// What cargo-fuzz passes as well when no sanitizer is wanted.
const COVERAGE: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// The longest input worth trying, where it is not [`LONGEST`].
const LENGTHS: &[(&str, u32)] = &[("filter", 400), ("path", 200), ("search", 400)];
const LONGEST: u32 = 4096;

/// Hunts each of the chosen targets, or minimises their corpora.
pub(crate) fn fuzz(place: &Place, hunt: &Hunt) -> Result<ExitCode, Failure> {
    let targets = choose(place, hunt)?;
    packages::provide(place, &[Purpose::Headless])?;
    let platform = platform(place)?;
    say::step("building the targets with coverage");
    build(place, &platform, &targets).run()?;
    let mut broken = Vec::new();
    for target in &targets {
        let corpus = Corpus::of(place, target);
        if hunt.minimise {
            say::step(format_args!("{target}: minimising"));
            corpus.minimise(|into| merge(place, &platform, target, &corpus, into))?;
            continue;
        }
        say::step(format_args!("{target}: {} s", hunt.seconds));
        corpus.prepare()?;
        if !run(place, &platform, target, &corpus, hunt.seconds)
            .watch()?
            .success
        {
            broken.push(target.as_str());
        }
    }
    if broken.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    say::problem(format_args!(
        "broken: {}; the inputs are in src-tauri/fuzz/crashes",
        broken.join(", ")
    ));
    Ok(ExitCode::FAILURE)
}

/// The targets are the binaries that there are.
fn choose(place: &Place, hunt: &Hunt) -> Result<Vec<String>, Failure> {
    let mut known: Vec<String> = corpus::files(&folder(place).join("engine"))?
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    known.sort();
    match &hunt.target {
        None => Ok(known),
        Some(target) if known.contains(target) => Ok(vec![target.clone()]),
        Some(target) => Err(Failure::Usage(format!(
            "there is no target `{target}`; there are {}",
            known.join(", ")
        ))),
    }
}

fn folder(place: &Place) -> PathBuf {
    place.root.join("src-tauri/fuzz")
}

/// Naming the platform keeps build scripts and macros, which run during the build, uninstrumented.
fn platform(place: &Place) -> Result<String, Failure> {
    let version = Step::new(place, "rustc").args(["-vV"]).output();
    let told = version.unwrap_or_default();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure::Usage("rustc -vV does not tell the platform".into()))
}

/// Other flags would make every other build start anew, hence the folder of its own.
fn output(place: &Place) -> PathBuf {
    place.target.join("fuzz")
}

fn build(place: &Place, platform: &str, targets: &[String]) -> Step {
    let fixed = [
        "build",
        "--locked",
        "--package",
        "fuzz",
        "--features",
        "engine",
    ];
    let step = Step::new(place, "cargo")
        .args(fixed)
        .args(["--profile", "fuzz", "--target", platform])
        .env("CARGO_TARGET_DIR", output(place))
        .env("RUSTFLAGS", COVERAGE.join(" "));
    targets
        .iter()
        .fold(step, |step, target| step.args(["--bin", target.as_str()]))
}

fn binary(place: &Place, platform: &str, target: &str) -> Step {
    let path = output(place).join(platform).join("fuzz").join(target);
    Step::new(place, path)
}

fn run(place: &Place, platform: &str, target: &str, corpus: &Corpus, seconds: u64) -> Step {
    let special = LENGTHS.iter().find(|(name, _)| *name == target);
    let longest = special.map_or(LONGEST, |(_, longest)| *longest);
    let crashes = folder(place).join("crashes").join(format!("{target}-"));
    let step = binary(place, platform, target)
        .args([
            format!("-max_total_time={seconds}"),
            format!("-max_len={longest}"),
            format!("-artifact_prefix={}", crashes.display()),
        ])
        .args(["-timeout=25", "-rss_limit_mb=4096", "-print_final_stats=1"])
        .limit(Duration::from_secs(seconds + 10 * 60));
    let dictionary = folder(place)
        .join("dictionaries")
        .join(format!("{target}.dict"));
    let step = if dictionary.is_file() {
        step.args([format!("-dict={}", dictionary.display())])
    } else {
        step
    };
    step.args([&corpus.found, &corpus.kept])
}

fn merge(
    place: &Place,
    platform: &str,
    target: &str,
    corpus: &Corpus,
    into: &std::path::Path,
) -> Result<(), Failure> {
    binary(place, platform, target)
        // How often an edge is taken does not count: the corpus is replayed, not grown from.
        .args(["-set_cover_merge=1", "-use_counters=0", "-timeout=25", "-rss_limit_mb=4096"])
        .args([into, &corpus.kept, &corpus.found])
        .run()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        Place {
            root: here.ancestors().nth(2).unwrap().to_owned(),
            target: "/out".into(),
        }
    }

    fn hunt(target: Option<&str>) -> Hunt {
        Hunt {
            target: target.map(str::to_owned),
            seconds: 1,
            minimise: false,
        }
    }

    #[test]
    fn all_targets_are_hunted_unless_one_is_named() {
        let all = choose(&place(), &hunt(None)).unwrap();
        for name in ["filter", "path", "patch_body", "raw_http"] {
            assert!(all.iter().any(|target| target == name), "{name}");
            assert_eq!(choose(&place(), &hunt(Some(name))).unwrap(), [name]);
        }
    }

    #[test]
    fn a_target_that_is_none_is_refused_with_those_there_are() {
        let told = choose(&place(), &hunt(Some("fitler"))).unwrap_err();
        let told = told.to_string();
        assert!(
            told.contains("`fitler`") && told.contains("raw_http"),
            "{told}"
        );
    }

    #[test]
    fn coverage_stays_out_of_the_other_builds() {
        let step = build(&place(), "some-platform", &["filter".into()]);
        assert!(
            step.line()
                .contains("--profile fuzz --target some-platform")
        );
        assert_eq!(output(&place()), PathBuf::from("/out/fuzz"));
    }

    #[test]
    fn every_dictionary_belongs_to_a_target() {
        let targets = choose(&place(), &hunt(None)).unwrap();
        for file in corpus::files(&folder(&place()).join("dictionaries")).unwrap() {
            let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(targets.contains(&stem), "{stem}");
        }
    }
}
