//! Messages between threads, over a channel of the browser's: what arrives is what was sent.

use futures::StreamExt as _;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use js_sys::{Array, Function, Object, Reflect, Uint8Array, Uint32Array};
use volley::ids::RunId;
use volley::protocol::{Command, Control, Generation, RunCommand, RunnerNotice};
use volley::settings::Limits;
use volley::web::ipc::link::Link;
use volley::web::ipc::message::{MessageError, Received};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, MessageChannel, MessagePort};

/// Both ends of a channel: the port that speaks, and what the other one hears.
fn channel() -> (MessagePort, UnboundedReceiver<Received>) {
    let channel = MessageChannel::new().expect("a browser has channels");
    let (heard, hearing) = unbounded();
    Link::Port(channel.port2()).listen(move |message| {
        // The test may have heard enough.
        let _ = heard.unbounded_send(message);
    });
    (channel.port1(), hearing)
}

fn set_text(input: u32, text: &str) -> Command {
    Command::SetText { input, text: text.to_owned() }
}

#[wasm_bindgen_test]
async fn a_message_comes_as_it_was_sent_and_in_its_order() {
    let (port, mut hearing) = channel();
    let link = Link::Port(port);
    let sent: Vec<Command> =
        (0..100).map(|input| set_text(input, &"ü\0\u{1f600}\n".repeat(input as usize))).collect();
    for command in &sent {
        link.post_with(command, &[], &[]).expect("it can be posted");
    }
    for command in sent {
        let message = hearing.next().await.expect("it comes");
        assert_eq!(message.decode::<Command>().expect("it is understood"), command);
        assert_eq!(message.trouble(), None);
    }
}

#[wasm_bindgen_test]
async fn buffers_sent_with_a_message_are_moved_and_not_copied() {
    let (port, mut hearing) = channel();
    let (bytes, numbers) =
        (Uint8Array::from([1, 2, 3].as_slice()), Uint32Array::from([7, u32::MAX].as_slice()));
    let moved = [bytes.clone().into(), numbers.clone().into()];
    Link::Port(port).post_with(&Control::Connect, &[], &moved).expect("it can be posted");
    assert_eq!((bytes.byte_length(), numbers.byte_length()), (0, 0), "the sender has them no longer");
    let message = hearing.next().await.expect("it comes");
    assert_eq!(message.decode::<Control>().expect("it is understood"), Control::Connect);
    assert_eq!(message.attachment::<Uint8Array>(0).expect("bytes").to_vec(), [1, 2, 3]);
    assert_eq!(message.attachment::<Uint32Array>(1).expect("numbers").to_vec(), [7, u32::MAX]);
    assert!(message.attachment::<Uint8Array>(2).is_none(), "there is no third");
    assert!(message.attachment::<Uint32Array>(0).is_none(), "bytes are no numbers");
}

#[wasm_bindgen_test]
async fn cloned_things_come_before_moved_ones() {
    let (port, mut hearing) = channel();
    let blob = Blob::new_with_str_sequence(&Array::of1(&"content".into())).expect("a browser has blobs");
    let far = MessageChannel::new().expect("a browser has channels");
    let command = Command::AddSources { input: 1, names: vec!["list.txt".to_owned()] };
    let result = Link::Port(port).post_with(&command, &[blob.into()], &[far.port1().into()]);
    result.expect("it can be posted");
    let message = hearing.next().await.expect("it comes");
    assert_eq!(message.attachment::<Blob>(0).expect("a blob").size().to_string(), "7");
    assert!(message.attachment::<MessagePort>(1).is_some());
}

#[wasm_bindgen_test]
async fn a_command_for_a_run_keeps_its_number_and_its_limits() {
    let (port, mut hearing) = channel();
    let limits =
        Limits { concurrency: 1_000, per_origin: 1, timeout_ms: 3_600_000, retries: 10, ..Limits::default() };
    for command in [RunCommand::Pause, RunCommand::Resume, RunCommand::Stop, RunCommand::SetLimits(limits)] {
        let control = Control::Command { run: RunId(u32::MAX), generation: Generation(u32::MAX), command };
        Link::Port(port.clone()).post_with(&control, &[], &[]).expect("it can be posted");
        let message = hearing.next().await.expect("it comes");
        assert_eq!(message.decode::<Control>().expect("it is understood"), control);
    }
}

#[wasm_bindgen_test]
async fn what_is_no_message_of_ours_is_refused() {
    let (port, mut hearing) = channel();
    let odd = Object::new();
    Reflect::set(&odd, &"bytes".into(), &"text".into()).expect("an object takes a field");
    for value in [JsValue::NULL, JsValue::from_str("text"), Object::new().into(), odd.into()] {
        port.post_message(&value).expect("it can be posted");
        let message = hearing.next().await.expect("it comes");
        assert!(matches!(message.decode::<Command>(), Err(MessageError::Shape)), "{value:?}");
        assert!(message.attachment::<Blob>(0).is_none());
    }
}

#[wasm_bindgen_test]
async fn bytes_of_another_build_are_refused() {
    let (port, mut hearing) = channel();
    for bytes in [&[][..], &[255, 255, 255], &[1]] {
        let carrier = Object::new();
        Reflect::set(&carrier, &"bytes".into(), &Uint8Array::from(bytes)).expect("an object takes a field");
        port.post_message(&carrier).expect("it can be posted");
        let message = hearing.next().await.expect("it comes");
        assert!(matches!(message.decode::<RunnerNotice>(), Err(MessageError::Content(_))), "{bytes:?}");
    }
}

#[wasm_bindgen_test]
async fn last_words_are_distinguished_from_messages() {
    let (port, mut hearing) = channel();
    let carrier = Object::new();
    Reflect::set(&carrier, &"trouble".into(), &"it fell over".into()).expect("an object takes a field");
    port.post_message(&carrier).expect("it can be posted");
    let message = hearing.next().await.expect("it comes");
    assert_eq!(message.trouble().as_deref(), Some("it fell over"));
}

#[wasm_bindgen_test]
fn what_cannot_be_posted_is_said_in_words() {
    let (port, _hearing) = channel();
    let function: JsValue = Function::new_no_args("").into();
    let error =
        Link::Port(port).post_with(&Control::Connect, &[function], &[]).expect_err("functions stay here");
    assert!(error.starts_with("DataCloneError"), "{error}");
}

#[wasm_bindgen_test]
fn there_is_no_page_above_a_page() {
    assert!(Link::to_page().is_none());
}
