//! A page that stops a run: many HTTP/2 streams reset before the server has looked at them.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::client::tls;
use crate::start;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const END_STREAM_AND_HEADERS: u8 = 5;
const CANCEL: [u8; 4] = 8_u32.to_be_bytes();

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// Returns the frame of a GET, its headers in HPACK: two from the static table, two literals.
fn get(path: &str, stream: u32) -> Vec<u8> {
    let literal = |name: u8, value: &str| {
        let length = u8::try_from(value.len()).unwrap();
        [&[name, length], value.as_bytes()].concat()
    };
    let block = [&[0x82, 0x87], &literal(4, path)[..], &literal(1, "localhost")].concat();
    frame(HEADERS, END_STREAM_AND_HEADERS, stream, &block)
}

/// The server sees these in one read, as it does when a page aborts while the server is busy: all of
/// them are reset before it accepts the first.
#[tokio::test]
async fn streams_reset_in_one_go_leave_their_connection_alone() {
    let origin = start().await;
    let mut stream = tls(&origin, b"h2").await;
    let mut bytes = [PREFACE, &frame(SETTINGS, 0, 0, &[])].concat();
    let last = 401;
    for id in (1..last).step_by(2) {
        bytes.extend(get("/never", id));
        bytes.extend(frame(RST_STREAM, 0, id, &CANCEL));
    }
    bytes.extend(get("/json", last));
    stream.write_all(&bytes).await.unwrap();

    let mut kinds = Vec::new();
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.unwrap_or_else(|error| panic!("{error} after {kinds:?}"));
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut payload).await.unwrap();
        kinds.push(head[3]);
        if head[3] == HEADERS && head[5..] == u32::to_be_bytes(last) {
            break;
        }
    }
    origin.wait_until(|log| log.in_flight() == 0).await.unwrap();
}
