//! Input without files: a pattern of many links, and keys typed into a full text area.

use super::prelude::*;

const MOST_MS: f64 = 100.0;
const LINKS: u32 = 36 * 36 * 36 * 36;
const SET: &str = "{0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z}";

/// A pattern of 36^4 URLs, read to ready without a URL being written out.
pub(super) async fn pattern(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let text = stage.here(&format!("/status/200?q={}", SET.repeat(4)));
    let order = json!({ "do": "read", "text": text, "links": LINKS });
    let reads = Timed::of_loads(&stage, &order, options.turns).await?;
    let note = format!("longest page task {:.0} ms (0: none over 50)", reads.longest_task_ms);
    Ok(vec![reads.figure("36^4 links: ready", MOST_MS).note(note)])
}

/// As many as the text area may hold.
const LINES: u32 = 2_000;
const KEYS: u32 = 60;
/// A frame of sixty a second.
const FRAME_MS: f64 = 16.7;

pub(super) async fn typing(options: &Options) -> Result<Vec<Figure>, Failure> {
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
        Figure::of(what, values, "ms").note(format!("95 % within {:.1}", quantile(values, 0.95)))
    };
    Ok(vec![
        figure("a key: the page's own work", &work).bar(Bar::AtMost(FRAME_MS)),
        figure("a key: the frame that shows it", &drawing).bar(Bar::AtMost(FRAME_MS)),
        figure("a key: until the list is read again", &read)
            .note(format!("longest gap between frames {gap_ms:.0} ms; {} keys", read.len())),
    ])
}
