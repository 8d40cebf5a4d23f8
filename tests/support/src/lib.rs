//! The origin server that Volley's end-to-end tests and benches talk to.
//!
//! One [`Origin`] listens on two loopback ports, plain HTTP/1.1 and TLS (HTTP/2 or HTTP/1.1 by
//! ALPN), and answers both alike. It runs on threads of its own, so it answers even while the test
//! that owns it blocks. Dropping it closes both ports. Beside them there may be ports with bad certificates
//! ([`OriginConfig::bad_certificates`]), and one on which nothing listens ([`Origin::closed_addr`]).
//!
//! What it serves, in the order in which it decides:
//!
//! 1. its own affairs: `GET /log.json`, `POST /log/clear`, `POST /csp-report`, `POST /result`;
//! 2. the answers named by a path (`/status/404`, `/delay/300`, …), listed in [`paths`];
//! 3. on `localhost`, `127.0.0.1` and [`OriginConfig::page_hosts`]: files, as [`Mount`]s;
//! 4. on every other host: [`OriginConfig::fallback`].
//!
//! Every request of 2 and 4, and every missing file, is logged as an [`Exchange`]. Tests
//! never sleep: they hold answers back with `/held/{key}` and [`Origin::release`], and wait for a
//! state of the log with [`Origin::wait_until`].

mod answer;
mod call;
mod cases;
mod certificate;
mod config;
mod connection;
mod fallback;
mod handle;
mod inbox;
mod keyed;
mod kind;
mod kinds;
mod listen;
mod log;
mod origin;
mod own_affairs;
pub mod paths;
mod payload;
mod policy;
mod server;
mod sharing;
mod site;
mod steady_hash;
mod tracked;
mod wait;

pub use cases::cases;
pub use certificate::BadCertificate;
pub use config::{OriginConfig, OriginError};
pub use fallback::{Expected, expected};
pub use http::{HeaderMap, HeaderValue, Method, StatusCode, Version};
pub use inbox::Taken;
pub use log::{Connections, Ending, Exchange, Log, Summary};
pub use origin::{Origin, with_origin};
pub use policy::Policy;
pub use sharing::Sharing;
pub use site::{CONTENT_SECURITY_POLICY, Extra, Mount, UnevenSwap};
pub use wait::{WAIT_LIMIT, WaitExpired};
