//! What Volley reads, against programs of other people that read the same: curl expands patterns, micromark and parse5
//! find the links of real documents. `cargo xtask test` sets them up; they are no part of what is published.

mod corpus;
mod curl;
mod differences;
mod documents;
mod links;
mod oracle;
#[path = "../input/source.rs"]
#[expect(dead_code, reason = "the tests of input use the rest")]
mod source;
