//! The `scimbox` binary; everything is in the library beside it.

use std::process::ExitCode;

/// Documents are many small allocations, which the C library's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    scimbox::main()
}
