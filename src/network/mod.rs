//! What becomes known of a request beyond its `fetch`: redirect hops, the network error by its name, the server's address.
//! Only an extension with access to a site learns them, by `webRequest`; a web page does not.
//!
//! A *hop* is one redirect that was followed; an *observation* is one event about a request in flight; a *visit* is a request
//! that a tab of the browser makes.

mod error_kind;
mod hop;
mod observer;
mod transport;
mod visit;

pub use error_kind::NetworkErrorKind;
pub use hop::{Hop, MAX_HOPS, hops_in, hops_to_text, is_whole};
pub use observer::{Awaited, Observation, Observed};
pub use transport::Transport;
pub use visit::VisitEnd;
