//! The files that the server serves, as a static host would: no fallback page, a missing file is 404.

mod file;
mod mount;

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY as CSP_HEADER, HeaderName};
use http::{HeaderValue, StatusCode, Uri};
use percent_encoding::percent_decode_str;

use crate::answer::{Answer, text, typed};
use crate::config::OriginError;
use crate::keyed::Gates;
use crate::own_affairs::REPORT_PATH;
pub use mount::{Mount, UnevenSwap};

/// The policy under which the page, its workers and its wasm run; `browser-facts.md`, section 6, of
/// the project's design says why each part is there.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' http: https:; \
    worker-src 'self'; base-uri 'none'; form-action 'none'";

/// What isolates a page from other origins.
const ISOLATION: [(HeaderName, &str); 2] = [
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
];

/// How long a browser keeps a file of which there is only this version.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A file that is in no folder.
#[derive(Clone, Debug)]
pub struct Extra {
    path: String,
    content_type: HeaderValue,
    bytes: Bytes,
}

impl Extra {
    /// Returns the file at that path (`/driver.html`), whose type follows from the path's ending.
    pub fn new(path: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let path = path.into();
        let content_type = file::content_type(Path::new(&path));
        Self { path, content_type, bytes: bytes.into() }
    }

    /// Returns the same file with another type.
    #[must_use]
    pub fn typed(mut self, content_type: HeaderValue) -> Self {
        self.content_type = content_type;
        self
    }
}

/// The files that the server serves.
#[derive(Debug)]
pub(crate) struct Site {
    dist: Option<PathBuf>,
    mounts: RwLock<Vec<Mount>>,
    extra: Vec<Extra>,
    csp: Option<HeaderValue>,
    pub(crate) isolated: bool,
    pub(crate) cached: bool,
}

impl Site {
    pub(crate) fn new(
        dist: Option<PathBuf>,
        mounts: Vec<Mount>,
        extra: Vec<Extra>,
        csp: Option<&str>,
    ) -> Result<Self, OriginError> {
        let header = |csp: &str| HeaderValue::try_from(format!("{csp}; report-uri {REPORT_PATH}"));
        let csp = csp.map(header).transpose().map_err(|_| OriginError::Csp)?;
        Ok(Self { dist, mounts: RwLock::new(mounts), extra, csp, isolated: false, cached: false })
    }

    /// Puts the mount in the place of the one with the same prefix, or adds it to the others.
    pub(crate) fn set_mount(&self, mount: Mount) {
        let mut mounts = self.mounts.write().unwrap_or_else(PoisonError::into_inner);
        match mounts.iter_mut().find(|other| other.prefix() == mount.prefix()) {
            Some(place) => *place = mount,
            None => mounts.push(mount),
        }
    }

    /// Returns the file at the path, or `None` if there is none. An override that
    /// does not fit its file answers 500, so that the test that set it up fails. A file that is held waits at its gate.
    pub(crate) async fn find(&self, uri: &Uri, gates: &Gates) -> Option<Answer> {
        let path = uri.path();
        let has_version = uri.query().is_some() || file::has_hash(path);
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let mut answer = match self.extra.iter().find(|extra| extra.path == path) {
            Some(extra) => typed(StatusCode::OK, extra.content_type.clone(), extra.bytes.clone()),
            None => self.find_mounted(&path, gates).await?,
        };
        answer.headers_mut().insert(
            CACHE_CONTROL,
            HeaderValue::from_static(if self.cached && has_version { FOR_EVER } else { "no-cache" }),
        );
        if let Some(csp) = &self.csp {
            answer.headers_mut().insert(CSP_HEADER, csp.clone());
        }
        if self.isolated {
            for (name, value) in ISOLATION {
                answer.headers_mut().insert(name, HeaderValue::from_static(value));
            }
        }
        Some(answer)
    }

    async fn find_mounted(&self, path: &str, gates: &Gates) -> Option<Answer> {
        let mount = self.mount_of(path)?;
        let name = file::name(path.strip_prefix(mount.prefix())?)?;
        if mount.holds(&name) {
            gates.pass(&name).await;
        }
        let folder = mount.own_folder().or(self.dist.as_deref());
        match file::read(&mount, folder, &name).await {
            Ok(bytes) => Some(typed(StatusCode::OK, file::type_in(&mount, &name), bytes?)),
            Err(swap) => Some(text(StatusCode::INTERNAL_SERVER_ERROR, swap.to_string())),
        }
    }

    /// Returns a copy of the mount with the longest prefix that the path has.
    fn mount_of(&self, path: &str) -> Option<Mount> {
        let mounts = self.mounts.read().unwrap_or_else(PoisonError::into_inner);
        let fitting = mounts.iter().filter(|mount| path.starts_with(mount.prefix()));
        fitting.max_by_key(|mount| mount.prefix().len()).cloned()
    }
}
