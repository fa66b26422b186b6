//! What was asked for on the command line. Parsed by hand: seven verbs do not pay for a parser crate here.

use crate::failure::Failure;
use crate::fuzz::{self, Hunt};
use crate::test::Selection;

/// Shown by `cargo xtask help` and with every mistake on the command line.
pub(crate) const USAGE: &str = "\
cargo xtask COMMAND

  run [--release] [--headless] [-- ARGS]
                        install what is missing, build and start Scimbox: the window where there is a
                        display, otherwise `scimbox serve`; ARGS go to scimbox
  test [--fast] [--only STAGE]
                        install what the tests need and run all of them; --fast leaves out what needs
                        WebKitGTK; --only runs one stage (`--only list` names them)
  build [--release] [--headless]
                        make the scimbox binary without starting it; --headless needs no WebKitGTK
  fuzz [TARGET] [--seconds N] [--minimise]
                        look for inputs that break a law, N seconds (60) for each target; --minimise
                        takes what was found into the kept corpus
  bench [OPTIONS]       measure the release binary beside the limits of this machine, for minutes;
                        `cargo xtask bench --help` says the rest
  bundle                make the .deb
  icons                 draw all icon sizes anew from icons/scimbox.svg";

/// One command line, understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Run {
        release: bool,
        headless: bool,
        pass_on: Vec<String>,
    },
    Test(Selection),
    Build {
        release: bool,
        headless: bool,
    },
    Fuzz(Hunt),
    /// With the options of the bench, which knows them itself.
    Bench(Vec<String>),
    Bundle,
    Icons,
}

/// Reads the arguments after `cargo xtask`.
pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Task, Failure> {
    let Some(verb) = words.next() else {
        return Ok(Task::Help);
    };
    let mut rest = Rest {
        words: words.collect(),
    };
    let task = match verb.as_str() {
        "help" | "--help" | "-h" => Task::Help,
        "run" => {
            let pass_on = rest.after_dashes();
            Task::Run {
                release: rest.flag("--release"),
                headless: rest.flag("--headless"),
                pass_on,
            }
        }
        "test" => Task::Test(Selection {
            fast: rest.flag("--fast"),
            only: rest.value("--only")?,
        }),
        "build" => Task::Build {
            release: rest.flag("--release"),
            headless: rest.flag("--headless"),
        },
        "fuzz" => Task::Fuzz(Hunt {
            minimise: rest.flag("--minimise"),
            seconds: rest.number("--seconds")?.unwrap_or(fuzz::SECONDS),
            target: rest.word(),
        }),
        "bench" => Task::Bench(std::mem::take(&mut rest.words)),
        "bundle" => Task::Bundle,
        "icons" => Task::Icons,
        other => return Err(Failure::Usage(format!("there is no command `{other}`"))),
    };
    match rest.words.first() {
        None => Ok(task),
        Some(word) => Err(Failure::Usage(format!("`{verb}` does not know `{word}`"))),
    }
}

/// The words not yet understood; each question takes its answer out.
struct Rest {
    words: Vec<String>,
}

impl Rest {
    fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    fn value(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let Some(at) = self.words.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.words.remove(at);
        if at < self.words.len() {
            Ok(Some(self.words.remove(at)))
        } else {
            Err(Failure::Usage(format!("`{name}` needs a value")))
        }
    }

    fn number(&mut self, name: &str) -> Result<Option<u64>, Failure> {
        let value = self.value(name)?;
        let number = value.map(|value| match value.parse() {
            Ok(number) => Ok(number),
            Err(_) => Err(Failure::Usage(format!("`{name} {value}` is no number"))),
        });
        number.transpose()
    }

    /// The next word that is no option.
    fn word(&mut self) -> Option<String> {
        let at = self.words.iter().position(|word| !word.starts_with('-'))?;
        Some(self.words.remove(at))
    }

    fn after_dashes(&mut self) -> Vec<String> {
        let Some(at) = self.words.iter().position(|word| word == "--") else {
            return Vec::new();
        };
        let after = self.words.split_off(at + 1);
        self.words.truncate(at);
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Task, Failure> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn nothing_asks_for_help() {
        assert_eq!(read("").unwrap(), Task::Help);
        assert_eq!(read("--help").unwrap(), Task::Help);
    }

    #[test]
    fn run_passes_on_what_follows_the_dashes_untouched() {
        let task = read("run --release -- serve --release --json").unwrap();
        let pass_on = ["serve", "--release", "--json"].map(str::to_owned).to_vec();
        assert_eq!(
            task,
            Task::Run {
                release: true,
                headless: false,
                pass_on
            }
        );
    }

    #[test]
    fn test_takes_its_flags_in_any_order() {
        let wanted = Task::Test(Selection {
            fast: true,
            only: Some("unit".into()),
        });
        assert_eq!(read("test --only unit --fast").unwrap(), wanted);
        assert_eq!(read("test --fast --only unit").unwrap(), wanted);
    }

    #[test]
    fn build_is_debug_and_desktop_unless_said_otherwise() {
        assert_eq!(
            read("build").unwrap(),
            Task::Build {
                release: false,
                headless: false
            }
        );
        assert_eq!(
            read("build --headless --release").unwrap(),
            Task::Build {
                release: true,
                headless: true
            }
        );
    }

    #[test]
    fn fuzz_takes_a_target_and_a_time_in_any_order() {
        let wanted = Task::Fuzz(Hunt {
            target: Some("filter".into()),
            seconds: 600,
            minimise: false,
        });
        assert_eq!(read("fuzz filter --seconds 600").unwrap(), wanted);
        assert_eq!(read("fuzz --seconds 600 filter").unwrap(), wanted);
        let told = read("fuzz --seconds ten").unwrap_err().to_string();
        assert!(told.contains("`--seconds ten`"), "{told}");
        assert!(read("fuzz filter path").is_err());
    }

    #[test]
    fn bench_passes_on_whatever_follows() {
        let options = ["--quick", "--only", "get"].map(str::to_owned).to_vec();
        assert_eq!(
            read("bench --quick --only get").unwrap(),
            Task::Bench(options)
        );
    }

    #[test]
    fn a_word_that_means_nothing_is_refused_by_name() {
        let told = read("build --relase").unwrap_err().to_string();
        assert!(told.contains("`--relase`"), "{told}");
        let told = read("deploy").unwrap_err().to_string();
        assert!(told.contains("`deploy`"), "{told}");
    }

    #[test]
    fn only_without_a_stage_is_refused() {
        assert!(read("test --only").is_err());
    }
}
