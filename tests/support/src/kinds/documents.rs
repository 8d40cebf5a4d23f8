//! `/todos/{i}`, `/json`, `/headers` and `/big-header/{n}`.

use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use crate::answer::{self, Answer};
use crate::call::Call;

pub(super) fn todo(id: u64) -> Answer {
    answer::json(&json!({
        "userId": id.saturating_sub(1) / 20 + 1,
        "id": id,
        "title": format!("todo {id}"),
        "completed": id.is_multiple_of(3),
    }))
}

pub(super) fn sample() -> Answer {
    answer::json(&json!({
        "name": "volley",
        "numbers": [1, 2.5, -3],
        "nested": { "yes": true, "no": false, "none": null, "text": "naïve ☂" },
    }))
}

/// A header sent more than once is one member, its values joined by a comma and a blank.
pub(super) fn headers(call: &Call<'_>) -> Answer {
    let mut members = Map::new();
    for name in call.headers.keys() {
        let values = call.headers.get_all(name).iter();
        let texts: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        members.insert(name.as_str().to_owned(), Value::String(texts.join(", ")));
    }
    answer::json(&Value::Object(members))
}

pub(super) fn big_header(n: usize) -> Answer {
    let value = HeaderValue::try_from("x".repeat(n)).expect("letters are fit for a header");
    answer::with_header(answer::fixed(StatusCode::OK), HeaderName::from_static("x-big"), value)
}
