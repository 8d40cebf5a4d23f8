//! A pattern of 36^4 URLs, read to ready without a URL being written out.

use super::prelude::*;

pub(super) const BENCH: Bench = Bench {
    name: "pattern",
    about: "a pattern of 36^4 = 1,679,616 links: ready",
    run: |options| Box::pin(measure(options)),
};

const MOST_MS: f64 = 100.0;
const LINKS: u32 = 36 * 36 * 36 * 36;
const SET: &str = "{0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z}";

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let text = stage.here(&format!("/status/200?q={}", SET.repeat(4)));
    let (mut ready_ms, mut longest_task_ms) = (Vec::new(), 0.0_f64);
    for _ in 0..options.turns {
        stage.load().await?;
        let order = json!({ "do": "read", "text": text, "links": LINKS });
        let read = stage.ask(&order).await?;
        ready_ms.push(number(&read, "ms")?);
        longest_task_ms = longest_task_ms.max(PageCost::of(&read)?.longest_task_ms);
    }
    let (low, high) = range(&ready_ms);
    let note = format!("{low:.0} to {high:.0}; longest page task {longest_task_ms:.0} ms (0: none over 50)");
    Ok(vec![
        Figure::new("pattern", "36^4 links: ready", median(&ready_ms), "ms")
            .bar(Bar::AtMost(MOST_MS))
            .note(note),
    ])
}
