//! JSON without recursion and without a tree: [`JsonWalker`] gives one token after the other. Depth costs a few bytes a
//! level, and a document of one line is read in slices like any other.

mod escapes;
mod grammar;
mod number;
mod tokens;
mod walker;

pub(crate) use number::number;
pub(crate) use tokens::{Container, MAX_TOKEN_BYTES, SyntaxError, TokenKind};
pub(crate) use walker::JsonWalker;
