//! `/gzip-bomb/{n}`.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::CONTENT_ENCODING;
use http::{HeaderValue, StatusCode};

use crate::answer::{Answer, of_payload, text, with_header};
use crate::payload::Payload;

/// The bombs made so far, by the size they inflate to.
#[derive(Debug, Default)]
pub(crate) struct Bombs(Mutex<HashMap<u64, Bytes>>);

pub(super) async fn answer(bombs: &Bombs, n: u64) -> Answer {
    match bombs.get(n).await {
        Ok(bomb) => {
            let answer = of_payload(StatusCode::OK, Payload::Whole(bomb));
            with_header(answer, CONTENT_ENCODING, HeaderValue::from_static("gzip"))
        }
        Err(error) => text(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}

impl Bombs {
    async fn get(&self, n: u64) -> io::Result<Bytes> {
        let made = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&n).cloned();
        if let Some(bomb) = made {
            return Ok(bomb);
        }
        // A gigabyte takes seconds: not on the threads that answer.
        let bomb = tokio::task::spawn_blocking(move || gzipped_zeros(n)).await??;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(n, bomb.clone());
        Ok(bomb)
    }
}

/// Returns a gzip stream of one member that inflates to `n` zero bytes.
fn gzipped_zeros(n: u64) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    io::copy(&mut io::repeat(0).take(n), &mut encoder)?;
    encoder.flush()?;
    Ok(encoder.finish()?.into())
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use flate2::read::GzDecoder;

    use super::gzipped_zeros;

    #[test]
    fn a_bomb_is_small_and_inflates_to_all_zeros() {
        let bomb = gzipped_zeros(3_000_000).unwrap();
        assert!(bomb.len() < 6_000, "{} bytes", bomb.len());
        let mut zeros = Vec::new();
        GzDecoder::new(&bomb[..]).read_to_end(&mut zeros).unwrap();
        assert_eq!(zeros.len(), 3_000_000);
        assert!(zeros.iter().all(|byte| *byte == 0));
    }

    #[test]
    fn an_empty_one_is_whole_too() {
        let bomb = gzipped_zeros(0).unwrap();
        assert_eq!(io::copy(&mut GzDecoder::new(&bomb[..]), &mut io::sink()).unwrap(), 0);
    }
}
