//! The code that Volley writes, read by the languages' own parsers: random hostile lists, headers and bodies go into
//! every script, and what Python, JavaScript, Rust, bash, TOML and HTML make of it must be exactly what went in.
//! `cargo xtask test` sets the languages up; many scripts share one process of each.
#![cfg(unix)]

mod archive;
mod case;
mod lychee;
mod rust;
mod scripts;
mod shell;
mod speaker;
