//! The zip.
