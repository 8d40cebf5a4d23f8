//! pycurl: libcurl's multi interface.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "pycurl",
    title: "pycurl",
    language: Language::Python,
    script: "pycurl_multi.py",
    model: "libcurl's multi interface",
    needs: &["Python 3.11", "pycurl==7.49.0"],
    run: "python3 -m pip install pycurl==7.49.0 && python3 pycurl_multi.py > pycurl_multi.ndjson",
    results: "pycurl_multi.ndjson",
    cannot: &[
        "It reads ahead no more links than may be in flight: many links of one slow host in a row hold up those behind.",
    ],
    lacks: &[UnsupportedFeature::SeeOther],
};

const TEMPLATE: &str = include_str!("../templates/pycurl_multi.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
