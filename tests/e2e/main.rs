//! End-to-end tests: the built page in a real browser, against a real server, over loopback only.
//!
//! `cargo xtask test --only e2e` builds the page and runs them. Each test starts an origin and a browser session of its
//! own by [`harness::Stage`] and drives the page by its test hooks. No test sleeps or tries again: it waits for a state
//! of the page or of the server's log. Nor does any rest on how long something took: answers that must last are held
//! back by the server until the test lets them go.

mod harness;
mod markdown;
mod mixed;

mod first_load;
mod hosting_builds;
mod hosting_midway;
mod hosting_pages;
mod hosting_tools;
mod protocol_answers;
mod protocol_commands;
mod protocol_refusals;
mod protocol_threads;

mod check_bad_lines;
mod check_big_input;
mod check_columns;
mod check_detail;
mod check_exports;
mod check_filter;
mod check_groups;
mod check_limits;
mod check_live_order;
mod check_markdown;
mod check_pattern;
mod check_pause_stop;
mod check_politeness;
mod check_quantiles;
mod check_secure;
mod check_sorting;
mod check_waiting;

mod accessibility;
mod choice;
mod codegen;
mod commands;
mod compare_bad_input;
mod compare_form;
mod compare_presets;
mod compare_published;
mod compare_running;
mod compare_sweep;
mod consent;
mod desk_sequences;
mod documents;
mod extension_access;
mod extension_answers;
mod extension_icons;
mod extension_matrix;
mod extension_package;
mod extension_page;
mod extension_start;
mod extension_visits;
mod practice;
mod remembered;

mod schedule_limits;
mod schedule_local_network;
mod schedule_requests;
mod schedule_servers;
mod schedule_steering;

mod screenshots;
mod screenshots_articles;
mod screenshots_compare;
mod screenshots_extension;
mod screenshots_schedule;
mod verify_elsewhere;
mod verify_matrix;
