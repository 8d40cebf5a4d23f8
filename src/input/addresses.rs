//! Hosts that only this machine or this network can reach.

use core::net::{Ipv4Addr, Ipv6Addr};

/// RFC 6761 (`localhost`), 6762 (`local`), 8375 (`home.arpa`), reserved (`internal`); the others are in common use.
const PRIVATE_ENDINGS: [&str; 8] =
    ["localhost", "local", "home.arpa", "internal", "lan", "home", "corp", "intranet"];

/// Where the host begins in an origin, or in an `http:` or `https:` URL. By its first colon: to search for a text takes code that
/// weighs a kilobyte in the runner.
pub fn host_start(origin: &str) -> usize {
    origin.find(':').filter(|&at| origin[at..].starts_with("://")).map_or(0, |at| at + 3)
}

/// The host in `origin` (`https://example.org:8080`), with its port where that is not the scheme's own.
pub(super) fn host_of(origin: &str) -> &str {
    &origin[host_start(origin)..]
}

/// Whether the host of `origin` is this machine, in a private network, or a name without a dot. Addresses as in Local
/// Network Access: RFC 1918, 3927, 6598, 4193, 4291.
pub fn is_private(origin: &str) -> bool {
    let host = host_of(origin);
    if let Some(inner) = host.strip_prefix('[') {
        let address = inner.split(']').next().unwrap_or("");
        return address.parse().is_ok_and(is_private_v6);
    }
    let name = host.split(':').next().unwrap_or("").trim_end_matches('.');
    if let Ok(address) = name.parse() {
        return is_private_v4(address);
    }
    let ends_in = |ending: &str| {
        name.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    !name.contains('.') || PRIVATE_ENDINGS.into_iter().any(ends_in)
}

/// Whether the host of `origin`, which is private, is this machine.
pub fn is_loopback(origin: &str) -> bool {
    let host = host_of(origin);
    if let Some(inner) = host.strip_prefix('[') {
        let address: Option<Ipv6Addr> = inner.split(']').next().and_then(|inner| inner.parse().ok());
        return address.is_some_and(|address| {
            address.to_ipv4_mapped().map_or_else(|| address.is_loopback(), |address| address.is_loopback())
        });
    }
    let name = host.split(':').next().unwrap_or("").trim_end_matches('.');
    let address: Option<Ipv4Addr> = name.parse().ok();
    address.is_some_and(|address| address.is_loopback())
        || name == "localhost"
        || name.ends_with(".localhost")
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || first == 0
        || (first == 100 && second & 0b1100_0000 == 64)
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    address.to_ipv4_mapped().map_or_else(
        || {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        },
        is_private_v4,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_told_from_its_network() {
        for host in
            ["localhost:8080", "app.localhost", "127.0.0.1", "127.9.9.9:80", "[::1]:80", "[::ffff:127.0.0.1]"]
        {
            assert!(is_loopback(&format!("http://{host}")), "{host}");
        }
        for host in ["192.168.0.1", "printer.lan", "localhost.example", "[fd00::1]", "10.0.0.1"] {
            assert!(!is_loopback(&format!("http://{host}")), "{host}");
        }
    }

    #[test]
    fn this_machine_and_private_networks_are_known() {
        for host in [
            "localhost:8080",
            "app.localhost",
            "printer.local",
            "wiki",
            "git.corp",
            "127.0.0.1",
            "10.0.0.1:81",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "[::1]:3000",
            "[fd00::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
        ] {
            assert!(is_private(&format!("http://{host}")), "{host}");
        }
    }

    #[test]
    fn all_others_are_public() {
        for host in [
            "example.org",
            "local.example.org",
            "notlocalhost.example",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "[2001:db8::1]",
            "[::ffff:8.8.8.8]",
        ] {
            assert!(!is_private(&format!("https://{host}")), "{host}");
        }
    }
}
