//! Text → links → targets: what the user gave, read with the place of each link.
//!
//! Bytes become text in [`decode`], a text has its form by [`detect`], and a [`list_reader`] takes it piece by
//! piece: links out of a list's lines or out of prose, each of them [`normal`]ised or refused, a [`pattern`] taken as it
//! is. The links of a document come from a [`document_reader`], which may run on another thread; a [`reader`] is both in
//! one. What comes out is a [`list::LinkList`]: a row for each link,
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
mod document_inbox;
pub mod document_links;
pub mod document_reader;
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
pub mod list_reader;
pub mod normal;
pub mod not_sent;
mod origins;
pub mod own_list;
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
