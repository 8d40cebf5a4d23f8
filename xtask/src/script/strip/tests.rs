use super::*;

fn assert_left(pairs: &[(&str, &str)]) {
    for (text, left) in pairs {
        assert_eq!(stripped(text).as_deref(), Ok(*left), "{text}");
        assert_eq!(stripped(left).as_deref(), Ok(*left), "again: {text}");
    }
}

#[test]
fn comments_and_needless_blanks_go_and_nothing_else() {
    assert_left(&[
        ("// a\nlet a = 1; // b\nlet b = 2;\n", "let a=1;let b=2;"),
        (
            "/** docs\n * more */\nexport class A {\n    b() {\n        return 1;\n    }\n}\n",
            "export class A{b(){return 1;}}",
        ),
        ("a\nb\n++c", "a\nb\n++c"),
        ("let a = b\n/c/g.exec(d)", "let a=b\n/c/g.exec(d)"),
        ("x = a + +b - -c", "x=a + +b - -c"),
        ("const url = 'https://a' + \"/* no */\";", "const url='https://a' + \"/* no */\";"),
        ("`a  // ${ f({ b: `  }` }) }  /* c */`", "`a  // ${ f({ b: `  }` }) }  /* c */`"),
        ("return /[/'\"]\\/ x/.test(a) ? b : c", "return /[/'\"]\\/ x/.test(a)?b:c"),
        ("a = (b) / c / d", "a=(b)/ c / d"),
        ("if (a) {\n  b();\n}\nelse {\n  c();\n}", "if(a){b();}\nelse{c();}"),
        (
            "import a from \"./a.js\";\nexport { a as default };",
            "import a from \"./a.js\";export{a as default};",
        ),
        ("async function* f() { yield 1 }", "async function*f(){yield 1}"),
        ("let s = 'it\\'s';\n\n\nf(s)", "let s='it\\'s';f(s)"),
        ("a /* b */ c", "a c"),
        ("a < !--b", "a< !--b"),
        ("", ""),
    ]);
}

/// Each has `'` in a regular expression, where a slash that divided would leave a string open, or the other way round.
#[test]
fn a_slash_begins_a_regular_expression_only_where_an_operand_may_be() {
    assert_left(&[
        ("if (a) /'  /.exec(b)", "if(a)/'  /.exec(b)"),
        ("for (a of b) /'  /.exec(a)", "for(a of b)/'  /.exec(a)"),
        ("for await (a of b) /'  /.exec(a)", "for await(a of b)/'  /.exec(a)"),
        ("while (f(a)) /'  /.exec(b)", "while(f(a))/'  /.exec(b)"),
        ("a.if (b) / c; '  /'", "a.if(b)/ c;'  /'"),
        ("throw /'  /", "throw /'  /"),
        ("yield /'  /", "yield /'  /"),
        ("new /'  /.constructor", "new /'  /.constructor"),
        ("a instanceof /'  /", "a instanceof /'  /"),
        ("export default /'  /", "export default /'  /"),
        ("[...await /'  /]", "[...await /'  /]"),
        ("/'  / / 2; '  /'", "/'  / / 2;'  /'"),
        ("/'  /gu / 2; '  /'", "/'  /gu / 2;'  /'"),
        ("x.return / 2; '  /'", "x.return / 2;'  /'"),
        ("x?.new / 2; '  /'", "x?.new / 2;'  /'"),
        ("this.#of / 2; '  /'", "this.#of / 2;'  /'"),
        ("a++ / 2; '  /'", "a++ / 2;'  /'"),
        ("1. / 2; '  /'", "1. / 2;'  /'"),
        ("`a` / 2; '  /'", "`a` / 2;'  /'"),
        ("if (a) { b }\n/'  /.exec(c)", "if(a){b}\n/'  /.exec(c)"),
        ("a = { b } / 2; '  /'", "a={b}/ 2;'  /'"),
        ("a = () => /'  /", "a=()=>/'  /"),
    ]);
}

#[test]
fn lines_end_in_four_ways() {
    assert_left(&[
        ("// it's\ra\rb", "a\nb"),
        ("// it's\u{2028}a\u{2028}b", "a\nb"),
        ("// it's\u{2029}a /* \u{2029} */ b", "a\nb"),
        ("'a\u{2028}  b\\\r\n  c'", "'a\u{2028}  b\\\r\n  c'"),
        ("\u{feff}a", "a"),
    ]);
}

#[test]
fn what_is_inserted_in_a_template_is_code() {
    let text = "`${ a /* } ` */ + /[`}]/.exec(b) // }\n + `${ { c: '`' }.c }` }  d`";
    assert_left(&[(text, text)]);
}

#[test]
fn what_is_not_closed_is_refused_with_its_line() {
    for (text, line, what) in [
        ("a;\n'b\n", 2, "a string is not closed"),
        ("\"b", 1, "a string is not closed"),
        ("a;\n\n`b${c}\n", 3, "a template is not closed"),
        ("`b${c\n", 1, "an expression in a template is not closed"),
        ("a =\n/b\n/", 2, "a regular expression is not closed"),
        ("a = /[/]", 1, "a regular expression is not closed"),
        ("a\n/* b", 2, "a comment is not closed"),
        ("f(a\n", 1, "a bracket is not closed"),
        ("f(a\n]", 2, "a bracket closes none that is open"),
        ("a }", 1, "a bracket closes none that is open"),
    ] {
        assert_eq!(stripped(text), Err(Misread { line, what }), "{text}");
    }
}

#[test]
fn what_is_cut_anywhere_does_no_harm() {
    let text = "let a = `${b('x')}` + /[/]\\//g + \"\\\"\"; // c\n/* d */ 'e\\\r\nf'";
    for (end, _) in text.char_indices() {
        let _ = stripped(&text[..end]);
    }
}
