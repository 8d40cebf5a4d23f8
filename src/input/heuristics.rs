//! Heuristics that detect the form of a text whose name does not say.

use super::form::Form;
use super::formats::cells::delimiter_of;

/// Lines of a table that are looked at.
const TABLE_LINES: usize = 100;

/// Detects the form of a text that begins with a tag; `None` for any other.
pub(super) fn markup(text: &str) -> Option<Form> {
    let mut rest = text.trim_start_matches(is_blank);
    let mut is_xml = false;
    loop {
        let (end, keeps) = if rest.starts_with("<?") {
            is_xml = true;
            ("?>", None)
        } else if rest.starts_with("<!--") {
            ("-->", None)
        } else if let Some(doctype) = strip_word(rest, "<!doctype") {
            let doctype = doctype.trim_start();
            if strip_word(doctype, "netscape-bookmark-file-1").is_some() {
                return Some(Form::Bookmarks);
            }
            let html = strip_word(doctype, "html").map(|_| Form::Html);
            // Entities are declared between brackets within it.
            let declares = doctype.find('[').is_some_and(|at| at < doctype.find('>').unwrap_or(at));
            (if declares { "]>" } else { ">" }, html)
        } else {
            break;
        };
        if keeps.is_some() {
            return keeps;
        }
        rest = rest[rest.find(end)? + end.len()..].trim_start_matches(is_blank);
    }
    let tag = rest.strip_prefix('<')?;
    let name = &tag[..tag.find(|next: char| !next.is_alphanumeric() && next != ':').unwrap_or(tag.len())];
    let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
    match local.as_str() {
        "urlset" | "sitemapindex" => Some(Form::Sitemap),
        "rss" | "feed" | "rdf" => Some(Form::Feed),
        "html" | "head" | "body" => Some(Form::Html),
        "" => None,
        _ if is_xml => Some(Form::Xml),
        _ if tag.contains("</") && (tag.contains("href=") || tag.contains("src=")) => Some(Form::Html),
        _ => tag[..tag.find('>')?].contains(" xmlns").then_some(Form::Xml),
    }
}

/// Whether `text` is Markdown: two Markdown links, or one and a heading, a fence or a bullet.
pub(super) fn is_markdown(text: &str) -> bool {
    if !text.contains("](") && !text.contains("]:") {
        return false;
    }
    let (mut links, mut others) = (0, 0);
    for line in text.lines() {
        links += inline_links(line) + usize::from(is_definition(line));
        others += usize::from(is_block(line));
        if links > 1 || links == 1 && others > 0 {
            return true;
        }
    }
    false
}

/// Whether `text` is a table: rows of as many cells (of four one may differ), with links in cells of their own. URLs
/// hold commas too, so the first row must name the columns, or links follow a delimiter. Links without scheme count
/// where their column is named as one of addresses.
pub(super) fn table(text: &str) -> Option<Form> {
    let delimiter = char::from(delimiter_of(text));
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(TABLE_LINES);
    let first = lines.next()?;
    let columns = cells(first, delimiter);
    let is_header = !first.contains("://") && columns > 1;
    let names_addresses =
        is_header && first.split(delimiter).any(|name| is_of_addresses(name.trim_matches('"')));
    let behind: Vec<String> = ["http", "\"http"].map(|start| format!("{delimiter}{start}")).into();
    let stands_behind = |line: &str| behind.iter().any(|start| line.contains(start.as_str()));
    let (mut rows, mut ragged) = (1_usize, 0_usize);
    let (mut linked, mut parted) = (usize::from(first.contains("://")), stands_behind(first));
    for line in lines {
        // A quoted cell may hold line ends, but a table that begins so is rare.
        ragged += usize::from(cells(line, delimiter) != columns);
        rows += 1;
        linked += usize::from(line.contains("://"));
        parted |= stands_behind(line);
    }
    let has_links = linked > 0 || names_addresses;
    let is_table = columns > 1 && 4 * ragged <= rows && has_links && (is_header && rows > 1 || parted);
    is_table.then_some(if delimiter == '\t' { Form::Tsv } else { Form::Csv })
}

/// Whether a column of this name holds addresses, with a scheme or without.
pub(super) fn is_of_addresses(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "url", "urls", "uri", "link", "links", "href", "address", "site", "website", "web", "homepage",
        "domain",
    ];
    NAMES.iter().any(|known| name.trim().eq_ignore_ascii_case(known))
}

/// Number of cells in a line; a delimiter at its end opens none, as in the lists of programs.
fn cells(line: &str, delimiter: char) -> usize {
    let line = line.trim_end().trim_end_matches(delimiter);
    let mut quoted = false;
    let delimiters = line.chars().filter(|&character| {
        quoted ^= character == '"';
        !quoted && character == delimiter
    });
    delimiters.count() + 1
}

/// Number of `[text](link)` in a line.
fn inline_links(line: &str) -> usize {
    let is_free = |before: u8| !before.is_ascii_alphanumeric() && !b"/=-.".contains(&before);
    let (mut links, mut opened) = (0, false);
    let mut before = b' ';
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'[' => opened = is_free(before),
            b']' if opened && line[at + 1..].starts_with('(') => {
                let after = line[at + 2..].chars().next();
                links += usize::from(
                    after.is_some_and(|after| after.is_alphanumeric() || "/.#<?".contains(after)),
                );
                opened = false;
            }
            _ => {}
        }
        before = byte;
    }
    links
}

/// Whether a line is `[name]: link`.
fn is_definition(line: &str) -> bool {
    let definition = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]: "));
    definition.is_some_and(|(name, link)| {
        !name.is_empty() && !link.trim().is_empty() && (link.contains("://") || link.contains('.'))
    })
}

fn is_block(line: &str) -> bool {
    let line = line.trim_start();
    let heading = line.trim_start_matches('#');
    let level = line.len() - heading.len();
    (1..=6).contains(&level) && heading.starts_with(' ')
        || ["```", "~~~", "- ", "* ", "> "].iter().any(|begin| line.starts_with(begin))
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// What follows `word`, in whatever case, at the start of `text`.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_known_by_its_first_tag() {
        for (text, form) in [
            ("\u{feff} <!DOCTYPE html><p>", Some(Form::Html)),
            ("<!-- a > b --><HTML lang=en>", Some(Form::Html)),
            ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD\"><html>", Some(Form::Html)),
            ("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL>", Some(Form::Bookmarks)),
            ("<?xml version=\"1.0\"?><urlset xmlns=\"x\">", Some(Form::Sitemap)),
            ("<sm:sitemapindex xmlns:sm=\"x\">", Some(Form::Sitemap)),
            ("<!DOCTYPE x [<!ENTITY a \"b>c\">]><rss version='2.0'>", Some(Form::Feed)),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Some(Form::Feed)),
            ("<rdf:RDF>", Some(Form::Feed)),
            ("<p>See <a href=\"x\">y</a>", Some(Form::Html)),
            ("<?xml version=\"1.0\"?><project><a href=\"x\"></a>", Some(Form::Xml)),
            ("<project xmlns=\"http://a.example/ns\"><url>https://a.example/</url>", Some(Form::Xml)),
            ("<T> xmlns", None),
            ("<https://a.example/>\n<https://b.example/>", None),
            ("<!-- never closed", None),
            ("", None),
        ] {
            assert_eq!(markup(text), form, "{text}");
        }
    }

    #[test]
    fn markdown_is_known_by_its_links() {
        for text in [
            "[a](https://a.example) and ![b](b.png)",
            "# Title\n\nsee [a](docs/a.md)",
            "- [x]\n- [a](<a b>)",
            "text [a][1]\n\n[1]: https://a.example\n[2]: <b.html>",
        ] {
            assert!(is_markdown(text), "{text}");
        }
        for text in [
            "see [a](https://a.example)",
            "# comment\nhttps://a.example/[1-3](x)\nhttps://a.example/[4-5](y)",
            "# comment\n# comment\nhttps://a.example/",
            "array[0](x), f[1](y)",
            "",
        ] {
            assert!(!is_markdown(text), "{text}");
        }
    }

    #[test]
    fn a_table_has_rows_of_as_many_cells() {
        for (text, form) in [
            ("name,url\nA,https://a.example/\nB,https://b.example/\n", Some(Form::Csv)),
            ("1;https://a.example/;x\n2;https://b.example/;y", Some(Form::Csv)),
            ("name\turl\r\n\"A, or B\"\thttps://a.example/\r\n", Some(Form::Tsv)),
            ("\"a, b\",\"https://a.example/\"\n", Some(Form::Csv)),
            ("https://a.example/@1.0,2.0\nhttps://a.example/@3.0,4.0", None),
            ("\"https://a.example/\",\n\"https://b.example/\",\n", None),
            ("https://a.example/,\nhttps://b.example/,", None),
            ("one, two\nthree, https://a.example/, four", None),
            ("Dear all,\nsee https://a.example/", None),
            ("id,name,url\n1,A,https://a.example/\n2,B,https://b.example/\n3,C,n/a\n4,D,", Some(Form::Csv)),
            ("name,site\nA,a.example\nB,b.example", Some(Form::Csv)),
            ("a,b\nc,d", None),
            ("", None),
        ] {
            assert_eq!(table(text), form, "{text}");
        }
    }
}
