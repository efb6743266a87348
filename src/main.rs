//! The program `freitext`; everything is in the library.

fn main() {}
