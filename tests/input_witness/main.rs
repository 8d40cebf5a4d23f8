//! What Volley reads, beside programs of other people that read the same: curl expands patterns, micromark and parse5
//! find the links of real documents. `cargo xtask test` sets them up; they are no part of what is published.

mod curl;
