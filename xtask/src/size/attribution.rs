//! What each crate, and of our own crate each module, weighs in a wasm program.

use super::symbols;
use super::wasm::Program;
use crate::failure::{Doing, Failure};
use std::collections::BTreeMap;
use std::path::Path;

/// Our library, and the crates of the programs that are made of it.
const OWN: [&str; 5] = ["volley", "page", "desk", "runner", "tools"];
/// Where functions count that are no crate's, such as those that the linker writes.
const NO_CRATE: &str = "no crate";

/// A wasm program's code and data, in bytes.
#[derive(Debug)]
pub(super) struct Attribution {
    /// What the program is called in the architecture.
    pub(super) name: String,
    pub(super) crates: BTreeMap<String, u64>,
    pub(super) modules: BTreeMap<String, u64>,
    pub(super) data: u64,
}

impl Attribution {
    /// Reads cargo's own output for `bin`, which has the names of functions; `wasm-bindgen` and `wasm-opt` drop them.
    pub(super) fn of(bin: &str, file: &Path) -> Result<Self, Failure> {
        let bytes = std::fs::read(file).doing(|| format!("read {}", file.display()))?;
        let bad = || Failure::new(format!("{} is no wasm program", file.display()));
        let program = Program::parse(&bytes).ok_or_else(bad)?;
        if program.code() > 0 && program.functions.iter().all(|(name, _)| name.is_empty()) {
            return Err(Failure::new(format!("{} holds no names of functions", file.display()))
                .hint("does the profile `web` strip them?"));
        }
        // The page's program has the name of the crate.
        Ok(Self::new(if bin == "volley" { "page" } else { bin }, &program))
    }

    fn new(name: &str, program: &Program) -> Self {
        let mut this = Self {
            name: name.to_owned(),
            crates: BTreeMap::new(),
            modules: BTreeMap::new(),
            data: program.data,
        };
        for (name, size) in program.functions.iter().filter(|(name, _)| !is_dropped(name)) {
            let path = symbols::module_of(name);
            let own = path.first().is_some_and(|name| OWN.contains(&name.as_str()));
            let its_crate = match path.first() {
                Some(_) if own => "volley",
                Some(name) => name,
                None => NO_CRATE,
            };
            *this.crates.entry(its_crate.to_owned()).or_default() += size;
            if own {
                *this.modules.entry(module(&path)).or_default() += size;
            }
        }
        this
    }

    /// Code and data.
    pub(super) fn sum(&self) -> u64 {
        self.crates.values().sum::<u64>() + self.data
    }
}

/// Whether `wasm-bindgen` runs it to learn how to write the JavaScript, and then drops it.
fn is_dropped(name: &str) -> bool {
    name.starts_with("__wbindgen_describe") || name.contains("WasmDescribe")
}

/// Returns the module as the table names it: two levels deep, below `web` three.
fn module(path: &[String]) -> String {
    let depth = if path.get(1).is_some_and(|part| part == "web") { 3 } else { 2 };
    match path.get(1..path.len().min(1 + depth)) {
        Some(modules) if !modules.is_empty() => modules.join("::"),
        _ => "the crate itself".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_counts_to_its_crate_and_ours_to_its_module() {
        let functions = [
            ("_ZN6volley5input6reader6Reader4step17h70ad5cf63f8f6834E", 100),
            ("_ZN6volley3web2ui3app4menu4draw17h70ad5cf63f8f6834E", 20),
            ("_ZN4desk4main17h70ad5cf63f8f6834E", 3),
            ("_ZN8postcard2de4take17h70ad5cf63f8f6834E", 40),
            ("memcpy", 5),
            ("__wbindgen_describe___wbg_reduce_15848c6c1c2b00c4", 70),
            (
                "_ZN67_$LT$js_sys..Array$u20$as$u20$wasm_bindgen..describe..WasmDescribe$GT$8describe17h70ad5cf63f8f6834E",
                90,
            ),
        ];
        let functions = functions.map(|(name, size)| (name.to_owned(), size)).to_vec();
        let found = Attribution::new("desk", &Program { functions, data: 1_000 });
        let pairs = |map: &BTreeMap<String, u64>| -> Vec<(String, u64)> {
            map.iter().map(|(name, size)| (name.clone(), *size)).collect()
        };
        let expected = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
            pairs.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect()
        };
        assert_eq!(pairs(&found.crates), expected(&[("no crate", 5), ("postcard", 40), ("volley", 123)]));
        let modules = [("input::reader", 100), ("the crate itself", 3), ("web::ui::app", 20)];
        assert_eq!(pairs(&found.modules), expected(&modules));
        assert_eq!(found.sum(), 1_168);
    }
}
