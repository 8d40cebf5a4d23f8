//! What browsers keep, compared with documents of every version so far (`*-v1.json`): today's code reads each, and writes each
//! name of the newest as it is. A file here is never changed: a name may be added, any other change is another version.

use volley::compare::hosts::Hosts;
use volley::compare::kept;
use volley::compare::report::{
    Bound, ComparisonReport, Difference, OwnFigure, PublishedLine, ReportRow, ReportState, SweepResult,
    TrialLine,
};
use volley::compare::row::{Estimate, EstimateBounds, NotCompared, ResultRow, RowProvenance};
use volley::input::detect::Form;
use volley::protocol::{ReadingChoice, list_from_json, list_to_json};
use volley::settings::stored::{SetAside, members};
use volley::settings::{Duplicates, Limits, Method, Rate, RunSettings, Strategy};
use volley::units::Millis;

fn golden(name: &str) -> String {
    let path = format!("{}/tests/stored/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap_or_default().trim_end().to_owned()
}

/// `written` without the names that `stored` lacks: what is added later changes no document of before.
fn named_in(stored: &str, written: &str) -> String {
    let known = members(stored).expect("an object");
    let mut kept = members(written).expect("an object");
    kept.retain(|(name, _)| known.iter().any(|known| known.0 == *name));
    let fields: Vec<_> = kept.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}

/// All that the form has, other than by default.
fn settings() -> RunSettings {
    let limits = Limits {
        concurrency: 7,
        per_origin: 3,
        strategy: Strategy::SelfTuning,
        rate: Rate::per_second(0.5),
        spacing_ms: 50,
        timeout_ms: 1_234,
        retries: 9,
        retry_share_percent: 35,
        back_off: false,
        stop_after: None,
        time_budget_ms: Some(60_000),
        ..Limits::default()
    };
    RunSettings { limits, method: Method::HeadThenGet, duplicates: Duplicates::Each, body_cap: None }
}

fn choice() -> ReadingChoice {
    ReadingChoice {
        form: Some(Form::Markdown),
        duplicates: Duplicates::default(),
        base: "https://a.test/docs/".to_owned(),
        code: true,
        include: "docs \"api\"".to_owned(),
        exclude: "re:\\.pdf$".to_owned(),
        skip_private: true,
        upgrade: true,
        times: 3,
    }
}

fn report() -> ComparisonReport {
    let first = ResultRow {
        name: "6 at a time".to_owned(),
        provenance: RowProvenance::Browser,
        rounds: 5,
        requests: 200,
        answered: 198,
        failed: 1,
        unseen: 1,
        total: Some(Estimate { median: 812.5, low: 800.0, high: 830.25, spread: EstimateBounds::Confidence }),
        rate: Some(Estimate { median: 48.5, low: 47.0, high: 50.0, spread: EstimateBounds::Range }),
        p50: Some(Millis::new(90.5)),
        p95: Some(Millis::new(140.25)),
        p99: None,
        held_bytes: Some(65_536),
        remark: "One was cut short.".to_owned(),
    };
    let row = |name: &str, provenance, difference| ReportRow {
        row: ResultRow { name: name.to_owned(), provenance, ..first.clone() },
        stands_for: "aiohttp".to_owned(),
        speed_up: Some(1.25),
        difference,
        level: Some(12),
        p95_of_rounds: Some(Estimate::single(140.0)),
    };
    let rows = vec![
        ReportRow { row: first.clone(), difference: Difference::First, ..ReportRow::default() },
        row("12", RowProvenance::Practice, Difference::Faster { p: 0.015 }),
        row("24", RowProvenance::Browser, Difference::Slower { p: 0.25 }),
        row("48", RowProvenance::Browser, Difference::None { p: 0.75 }),
        row(
            "wrk",
            RowProvenance::Tool("wrk".to_owned()),
            Difference::NotCompared(NotCompared::OtherRequests),
        ),
        row("k6", RowProvenance::Tool("k6".to_owned()), Difference::Once),
        row("96", RowProvenance::Browser, Difference::Unknown),
    ];
    ComparisonReport {
        key: "sweep".to_owned(),
        title: "How many at a time".to_owned(),
        state: ReportState::Stopped,
        seed: u64::MAX,
        rounds: 5,
        hosts: Hosts { named: vec!["a.test".to_owned(), "b.test".to_owned()], more: 4 },
        rows,
        sweep: Some(SweepResult { knee: Some(12), low: 6, high: 24, bound: Bound::NotReached }),
        published: vec![PublishedLine {
            article: "Fast requests, 2021".to_owned(),
            way: "aiohttp".to_owned(),
            figure: "1.5 s".to_owned(),
            seconds: Some(1.5),
            nearest: "12".to_owned(),
            ours: Some(OwnFigure::Seconds(0.75)),
        }],
        notes: vec!["The tab was hidden in round 2.".to_owned()],
        trials: vec![TrialLine {
            name: "12".to_owned(),
            round: 1,
            outcome: "counts".to_owned(),
            requests: 40,
            answered: 39,
            failed: 1,
            total_ms: Some(812.5),
            rate: Some(48.5),
            p95_ms: None,
        }],
    }
}

#[test]
fn settings_are_read_and_written_as_ever() {
    let stored = golden("settings-v1.json");
    assert_eq!(named_in(&stored, &settings().to_json()), stored);
    assert_eq!(RunSettings::from_json(&stored), Ok(settings()));
    let default = RunSettings::default();
    assert_eq!(RunSettings::from_json(&default.to_json()), Ok(default));
}

#[test]
fn how_lists_are_read_is_read_and_written_as_ever() {
    let stored = golden("choice-v1.json");
    assert_eq!(choice().to_json(), stored);
    assert_eq!(ReadingChoice::from_json(&stored), Ok(choice()));
    let default = ReadingChoice::default();
    assert_eq!(ReadingChoice::from_json(&default.to_json()), Ok(default));
}

#[test]
fn a_list_is_read_and_written_as_ever() {
    let stored = golden("list-v1.json");
    let mut list = "https://a.test/\n\"b\" \\ ü\u{1}".to_owned();
    assert_eq!(list_to_json(&mut list), stored);
    assert_eq!(list_from_json(&stored).as_ref(), Ok(&list));
}

#[test]
fn comparisons_are_read_and_written_as_ever() {
    let stored = golden("comparisons-v1.json");
    let second = ComparisonReport {
        title: "Second".to_owned(),
        state: ReportState::Done,
        ..ComparisonReport::default()
    };
    let json = |report| kept::report_to_json(report).expect("it is made of numbers and texts");
    let all =
        vec![("How many · a.test".to_owned(), json(&report())), ("\"Second\"".to_owned(), json(&second))];
    assert_eq!(kept::to_json(&all), stored);
    assert_eq!(kept::from_json(&stored), Ok(all.clone()));
    let reports = all.iter().map(|(_, json)| kept::report_from_json(json));
    assert_eq!(reports.collect::<Vec<_>>(), [Ok(report()), Ok(second)]);
}

#[test]
fn unknown_names_are_ignored_and_values_clamped() {
    let text = r#"{"of tomorrow":{"a":[1,2]},"concurrency":99999999999,"per_origin":-1,"version":1,"retries":300,
        "rate_starts":5000,"rate_window_ms":1000,"spacing_ms":"5","timeout_ms":2.5,"strategy":"of tomorrow",
        "stop_after":0,"back_off":null,"method":"head"}"#;
    let limits = Limits {
        concurrency: 1_000,
        per_origin: 1,
        retries: 10,
        rate: Rate::per_second(1_000.0),
        stop_after: Some(1),
        ..Limits::default()
    };
    let expected = RunSettings { limits, method: Method::Head, ..RunSettings::default() };
    assert_eq!(RunSettings::from_json(text), Ok(expected));
    let text = r#"{"version":1,"times":0,"form":"of tomorrow","code":true}"#;
    let expected = ReadingChoice { code: true, ..ReadingChoice::default() };
    assert_eq!(ReadingChoice::from_json(text), Ok(expected));
}

#[test]
fn only_what_the_form_can_give_is_read() {
    let read = |fields: &str| {
        let text = format!("{{\"version\":1,{fields}}}");
        RunSettings::from_json(&text).expect("a document of this version")
    };
    for (fields, cap) in [
        ("\"body_cap\":0", Some(65_536)),
        ("\"body_cap\":1", Some(65_536)),
        ("\"body_cap\":4294967295", Some(65_536)),
        ("\"body_cap\":\"0\"", Some(65_536)),
        ("\"body_cap\":null", None),
    ] {
        assert_eq!(read(fields).body_cap, cap, "{fields}");
    }
    for (fields, rate) in [
        ("\"rate_starts\":5", Some(5.0)),
        ("\"rate_starts\":5,\"rate_window_ms\":\"1000\"", Some(5.0)),
        ("\"rate_starts\":5,\"rate_window_ms\":null", Some(5.0)),
        ("\"rate_starts\":5,\"rate_window_ms\":10", Some(5.0)),
        ("\"rate_starts\":5,\"rate_window_ms\":10000", Some(0.5)),
        ("\"rate_starts\":0,\"rate_window_ms\":0", Some(1.0)),
        ("\"rate_starts\":\"5\",\"rate_window_ms\":2000", Some(0.5)),
        ("\"rate_window_ms\":2000", Some(0.5)),
        ("\"rate_starts\":null,\"rate_window_ms\":null", None),
    ] {
        assert_eq!(read(fields).limits.rate, rate.and_then(Rate::per_second), "{fields}");
    }
}

#[test]
fn a_report_that_cannot_be_read_or_is_not_over_is_set_aside() {
    let running = ComparisonReport { state: ReportState::Running, ..report() };
    let running = kept::report_to_json(&running).expect("it is made of numbers and texts");
    let over = kept::report_to_json(&report()).expect("it is made of numbers and texts");
    let [earlier, later] =
        [1, 3].map(|version| over.replace("\"version\":2", &format!("\"version\":{version}")));
    let odd = over.replace("\"bytes\":\"", "\"bytes\":\"0");
    let cut = over.replace("\"}", "x\"}");
    for json in [
        "",
        "{}",
        "[]",
        "{\"version\":2}",
        "{\"version\":2,\"bytes\":7}",
        &running,
        &earlier,
        &later,
        &odd,
        &cut,
    ] {
        assert_eq!(kept::report_from_json(json), Err(SetAside), "{json}");
    }
}

#[test]
fn a_report_that_is_too_long_loses_its_trials_and_nothing_else() {
    let trials = vec![report().trials.remove(0); 2_000];
    let json = kept::report_to_json(&ComparisonReport { trials, ..report() })
        .expect("it is made of numbers and texts");
    assert_eq!(kept::report_from_json(&json), Ok(ComparisonReport { trials: Vec::new(), ..report() }));
}

/// [`settings`], [`choice`], and a list of one comparison, as the build before these documents kept them: `postcard`'s
/// bytes, a letter a byte.
const BEFORE_JSON: [&str; 3] = [
    "\u{7}\u{3}\u{1}\u{1}\u{1}\u{d0}\u{f}2\u{d2}\u{9}\u{9}#\u{1}\u{0}\u{0}\u{1}\u{e0}\u{d4}\u{3}\u{2}\u{1}\u{0}",
    "\u{1}\u{2}\u{0}\u{14}https://a.test/docs/\u{1}\u{a}docs \"api\"\u{9}re:\\.pdf$\u{1}\u{1}\u{3}",
    "\u{1}\u{3}one\u{2}\u{1}\u{2}",
];

#[test]
fn what_the_build_before_kept_is_set_aside_and_never_misread() {
    for text in BEFORE_JSON {
        assert_eq!(RunSettings::from_json(text), Err(SetAside), "{text:?}");
        assert_eq!(ReadingChoice::from_json(text), Err(SetAside), "{text:?}");
        assert_eq!(list_from_json(text), Err(SetAside), "{text:?}");
        assert_eq!(kept::from_json(text), Err(SetAside), "{text:?}");
    }
}
