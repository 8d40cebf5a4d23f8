//! Keys typed into a text area that is as full as it gets.

use super::prelude::*;

pub(super) const BENCH: Bench = Bench {
    name: "typing",
    about: "each key in a text area of 2,000 lines: what it costs the page, and when it is read",
    run: |options| Box::pin(measure(options)),
};

const NAME: &str = "typing";
/// As many as the text area is given to hold.
const LINES: u32 = 2_000;
const KEYS: u32 = 60;
/// A frame of sixty a second.
const FRAME_MS: f64 = 16.7;

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let line = |number| format!("https://www.example.org/docs/{number:04}/page.html");
    let text = (0..LINES).map(line).collect::<Vec<_>>().join("\n");
    let order = json!({ "do": "type", "text": text, "keys": KEYS });
    let (mut work, mut drawing, mut read, mut gap_ms) = (Vec::new(), Vec::new(), Vec::new(), 0.0_f64);
    for _ in 0..options.turns {
        stage.load().await?;
        let typed = stage.ask(&order).await?;
        let numbers = |name: &str| typed[name].as_array().into_iter().flatten().filter_map(Value::as_f64);
        work.extend(numbers("work"));
        drawing.extend(numbers("drawing"));
        read.extend(numbers("read"));
        gap_ms = gap_ms.max(PageCost::of(&typed)?.longest_gap_ms);
        number(&typed, "links")?;
    }
    let figure = |what: &str, values: &[f64]| {
        let (low, high) = range(values);
        let p95 = quantile(values, 0.95);
        Figure::new(NAME, what, median(values), "ms")
            .note(format!("{low:.1} to {high:.1}, 95 % within {p95:.1}"))
    };
    Ok(vec![
        figure("a key: the page's own work", &work).bar(Bar::AtMost(FRAME_MS)),
        figure("a key: the frame that shows it", &drawing).bar(Bar::AtMost(FRAME_MS)),
        figure("a key: until the list is read again", &read)
            .note(format!("longest gap between frames {gap_ms:.0} ms; {} keys", read.len())),
    ])
}
