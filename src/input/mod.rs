//! Text → links → targets: what the user gave, read with the place of each link.
//!
//! Bytes become text in [`decode`], a text has its form by [`detect`], and the [`reader`] takes it piece by piece:
//! links out of a list's lines, out of prose or out of one of the formats of documents, each of them
//! [`normal`]ised or refused, a [`pattern`] taken as it is. What comes out is a [`list::LinkList`]: a row for each link,
//! a target for each request.
//!
//! No text makes the reading fail: what cannot be sent is a link with its reason.

pub mod addresses;
mod arena;
mod binary;
mod content;
mod cursor;
pub mod decode;
pub mod detect;
pub mod excerpt;
mod fast;
mod form;
mod formats;
mod fragments;
mod heuristics;
mod index;
mod labels;
mod lines;
pub mod link;
mod link_end;
pub mod link_filter;
pub mod list;
mod list_builder;
pub mod normal;
pub mod not_sent;
mod origins;
pub mod pattern;
mod plain;
mod ports;
mod prose_links;
pub mod reader;
mod rejection_counts;
mod relative;
mod scheme;
mod standard;
pub mod target;
pub(crate) mod text_buffer;
