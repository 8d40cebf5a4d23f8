//! Compare: ten delays of a second one at a time and together, and whether a sweep finds a capacity that is known.

use super::prelude::*;

const TOGETHER_MOST_S: f64 = 1.10;
const ONE_BY_ONE_MOST_S: f64 = 10.5;

/// A server whose capacity is known: its places, how long its work takes, the levels tried.
///
/// Its knee is its capacity only where all else is small next to its work: what ends together is taken in one after the
/// other, about a millisecond each here, and until its place is requested again that place is idle. So a place works for
/// some twenty times as long as it takes to go round all of them.
struct Known {
    places: u32,
    work_ms: u32,
    levels: &'static str,
}

const KNOWN: [Known; 3] = [
    Known { places: 8, work_ms: 200, levels: "4, 6, 8, 12, 16" },
    Known { places: 24, work_ms: 1_000, levels: "16, 24, 32" },
    Known { places: 60, work_ms: 2_400, levels: "48, 60, 80" },
];

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let mut figures = ten_delays(options).await?;
    for (known, whose) in KNOWN.iter().flat_map(|known| [(known, "origin"), (known, "practice")]) {
        figures.push(knee(options, known, whose).await?);
    }
    Ok(figures)
}

async fn ten_delays(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http2).await?;
    stage.load().await?;
    let order = json!({
        "do": "compare", "experiment": "ten-delays", "links": stage.here("/delay/1000?n=[1-10]"),
        "ways": ["one", "pool-10"], "fields": { "rounds": 4 },
    });
    let lines = stage.ask(&order).await?;
    let figure = |name: &str, what: &str, bar: f64| -> Result<Figure, Failure> {
        let row = row(&lines, name);
        let total = &row["total_ms"];
        let seconds = |end: &str| number(total, end).map(|ms| ms / MS_PER_S);
        let difference = row["difference"].as_str().unwrap_or("not compared");
        let note = format!("{:.3} to {:.3} in 4 rounds; {difference}", seconds("low")?, seconds("high")?);
        Ok(Figure::new(what, seconds("median")?, "s").bar(Bar::AtMost(bar)).note(note))
    };
    Ok(vec![
        figure("Pool of 10", "10 x 1 s over HTTP/2, 10 in flight", TOGETHER_MOST_S)?,
        figure("One at a time", "10 x 1 s over HTTP/2, one at a time", ONE_BY_ONE_MOST_S)?,
    ])
}

/// How many levels off a sweep's knee is from the capacity of a known server.
async fn knee(options: &Options, known: &Known, whose: &str) -> Result<Figure, Failure> {
    let Known { places, work_ms, levels } = known;
    let stage = Stage::open(options, Wire::Http2).await?;
    stage.load().await?;
    let given = if whose == "origin" {
        stage.elsewhere(&format!("/tao/capacity/{places}/{work_ms}?line=a&n=[1-300]"))
    } else {
        stage.here(&format!("/practice/capacity/{places}/{work_ms}?n=[1-300]"))
    };
    let fields = json!({ "levels": levels, "rounds": 2, "trial-requests": 24 });
    let lines = stage
        .ask(&json!({ "do": "compare", "experiment": "sweep", "links": given, "fields": fields }))
        .await?;
    let found = &lines[0];
    let knee = number(found, "knee")?;
    let place = |level: f64| {
        levels
            .split(", ")
            .position(|other| other.parse::<f64>().is_ok_and(|other| (other - level).abs() < 0.5))
    };
    let off = match (place(knee), place(f64::from(*places))) {
        (Some(found), Some(known)) => f64::from(u32::try_from(found.abs_diff(known)).unwrap_or(u32::MAX)),
        _ => f64::NAN,
    };
    let rate = |row: &Value| {
        let rate = row["rate"]["median"].as_f64().unwrap_or(f64::NAN);
        format!("{rate:.1} at {}", row["name"].as_str().unwrap_or_default())
    };
    let rates: Vec<String> = rows(&lines).map(rate).collect();
    let note = format!(
        "knee {knee:.0}, interval {} to {}, bounded by {}; answers a second: {}",
        found["knee_low"],
        found["knee_high"],
        found["bound"],
        rates.join(", ")
    );
    let what = format!("{whose}, {places} places of {work_ms} ms: levels off the knee");
    Ok(Figure::new(what, off, "levels").bar(Bar::AtMost(0.0)).note(note))
}

fn row<'a>(lines: &'a Value, name: &str) -> &'a Value {
    rows(lines).find(|line| line["name"] == name).unwrap_or(&Value::Null)
}

fn rows(lines: &Value) -> impl Iterator<Item = &Value> {
    lines.as_array().into_iter().flatten().filter(|line| line["kind"] == "row")
}
