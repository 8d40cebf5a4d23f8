//! What all requests share.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::config::{OriginConfig, OriginError};
use crate::fallback::Expected;
use crate::inbox::Inbox;
use crate::keyed::{Buckets, Gates, Keyed};
use crate::kinds::Bombs;
use crate::log::SharedLog;
use crate::policy::{Policy, is_local};
use crate::site::Site;

/// What all requests share.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) log: SharedLog,
    pub(crate) inbox: Inbox,
    pub(crate) gates: Gates,
    /// The places of `/capacity`, one line a name.
    pub(crate) queues: Keyed<Arc<Semaphore>>,
    pub(crate) buckets: Buckets,
    /// How many requests of `/busy` and `/flaky` came, by kind and key.
    pub(crate) tallies: Keyed<u64>,
    pub(crate) bombs: Bombs,
    pub(crate) site: Site,
    pub(crate) policy: Policy,
    pub(crate) fallback: Option<fn(&str, &str) -> Expected>,
    pub(crate) log_files: bool,
    page_hosts: Vec<String>,
}

impl Server {
    pub(crate) fn new(config: OriginConfig) -> Result<Self, OriginError> {
        let mut site = Site::new(config.dist, config.mounts, config.extra, config.csp.as_deref())?;
        (site.isolated, site.cached) = (config.isolated, config.cached);
        Ok(Self {
            log: SharedLog::new(),
            inbox: Inbox::new(),
            gates: Gates::default(),
            queues: Keyed::default(),
            buckets: Buckets::default(),
            tallies: Keyed::default(),
            bombs: Bombs::default(),
            site,
            policy: config.policy,
            fallback: config.fallback,
            log_files: config.log_files,
            page_hosts: config.page_hosts,
        })
    }

    /// Returns whether the host (without port) serves files.
    pub(crate) fn serves_files(&self, host: &str) -> bool {
        is_local(host) || self.page_hosts.iter().any(|name| name == host)
    }
}
