//! Real documents against readers that share no code with Volley's: micromark for Markdown, parse5 for HTML.

use std::sync::OnceLock;

use crate::corpus::{self, Document};
use crate::differences::{assert_known, between};
use crate::links;
use crate::oracle::testify;

/// Links that the oracle must find at least, or there is nothing to compare.
const LEAST_LINKS: usize = 5_000;
/// Of how many links one may be found by one reader alone.
const ONE_IN: usize = 100;

/// All documents, gathered once.
fn documents() -> &'static [Document] {
    static DOCUMENTS: OnceLock<Vec<Document>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| corpus::markdown().into_iter().chain(corpus::html()).collect())
}

#[test]
fn real_documents_hold_the_links_that_another_reader_finds() {
    let documents = documents();
    let (mut differences, mut found) = (Vec::new(), 0);
    for (document, testimony) in documents.iter().zip(testify(documents)) {
        let base = links::base(testimony.base.as_deref());
        let oracle = links::of_oracle(&testimony.links, &base);
        let reader = links::read(document);
        found += oracle.len();
        differences.extend(between(&document.name, &links::of_list(reader.list(), &base), &oracle));
    }
    println!("{} documents, {found} links, {} differences", documents.len(), differences.len());
    assert!(found >= LEAST_LINKS, "{found} links are too few to say anything");
    assert!(differences.len() * ONE_IN <= found, "{} of {found} links differ", differences.len());
    assert_known(differences);
}

#[test]
fn every_link_of_a_real_document_is_where_it_is_said_to_be() {
    let mut strays = Vec::new();
    for document in documents() {
        let reader = links::read(document);
        strays.extend(links::out_of_place(reader.list(), document, &links::base(None)));
    }
    assert!(strays.is_empty(), "{} links stand elsewhere:\n{}", strays.len(), strays.join("\n"));
}
