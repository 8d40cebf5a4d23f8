//! Host names in any letters, and what they are in ASCII: the browser's rules and those of the tables that native tests
//! have must both agree with it. Joiners are not in it: the tables do not check where they are, browsers do.

/// A name, and the same in ASCII; `None` where it is none.
pub(crate) const HOSTS: [(&str, Option<&str>); 13] = [
    ("bücher.example", Some("xn--bcher-kva.example")),
    ("BÜCHER.Example", Some("xn--bcher-kva.example")),
    ("bu\u{308}cher.example", Some("xn--bcher-kva.example")),
    ("faß.example", Some("xn--fa-hia.example")),
    ("日本語。jp", Some("xn--wgv71a119e.jp")),
    ("ｅｘａｍｐｌｅ.org", Some("example.org")),
    ("１２７.０.０.１", Some("127.0.0.1")),
    ("☕.example", Some("xn--53h.example")),
    ("a\u{ad}b.example", Some("ab.example")),
    ("xn--bcher-kva.example", Some("xn--bcher-kva.example")),
    ("مثال.إختبار", Some("xn--mgbh0fb.xn--kgbechtv")),
    // Latin letters and Arabic digits in one name that is written from right to left.
    ("ا1٢.example", None),
    ("\u{fffd}.example", None),
];
