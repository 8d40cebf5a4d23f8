//! The table of all tools. A tool of a language that is here already is a row and a template.

use serde::{Deserialize, Serialize};

use crate::codegen::facts::UnsupportedFeature::{
    Body, HeadThenGet, HostHeaders, HostLimit, Latin, Rate, SeeOther, Spacing,
};
use crate::codegen::facts::{Language, ToolFacts};

/// Makes [`Tool`] of the rows, in the order in which the tools are offered.
macro_rules! tools {
    ($($tool:ident => $facts:expr;)*) => {
        /// A tool that Volley writes a script for.
        #[expect(missing_docs, reason = "the titles in the table say it")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Tool {
            $($tool,)*
        }

        impl Tool {
            /// All tools, in the order in which they are offered.
            pub const ALL: [Self; [$(stringify!($tool)),*].len()] = [$(Self::$tool),*];

            /// Its row of the table.
            pub fn facts(self) -> &'static ToolFacts {
                &TABLE[self as usize]
            }
        }

        static TABLE: [ToolFacts; Tool::ALL.len()] = [$($facts),*];
    };
}

/// A tool in Python that prints its rows.
macro_rules! python {
    (
        $name:literal, $title:literal, $script:literal from $template:literal,
        packages: [$first:literal $(, $package:literal)*],
        model: $model:literal,
        cannot: $cannot:expr,
        lacks: $lacks:expr,
    ) => {
        ToolFacts {
            name: $name,
            title: $title,
            language: Language::Python,
            script: concat!($script, ".py"),
            template: include_str!(concat!("../templates/", $template, ".py")),
            model: $model,
            needs: &["Python 3.11", $first $(, $package)*],
            run: concat!(
                "python3 -m pip install ", $first, $(" ", $package,)* " && python3 ", $script, ".py > ", $script,
                ".ndjson"
            ),
            results: concat!($script, ".ndjson"),
            cannot: &$cannot,
            lacks: &$lacks,
        }
    };
}

const COOKIES: &str =
    "It keeps the cookies that servers set and sends them with later links, which Volley does not.";
const ONE_BY_ONE: &str = "One link at a time: the limits of requests in flight have nothing to do.";
const IDLE_THREAD: &str = "A thread that waits for its host to have room does nothing else meanwhile.";
const KEEPS_PLACE: &str =
    "A request that waits for its host to have room keeps its place among those in flight.";
const ASKS_TWICE: &str =
    "It requests once more by itself, without a word, where a kept connection turns out broken.";
const ALL_IN_MEMORY: &str = "All links of the list are in memory at once.";

tools! {
    Requests => python! {
        "requests", "requests", "requests_one_by_one" from "requests_one_by_one",
        packages: ["requests==2.34.2"],
        model: "one link after the other, a connection for each",
        cannot: [ONE_BY_ONE],
        lacks: [],
    };
    Session => python! {
        "session", "requests.Session", "requests_session" from "requests_session",
        packages: ["requests==2.34.2"],
        model: "one link after the other over connections that are kept",
        cannot: [ONE_BY_ONE, COOKIES],
        lacks: [],
    };
    ThreadPool => python! {
        "thread-pool", "ThreadPoolExecutor", "thread_pool" from "thread_pool",
        packages: ["requests==2.34.2"],
        model: "requests in a pool of threads, rows as they are completed",
        cannot: [IDLE_THREAD, COOKIES],
        lacks: [],
    };
    ThreadsQueue => python! {
        "threads-queue", "threads and queue", "threads_queue" from "threads_queue",
        packages: ["requests==2.34.2"],
        model: "requests in threads that take links from one queue",
        cannot: [IDLE_THREAD, COOKIES],
        lacks: [],
    };
    Processes => python! {
        "multiprocessing", "multiprocessing", "processes" from "processes",
        packages: ["requests==2.34.2"],
        model: "requests in processes of their own",
        cannot: [
            "At most four processes for each processor, so fewer in flight than allowed where that is less.",
            ALL_IN_MEMORY,
            COOKIES,
        ],
        lacks: [Rate, Spacing],
    };
    RequestsFutures => python! {
        "requests-futures", "requests-futures", "futures_session" from "futures_session",
        packages: ["requests-futures==1.1.0", "requests==2.34.2"],
        model: "a session whose requests are futures",
        cannot: [
            "A timeout is not retried, and starts again with each read: a body that drips on has no end.",
            "A request that waits out a retry keeps its place at its host.",
            COOKIES,
        ],
        lacks: [],
    };
    Aiohttp => python! {
        "aiohttp", "asyncio and aiohttp", "aiohttp_semaphore" from "aiohttp_semaphore",
        packages: ["aiohttp==3.14.5"],
        model: "one event loop, a semaphore, a limit per host, addresses kept",
        cannot: [ASKS_TWICE, KEEPS_PLACE, COOKIES],
        lacks: [Latin],
    };
    Uvloop => python! {
        "uvloop", "aiohttp on uvloop", "aiohttp_uvloop" from "aiohttp_semaphore",
        packages: ["aiohttp==3.14.5", "uvloop==0.23.0"],
        model: "the same on the event loop of libuv",
        cannot: [ASKS_TWICE, KEEPS_PLACE, "uvloop runs on Linux and macOS only.", COOKIES],
        lacks: [Latin],
    };
    Httpx => python! {
        "httpx", "httpx", "httpx_client" from "httpx_client",
        packages: ["httpx==0.28.1"],
        model: "one event loop and one client",
        cannot: [KEEPS_PLACE, COOKIES],
        lacks: [],
    };
    Pycurl => python! {
        "pycurl", "pycurl", "pycurl_multi" from "pycurl_multi",
        packages: ["pycurl==7.49.0"],
        model: "libcurl's multi interface",
        cannot: [
            "It reads ahead no more links than may be in flight: many links of one slow host in a row hold up those behind.",
        ],
        lacks: [SeeOther],
    };
    Node => ToolFacts {
        name: "node",
        title: "Node.js fetch",
        language: Language::JavaScript,
        script: "node_fetch.mjs",
        template: include_str!("../templates/node_fetch.mjs"),
        model: "as many workers as may be in flight on one event loop",
        needs: &["Node.js 20"],
        run: "node node_fetch.mjs > node_fetch.ndjson",
        results: "node_fetch.ndjson",
        cannot: &[KEEPS_PLACE],
        lacks: &[],
    };
    Curl => ToolFacts {
        name: "curl",
        title: "curl --parallel",
        language: Language::Shell,
        script: "curl_parallel.sh",
        template: include_str!("../templates/curl_parallel.sh"),
        model: "one process with all transfers, patterns in its own notation",
        needs: &["curl 7.84", "jq 1.6", "bash"],
        run: "bash curl_parallel.sh > curl_parallel.ndjson",
        results: "curl_parallel.ndjson",
        cannot: &[
            "It waits as long as Retry-After asks for, however long that is.",
            "It retries 408 and 500 as well, and waits 1, 2, 4, … seconds before each; it does not tell 502 from them.",
            "Before 8.16 it knows no limit per host: then no more run at all than all hosts together may have in flight.",
            "Links of one pattern share a number, so rows of a list with patterns have none.",
        ],
        lacks: &[HostLimit, Rate, Spacing, HeadThenGet, HostHeaders, SeeOther, Latin],
    };
    Reqwest => ToolFacts {
        name: "reqwest",
        title: "reqwest and futures",
        language: Language::Rust,
        script: "reqwest_futures.rs",
        template: include_str!("../templates/reqwest_futures.rs"),
        model: "a stream of requests, so many of them buffered",
        needs: &["Rust 1.85", "reqwest 0.13.5", "futures 0.3.34", "tokio 1.54.1"],
        run: "cargo run --release > reqwest_futures.ndjson",
        results: "reqwest_futures.ndjson",
        cannot: &[KEEPS_PLACE],
        lacks: &[Latin],
    };
    Locust => ToolFacts {
        name: "locust",
        title: "Locust",
        language: Language::Python,
        script: "locustfile.py",
        template: include_str!("../templates/locustfile.py"),
        model: "a master and its workers, each with its share of the list",
        needs: &["Python 3.11", "locust==2.47.0"],
        run: "python3 -m pip install locust==2.47.0 && locust --headless --users {in_flight} --spawn-rate {in_flight} --processes 2",
        results: "locust.ndjson",
        cannot: &[
            "The rows go into locust.ndjson in the master's folder, not to its output, which has its own tables.",
            "Over several machines: `locust --master --expect-workers 2` and on each `locust --worker --master-host …`, all with these files.",
            "The limit per host is shared out among the workers, at least one each.",
            "A user that waits for its host to have room does nothing else meanwhile.",
            COOKIES,
        ],
        lacks: &[Rate, Spacing],
    };
    K6 => ToolFacts {
        name: "k6",
        title: "k6",
        language: Language::JavaScript,
        script: "k6_script.js",
        template: include_str!("../templates/k6_script.js"),
        model: "virtual users that take the next link of one list",
        needs: &["k6 1.1"],
        run: "k6 run --log-format raw --console-output k6.ndjson k6_script.js",
        results: "k6.ndjson",
        cannot: &[
            "It knows no limit per host: as many users run as all hosts together may have in flight.",
            ALL_IN_MEMORY,
            "The time of a link that is led on is that of its last hop, unless a host has headers of its own.",
            "With a rate of less than one a second it requests one link at a time.",
        ],
        lacks: &[HostLimit, Spacing, Latin],
    };
    Lychee => ToolFacts {
        name: "lychee",
        title: "lychee",
        language: Language::Toml,
        script: "lychee.toml",
        template: "",
        model: "a link checker for CI",
        needs: &["lychee 0.24.2"],
        run: "cargo install lychee --version 0.24.2 --locked && lychee --config lychee.toml lychee_links.html > lychee.json",
        results: "lychee.json",
        cannot: &[
            "It prints a report of its own as JSON, which Volley reads, and ends with 2 where a link is broken.",
            "Patterns are written out: a page of links has no loops. A link that comes twice is requested once.",
            "It decides for itself what is retried, after 1, 2, 4, … seconds, and slows down for a host that refuses.",
            "It stops at the status: bodies are not read, sizes and types not told.",
            "Timeouts are whole seconds, rounded up.",
            "A redirect to what is not HTTP is left out of its report; of one to no URL, or round and round, it tells the status.",
        ],
        lacks: &[Body, Rate, HeadThenGet, HostHeaders],
    };
}
