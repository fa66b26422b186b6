//! What was asked for on the command line. Parsed by hand, as in `xtask`, which passes it on.

use std::path::PathBuf;

use crate::failure::Failure;

/// Shown by `--help` and with every mistake on the command line.
pub(crate) const USAGE: &str = "\
bench --binary FILE [OPTIONS]      measure a scimbox binary (cargo xtask bench makes one and calls this)

  --sizes N,N,…        users in the workspace (default 1000,100000,1000000)
  --quick              1000 and 100000 users and 1.5 seconds for each measurement
  --only NAME,NAME     get user-name external-id miss list scan patch-one patch-two add-member group
                       post memory start; by default all of them
  --seconds N          time for each measurement (default 5)
  --out FILE           write everything as JSON, too
  --keep               keep the filled workspaces for the next run
  --data DIR           where they are; implies --keep
bench static-server                the limit that reads are compared with, as a process of its own";

/// The measurements that `--only` can name.
pub(crate) const NAMES: [&str; 13] = [
    "get",
    "user-name",
    "external-id",
    "miss",
    "list",
    "scan",
    "patch-one",
    "patch-two",
    "add-member",
    "group",
    "post",
    "memory",
    "start",
];

/// One command line, understood.
#[derive(Debug, PartialEq)]
pub(crate) enum Asked {
    Help,
    StaticServer,
    Bench(Options),
}

/// What to measure, and how.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Options {
    pub(crate) binary: PathBuf,
    /// Ascending.
    pub(crate) sizes: Vec<usize>,
    pub(crate) seconds: f64,
    only: Vec<String>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) data: PathBuf,
    pub(crate) keep: bool,
}

impl Options {
    /// Whether this measurement is wanted.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Asked, Failure> {
    let mut words = words.peekable();
    match words.peek().map(String::as_str) {
        Some("static-server") => return Ok(Asked::StaticServer),
        Some("--help" | "-h" | "help") => return Ok(Asked::Help),
        _ => {}
    }
    let (mut binary, mut sizes, mut seconds, mut quick) = (None, None, None, false);
    let (mut only, mut out, mut data, mut keep) = (Vec::new(), None, None, false);
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .ok_or_else(|| Failure::Usage(format!("`{word}` needs a value")))
        };
        match word.as_str() {
            "--binary" => binary = Some(PathBuf::from(value()?)),
            "--sizes" => sizes = Some(read_sizes(&value()?)?),
            "--seconds" => seconds = Some(read_seconds(&value()?)?),
            "--only" => only = read_names(&value()?)?,
            "--out" => out = Some(PathBuf::from(value()?)),
            "--data" => data = Some(PathBuf::from(value()?)),
            "--quick" => quick = true,
            "--keep" => keep = true,
            other => return Err(Failure::Usage(format!("there is no option `{other}`"))),
        }
    }
    let every: &[usize] = if quick {
        &[1_000, 100_000]
    } else {
        &[1_000, 100_000, 1_000_000]
    };
    Ok(Asked::Bench(Options {
        binary: binary.ok_or_else(|| Failure::Usage("`--binary` is missing".to_owned()))?,
        sizes: sizes.unwrap_or_else(|| every.to_vec()),
        seconds: seconds.unwrap_or(if quick { 1.5 } else { 5.0 }),
        only,
        out,
        keep: keep || data.is_some(),
        data: data.unwrap_or_else(|| std::env::temp_dir().join("scimbox-bench")),
    }))
}

fn read_sizes(text: &str) -> Result<Vec<usize>, Failure> {
    let sizes: Result<Vec<usize>, _> = text
        .split(',')
        .map(|size| size.replace('_', "").parse())
        .collect();
    let mut sizes = sizes.map_err(|_| Failure::Usage(format!("`{text}` are no sizes")))?;
    sizes.sort_unstable();
    sizes.dedup();
    if sizes.first().is_none_or(|size| *size < 100) {
        return Err(Failure::Usage("a size is at least 100 users".to_owned()));
    }
    Ok(sizes)
}

fn read_seconds(text: &str) -> Result<f64, Failure> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.05..=3600.0).contains(&seconds) => Ok(seconds),
        _ => Err(Failure::Usage(format!("`{text}` is no number of seconds"))),
    }
}

fn read_names(text: &str) -> Result<Vec<String>, Failure> {
    let names: Vec<String> = text.split(',').map(str::to_owned).collect();
    match names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        None => Ok(names),
        Some(name) => Err(Failure::Usage(format!("nothing is called `{name}`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, Failure> {
        match parse(line.split_whitespace().map(str::to_owned))? {
            Asked::Bench(options) => Ok(options),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_three_sizes_for_five_seconds_unless_said_otherwise() {
        let options = read("--binary x").unwrap();
        assert_eq!(options.sizes, [1_000, 100_000, 1_000_000]);
        assert!((options.seconds - 5.0).abs() < f64::EPSILON);
        assert!(!options.keep && options.wants("get") && options.wants("start"));
    }

    #[test]
    fn quick_leaves_out_the_million() {
        assert_eq!(read("--quick --binary x").unwrap().sizes, [1_000, 100_000]);
    }

    #[test]
    fn only_leaves_out_the_others() {
        let options = read("--binary x --only get,post").unwrap();
        assert!(options.wants("get") && options.wants("post") && !options.wants("miss"));
        assert!(read("--binary x --only gets").is_err());
    }

    #[test]
    fn sizes_are_put_in_order() {
        assert_eq!(
            read("--binary x --sizes 5000,200").unwrap().sizes,
            [200, 5_000]
        );
        assert!(read("--binary x --sizes 10").is_err());
        assert!(read("--binary x --sizes many").is_err());
    }

    #[test]
    fn a_folder_that_was_named_is_kept() {
        assert!(read("--binary x --data d").unwrap().keep);
    }

    #[test]
    fn a_missing_value_is_named() {
        let told = read("--binary x --seconds").unwrap_err().to_string();
        assert!(told.contains("`--seconds` needs a value"), "{told}");
    }
}
