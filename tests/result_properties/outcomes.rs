//! Random outcomes, hostile ones among them.

use proptest::prelude::*;
use volley::ids::{LinkId, TargetId};
use volley::input::list::LinkList;
use volley::input::not_sent::NotSent;
use volley::network::{Hop, NetworkErrorKind};
use volley::result::mask::Secrets;
use volley::result::outcome::{AttemptEnd, BodyEnd, Evidence, Outcome};
use volley::result::row::RowView;
use volley::result::table::ResultTable;
use volley::result::timing::{Provenance, Timing};
use volley::units::{Bytes, Millis};

/// The most of a body that is read in these runs, in bytes.
pub(crate) const CAP: u32 = 65_536;

fn body() -> impl Strategy<Value = BodyEnd> {
    prop_oneof![
        (0..4_u64).prop_map(|size| BodyEnd::Whole(Bytes(size))),
        Just(BodyEnd::Whole(Bytes(u64::from(u32::MAX)))),
        Just(BodyEnd::Whole(Bytes(1 << 40))),
        Just(BodyEnd::OverCap),
        Just(BodyEnd::CutShort),
        Just(BodyEnd::Absent),
        Just(BodyEnd::Unreported),
    ]
}

fn end() -> impl Strategy<Value = AttemptEnd> {
    let status = prop_oneof![Just(200), Just(204), Just(304), Just(404), Just(429), Just(500), Just(999)];
    prop_oneof![
        5 => (status.clone(), any::<bool>(), body())
            .prop_map(|(status, redirected, body)| AttemptEnd::Answered { status, redirected, body }),
        1 => Just(AttemptEnd::NoVisibleAnswer),
        1 => (0..NetworkErrorKind::ALL.len())
            .prop_map(|at| AttemptEnd::NetworkError(NetworkErrorKind::ALL[at])),
        1 => (proptest::option::of(status), prop_oneof![Just(3_000), Just(3_600_000)])
            .prop_map(|(status, after_ms)| AttemptEnd::TimedOut { status, after_ms }),
        1 => Just(AttemptEnd::Cancelled),
        1 => Just(AttemptEnd::Refused),
        1 => (0..NotSent::ALL.len()).prop_map(|at| AttemptEnd::NotSent(NotSent::ALL[at])),
    ]
}

fn millis() -> impl Strategy<Value = Option<Millis>> {
    let hostile =
        prop_oneof![Just(-1.0), Just(-0.0), Just(f64::INFINITY), Just(1e300), Just(f64::MIN_POSITIVE)];
    let usual = (0..40_u32).prop_map(|tenth| f64::from(tenth) / 10.0);
    proptest::option::of(prop_oneof![9 => usual, 1 => hostile]).prop_map(|ms| ms.map(Millis::new))
}

fn timing() -> impl Strategy<Value = Timing> {
    let provenance = prop_oneof![
        Just(Provenance::None),
        Just(Provenance::Clock),
        Just(Provenance::Browser),
        Just(Provenance::Practice),
        Just(Provenance::Tool),
        Just(Provenance::Extension)
    ];
    (provenance, proptest::array::uniform9(millis()))
        .prop_map(|(provenance, measures)| Timing::of(provenance, measures))
}

fn text(of: &'static [&'static str]) -> impl Strategy<Value = Option<Box<str>>> {
    proptest::option::of((0..of.len()).prop_map(|at| of[at].into()))
}

fn evidence() -> impl Strategy<Value = Option<Box<Evidence>>> {
    let hop = (prop_oneof![Just(301), Just(302)], 0..3_u8, any::<bool>())
        .prop_map(|(status, to, from_cache)| Hop::new(status, &format!("https://{to}.test/"), from_cache));
    let seen = (proptest::collection::vec(hop, 0..3), any::<bool>(), text(&["127.0.0.1", "::1"]));
    let evidence =
        seen.prop_map(|(hops, is_whole, server_ip)| Box::new(Evidence { hops, is_whole, server_ip }));
    proptest::option::of(evidence)
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let which = (0..80_u32, 1..4_u8, prop::bool::weighted(0.8), any::<bool>());
    let types = text(&["text/html", "application/json", "Image/PNG"]);
    let errors = text(&["net::ERR_CONNECTION_REFUSED", "connect ECONNREFUSED", "net::ERR_CONNECTION_RESET"]);
    let finals = text(&["https://z.test/", "https://a.test/x", "https://a.test/"]);
    (which, end(), timing(), (types, text(&["h2", "http/1.1"]), finals, errors), evidence()).prop_map(
        |(
            (target, attempt, last, possibly_browser_queued),
            end,
            timing,
            (content_type, protocol, final_url, error),
            observed,
        )| {
            Outcome {
                target: TargetId(target),
                attempt,
                last,
                possibly_browser_queued,
                is_challenged: target % 3 == 0,
                end,
                started: (target % 7 != 0).then(|| Millis::new(f64::from(target))),
                timing,
                content_type,
                protocol,
                final_url,
                error,
                observed,
            }
        },
    )
}

/// Up to 80 outcomes, of targets that there are and some that there are not.
pub(crate) fn outcomes() -> impl Strategy<Value = Vec<Outcome>> {
    proptest::collection::vec(outcome(), 0..80)
}

pub(crate) fn table(list: &LinkList, outcomes: &[Outcome]) -> ResultTable {
    let mut table = ResultTable::new(list, Some(CAP));
    for outcome in outcomes {
        table.apply(outcome);
    }
    table
}

/// All rows, unmasked.
pub(crate) fn rows(list: &LinkList, table: &ResultTable) -> Vec<RowView> {
    let row = |row| RowView::of(list, table, row, Secrets::Shown).expect("a row");
    LinkId(0).take(list.links()).map(row).collect()
}
