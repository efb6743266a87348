//! The program `freitext`; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    ExitCode::from(freitext::cli::main(&arguments))
}
