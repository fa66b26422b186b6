//! The `scimbox` binary; everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    scimbox::main()
}
