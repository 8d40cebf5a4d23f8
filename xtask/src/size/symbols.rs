//! Crate and module of a function, from its mangled name.
//!
//! rustc mangles what it compiles here in its legacy form, and the standard library comes with the newer one ("v0"); no more
//! is read of either than where a function is defined. A method of a trait belongs to the type, or to the trait where the type
//! is of no crate, such as `&[T]`.

/// Returns the path of the module in which a function is defined, crate first; empty for one that is not Rust's.
pub(super) fn module_of(name: &str) -> Vec<String> {
    if let Some(rest) = name.strip_prefix("_ZN") {
        legacy(rest).unwrap_or_default()
    } else if let Some(rest) = name.strip_prefix("_R") {
        v0(rest).unwrap_or_default()
    } else {
        Vec::new()
    }
}

/// `6volley5input4read17h0123456789abcdefE`: identifiers with their lengths, a hash last.
fn legacy(mut rest: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    while !rest.starts_with('E') {
        let part = identifier(&mut rest)?;
        parts.push(part);
    }
    parts.pop_if(|part| part.len() == 17 && part.starts_with('h'));
    let first = unescaped(parts.first()?);
    if let Some(inside) = first.strip_prefix('<') {
        let (of, by) = inside.split_once(" as ").unwrap_or((inside, ""));
        return path_in(of).or_else(|| path_in(by));
    }
    // The function itself is last.
    parts.pop();
    Some(modules(parts.into_iter().map(str::to_owned)))
}

/// Returns the first path in the text of a type, without the type: `volley::input` of `&mut volley::input::Reader<R>`.
fn path_in(text: &str) -> Option<Vec<String>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let path = text.split(|c| !is_part(c)).find(|word| word.contains("::"))?;
    let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
    parts.pop();
    Some(modules(parts.into_iter().map(str::to_owned))).filter(|path| !path.is_empty())
}

/// Returns the parts up to the first that names no module: a type, a closure, an impl.
fn modules(parts: impl Iterator<Item = String>) -> Vec<String> {
    let is_module =
        |part: &String| part.starts_with(|c: char| c.is_lowercase() || c == '_') && !part.contains('$');
    parts.take_while(is_module).collect()
}

/// Undoes the escapes of the legacy form: `_$LT$` is `<`, `..` is `::`.
fn unescaped(part: &str) -> String {
    const ESCAPES: [(&str, &str); 8] = [
        ("$LT$", "<"),
        ("$GT$", ">"),
        ("$RF$", "&"),
        ("$BP$", "*"),
        ("$C$", ","),
        ("$u20$", " "),
        ("$LP$", "("),
        ("$RP$", ")"),
    ];
    let part = if part.starts_with("_$") { &part[1..] } else { part };
    ESCAPES.iter().fold(part.replace("..", "::"), |text, (escape, plain)| text.replace(escape, plain))
}

/// `NvMs_NtCs1a2b_4core3fmtNt…`: the first crate root (`C`) and the identifiers right behind it. Without an impl (`M`, `X`)
/// before it the last of them is the function.
fn v0(name: &str) -> Option<Vec<String>> {
    let (at, mut rest) =
        name.match_indices('C').find_map(|(at, _)| Some((at, crate_root(&name[at + 1..])?)))?;
    let mut parts = Vec::new();
    while let Some(part) = identifier(&mut rest) {
        parts.push(part.to_owned());
    }
    let is_of_impl = name[..at].contains(['M', 'X']);
    if !is_of_impl && parts.len() > 1 {
        parts.pop();
    }
    Some(modules(parts.into_iter()))
}

/// Returns what follows a crate root's number, which begins with its name, or `None` if this is no crate root.
fn crate_root(text: &str) -> Option<&str> {
    let name = match text.strip_prefix('s') {
        Some(number) => {
            number.split_once('_').filter(|(number, _)| number.chars().all(char::is_alphanumeric))?.1
        }
        None => text,
    };
    name.starts_with(|c: char| c.is_ascii_digit()).then_some(name)
}

/// Reads an identifier with its length.
fn identifier<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let length: usize = rest[..digits].parse().ok()?;
    let (name, after) = rest[digits..].split_at_checked(length)?;
    *rest = after;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> String {
        module_of(name).join("::")
    }

    #[test]
    fn a_function_a_method_and_a_closure_are_in_their_module() {
        assert_eq!(
            path("_ZN6volley5input7formats4html5parse17h70ad5cf63f8f6834E"),
            "volley::input::formats::html"
        );
        assert_eq!(path("_ZN6volley5input6reader6Reader4step17h70ad5cf63f8f6834E"), "volley::input::reader");
        assert_eq!(
            path("_ZN6volley4desk3run28_$u7b$$u7b$closure$u7d$$u7d$17h661a115127eaecfdE"),
            "volley::desk::run"
        );
        assert_eq!(path("_ZN6volley4main17hc89f1824c9b61e1dE"), "volley");
    }

    #[test]
    fn a_method_of_a_trait_is_its_type_s_and_else_its_trait_s() {
        assert_eq!(
            path(
                "_ZN64_$LT$volley..web..ui..app..App$u20$as$u20$core..fmt..Display$GT$3fmt17he0ffb5f9c5fec9dfE"
            ),
            "volley::web::ui::app"
        );
        assert_eq!(
            path("_ZN50_$LT$$RF$mut$u20$T$u20$as$u20$core..fmt..Debug$GT$3fmt17he0ffb5f9c5fec9dfE"),
            "core::fmt"
        );
    }

    #[test]
    fn the_standard_library_s_own_form_is_read_too() {
        assert_eq!(
            path("_RNvMs1_NtNtCsgXGp5Oqx2Ny_4core3fmt8buildersNtB5_11DebugStruct9is_pretty"),
            "core::fmt::builders"
        );
        assert_eq!(path("_RNvNtCs5cOc02OMXlo_5alloc4wtf815to_string_lossy"), "alloc::wtf8");
        assert_eq!(path("_RNvCs5cOc02OMXlo_5alloc5thing"), "alloc");
        assert_eq!(
            path("_RNvXNtNtNtCsgXGp5Oqx2Ny_4core3num7dec2flt5floatC3f16NtB2_8RawFloat8classify"),
            "core::num::dec2flt::float"
        );
    }

    #[test]
    fn a_name_of_another_form_has_no_module() {
        for name in ["", "memcpy", "__wbindgen_malloc", "_ZN", "_ZN9x", "_R", "_RNvC"] {
            assert_eq!(path(name), "", "{name}");
        }
    }
}
