//! A report on screen and as files: nothing of it is lost, nothing unknown is a zero, no text leaves its place.

use volley::chart::picture::{Picture, Shape};
use volley::compare::experiment::Experiment;
use volley::compare::export::{csv, ndjson, svg};
use volley::compare::imported::ImportedRows;
use volley::compare::picture::{self, NARROW, WIDE};
use volley::compare::report::ComparisonReport;
use volley::compare::request::ExperimentRequest;
use volley::compare::row::{Estimate, ResultRow, RowProvenance};
use volley::compare::view::ComparisonView;
use volley::settings::RunSettings;

use crate::differences::SERVER;
use crate::sweeps::{SHARED, carry_out, sweep};

fn strategies() -> ComparisonReport {
    let experiment =
        Experiment::of(&ExperimentRequest::of(2), &RunSettings::default(), 40, 2, 1).expect("a preset");
    let (_, report) = carry_out(&experiment, &SERVER, SHARED, 1);
    let mut imported = ImportedRows::default();
    let tool = ResultRow {
        name: "=cmd()<b>".to_owned(),
        provenance: RowProvenance::Tool("wrk".to_owned()),
        total: Some(Estimate::single(90.0)),
        ..ResultRow::default()
    };
    imported.add("wrk", tool);
    imported.append_to(Some(&report)).expect("there is a report")
}

fn both() -> [ComparisonReport; 2] {
    [strategies(), carry_out(&sweep(1), &SERVER, SHARED, 1).1]
}

#[test]
fn the_table_of_the_csv_has_a_cell_for_each_column_and_runs_no_formula() {
    for report in both() {
        let bytes = csv(&report);
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.headers().expect("a header").len(), 22);
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("rows of equal length");
        assert_eq!(rows.len(), report.rows.len());
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with('=') && cell != "NaN"));
    }
    let text = String::from_utf8(csv(&strategies())).expect("UTF-8");
    let tool = text.lines().find(|line| line.contains("wrk")).expect("the tool's row");
    assert!(tool.starts_with("\"'=cmd()<b>\",\"wrk\",\"wrk\",,0,0,0,0,0,90.000,,,,,,,,,"), "{tool}");
}

#[test]
fn the_ndjson_has_the_experiment_first_then_rows_and_trials_and_null_for_what_is_not_known() {
    for report in both() {
        let text = String::from_utf8(ndjson(&report)).expect("UTF-8");
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!((&lines[0]["kind"], &lines[0]["seed"]), (&"experiment".into(), &report.seed.into()));
        let of = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).count();
        assert_eq!((of("row"), of("trial")), (report.rows.len(), report.trials.len()));
        assert_eq!(of("published"), report.published.len());
        let tool = lines.iter().find(|line| line["provenance"] == "wrk");
        assert!(tool.is_none_or(|tool| tool["rate"].is_null() && tool["p95_ms"].is_null()));
    }
}

#[test]
fn pictures_stay_inside_their_frame_wide_and_narrow() {
    for report in both() {
        for width in [WIDE, NARROW] {
            let picture = picture::of(&report, width);
            assert!(!picture.is_empty() && picture.height > 100.0);
            for (x, y) in places(&picture) {
                assert!((-1.0..=width + 1.0).contains(&x), "{x} of {width}");
                assert!((-1.0..=picture.height + 1.0).contains(&y), "{y} of {}", picture.height);
            }
        }
    }
    assert!(picture::of(&ComparisonReport::default(), WIDE).is_empty(), "nothing measured, nothing drawn");
}

/// All places that a picture names outright.
fn places(picture: &Picture) -> Vec<(f64, f64)> {
    let of = |shape: &Shape| match shape {
        Shape::Text { x, y, .. } => vec![(*x, *y)],
        Shape::Path(path) => path
            .split(['M', 'L'])
            .filter_map(|piece| {
                let piece = piece.split(|letter: char| letter.is_ascii_alphabetic()).next()?;
                let (x, y) = piece.split_once(' ')?;
                Some((x.parse().expect("a number"), y.parse().expect("a number")))
            })
            .collect(),
    };
    picture.shapes.iter().flat_map(|(_, shape)| of(shape)).collect()
}

#[test]
fn the_svg_is_self_contained_and_holds_no_markup_from_outside() {
    let svg = svg(&strategies());
    assert!(svg.contains("=cmd()&lt;b&gt;") && !svg.contains("<b>"));
    let mut reader = quick_xml::Reader::from_str(&svg);
    while !matches!(reader.read_event().expect("it is XML"), quick_xml::events::Event::Eof) {}
}

#[test]
fn a_view_has_a_cell_for_each_column_and_marks_the_knee() {
    for report in both() {
        let view = ComparisonView::of(&report, String::new(), (1, 1));
        assert!(view.rows.iter().all(|row| row.cells.len() == view.columns.len()));
        let knees = view.rows.iter().filter(|row| row.is_knee).count();
        assert_eq!(knees, usize::from(report.sweep.is_some()));
        assert!(!view.headline.is_empty(), "{:?}", view.notes);
    }
}

#[test]
fn a_report_comes_back_from_where_it_was_kept() {
    for report in both() {
        let bytes = postcard::to_allocvec(&report).expect("it can be kept");
        assert_eq!(postcard::from_bytes::<ComparisonReport>(&bytes).expect("it can be read"), report);
    }
}
