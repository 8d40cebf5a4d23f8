//! The table on the terminal and the file of figures.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::failure::Failure;
use crate::figure::{Bar, Figure, Verdict, number};
use crate::options::Options;

const HEADINGS: [&str; 8] = ["bench", "figure", "Volley", "reference", "ratio", "its 95 %", "bar", ""];

/// Returns the figures as one table.
pub(crate) fn table(figures: &[Figure]) -> String {
    let rows: Vec<[String; 8]> = figures.iter().map(cells).collect();
    let widths: [usize; 8] = std::array::from_fn(|column| {
        let widest = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        widest.max(HEADINGS[column].len())
    });
    let mut text = String::new();
    line(&mut text, &HEADINGS.map(str::to_owned), widths, "");
    for (row, figure) in rows.iter().zip(figures) {
        let doubt = figure.doubt.as_ref().map(|why| format!("too noisy: {why}; ")).unwrap_or_default();
        line(&mut text, row, widths, &format!("{doubt}{}", figure.note));
    }
    text
}

/// Returns what figures consist of, a small table for each that has parts.
pub(crate) fn tables_of_parts(figures: &[Figure]) -> String {
    let mut text = String::new();
    for figure in figures.iter().filter(|figure| !figure.parts.is_empty()) {
        let mut line = |name: &str, volley: &str, reference: &str| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{name:<60}  {volley:>9}  {reference:>9}");
        };
        line(&format!("\n{} {}, {}", figure.bench, figure.what, figure.unit), "Volley", "reference");
        for part in &figure.parts {
            line(&format!("  {}", part.name), &number(part.volley.round()), &number(part.reference.round()));
        }
    }
    text
}

fn cells(figure: &Figure) -> [String; 8] {
    let with_unit = |value: f64| format!("{} {}", number(value), figure.unit).trim_end().to_owned();
    [
        figure.bench.to_owned(),
        figure.what.clone(),
        with_unit(figure.value),
        figure.reference.map(with_unit).unwrap_or_default(),
        figure.ratio.map(|ratio| format!("{:.3}", ratio.value)).unwrap_or_default(),
        figure.ratio.and_then(|ratio| ratio.interval).map(between).unwrap_or_default(),
        figure.bar.map(Bar::text).unwrap_or_default(),
        figure.verdict().map_or("", Verdict::name).to_owned(),
    ]
}

fn between((low, high): (f64, f64)) -> String {
    format!("{low:.3} to {high:.3}")
}

fn line(text: &mut String, cells: &[String; 8], widths: [usize; 8], note: &str) {
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        // Writing to a String cannot fail.
        let _ = match column {
            2..=6 => write!(text, "{cell:>width$}  "),
            _ => write!(text, "{cell:<width$}  "),
        };
    }
    text.push_str(note);
    text.truncate(text.trim_end().len());
    text.push('\n');
}

/// Returns how many processes wanted to run over the last minute, on average; `None` where the system does not report it.
pub(crate) fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

/// Writes the figures as JSON and returns the file.
pub(crate) fn write(
    figures: &[Figure],
    load_before: Option<f64>,
    options: &Options,
) -> Result<PathBuf, Failure> {
    let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let file = options.folder.join(format!("figures-{at}.json"));
    let document = json!({
        "seconds_since_1970": at,
        "turns": options.turns,
        "targets": options.targets,
        "processors": std::thread::available_parallelism().map_or(1, usize::from),
        "load_before": load_before,
        "load_after": load(),
        "figures": figures.iter().map(Figure::json).collect::<Vec<_>>(),
    });
    fs::create_dir_all(&options.folder)
        .and_then(|()| fs::write(&file, format!("{document:#}\n")))
        .map_err(|error| Failure::system(format!("write {}", file.display()), &error))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Part;

    #[test]
    fn a_line_shows_figure_ratio_interval_bar_and_verdict() {
        let figure = Figure::compared("HTTP/2", &[1_700.0; 7], &[2_000.0; 7], "/s");
        let figure = Figure { bench: "rate", ..figure.bar(Bar::AtLeast(0.8)).note("so") };
        let table = table(&[figure]);
        let line: Vec<&str> = table.lines().nth(1).unwrap_or_default().split_whitespace().collect();
        assert_eq!(line.join(" "), "rate HTTP/2 1,700 /s 2,000 /s 0.850 0.850 to 0.850 ≥ 0.80 pass so");
    }

    #[test]
    fn parts_have_a_table_of_their_own() {
        let parts = vec![Part { name: "desk", volley: 120.4, reference: 0.0 }];
        let figure = Figure { bench: "rate", ..Figure::new("HTTP/2", 1.0, "us").parts(parts) };
        let text = tables_of_parts(&[Figure::new("other", 1.0, "us"), figure]);
        let lines: Vec<_> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(lines, ["", "rate HTTP/2, us Volley reference", "desk 120 0"]);
    }
}
