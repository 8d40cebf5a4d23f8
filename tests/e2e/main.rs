//! End-to-end tests: the built page in a real browser, against a real server, over loopback only.
//!
//! `cargo xtask test --only e2e` builds the page and runs them. Each test starts an origin and a browser session of its
//! own by [`harness::Stage`] and drives the page by its test hooks. No test sleeps or tries again: it waits for a state
//! of the page or of the server's log. Nor does any rest on how long something took: answers that must last are held
//! back by the server until the test lets them go.

mod harness;
mod markdown;
mod variety;

mod seams_answers;
mod seams_builds;
mod seams_hosting;
mod seams_orders;
mod seams_refusals;
mod seams_threads;

mod job_bad_lines;
mod job_big_input;
mod job_detail;
mod job_exports;
mod job_filter;
mod job_limits;
mod job_manners;
mod job_markdown;
mod job_pattern;
mod job_pause_stop;
mod job_quantiles;
mod job_secure;
mod job_sorting;

mod choice;
mod compare_bad_input;
mod compare_presets;
mod compare_running;
mod compare_sweep;
mod consent;
mod desk_sequences;
mod documents;
mod practice;
mod remembered;
mod take_away;

mod schedule_limits;
mod schedule_local_network;
mod schedule_requests;
mod schedule_servers;
mod schedule_steering;

mod shots;
mod shots_articles;
mod shots_compare;
mod shots_schedule;
