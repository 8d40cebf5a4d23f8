//! Names of hosts by the tables that stand in for the browser's rules: see `tests/browser/host_names.rs`.

#[path = "../browser/host_table.rs"]
mod host_table;

use volley::idn::parse_url;

#[test]
fn the_tables_have_the_rules_of_the_browser() {
    for (name, ascii) in host_table::HOSTS {
        let url = parse_url(&format!("https://{name}/")).ok();
        assert_eq!(url.as_ref().and_then(url::Url::host_str), ascii, "{name}");
    }
}
