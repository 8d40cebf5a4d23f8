//! Pictures of what the scheduler shows: hosts in trouble, news, the run over time, a pause, all settings.

use crate::screenshots::{list, stage, take, take_fitting, take_part};

#[test]
fn hosts_in_trouble_and_a_pause() {
    stage().run(async |page| {
        page.set_field("stop-after", 5).await;
        let failing =
            "http://fails.example.test/status/500?i=[1-40]\nhttp://worse.example.test/status/502?i=[1-60]";
        let busy = "http://busy.example.test/busy?times=3&key=a&after=600&i=[1-20]";
        let held = "http://queue.example.test/held/gate?job=[1-40]";
        page.set_links(&format!("{}\n{failing}\n{busy}&expose=1\n{held}", list())).await;
        page.start().await;
        let lanes = "() => document.querySelectorAll('[data-testid=lanes] li').length >= 3
            && document.querySelectorAll('[data-testid=lane-skip]').length >= 2";
        page.wait(lanes, &[]).await;
        page.wait_data("inFlight", 6).await;
        page.set_field("concurrency", 24).await;
        let mark = "() => document.querySelector('[data-testid=story] .is-knob') !== null";
        page.wait(mark, &[]).await;
        take_fitting(page, "trouble-hosts", ".answer").await;
        page.click("pause").await;
        page.wait_state("paused").await;
        take_part(page, "paused", ".answer").await;
    });
}

#[test]
fn all_settings_open() {
    stage().run(async |page| {
        page.set_links(&list()).await;
        page.wait_state("ready").await;
        let open = "for (const part of ['.knobs', '.more-settings', '.requests'])
            document.querySelector(part).open = true;";
        page.script(open).await;
        page.set_field("rate", "2.5").await;
        page.set_field("headers", "X-Key: 1\nCookie: a=b\n[api.example.test]\nAuthorization: Bearer x").await;
        page.press_hidden("may-write").await;
        page.wait("() => document.getElementById('write-body') !== null", &[]).await;
        page.wait("() => document.querySelector('.cost').textContent.includes('POST')", &[]).await;
        take_part(page, "settings", ".knobs").await;
        take_fitting(page, "requests", ".requests").await;
        page.press_hidden("start").await;
        take(page, "question-write").await;
    });
}

#[test]
fn a_self_tuning_run_and_asking_again() {
    stage().run(async |page| {
        page.set_field("strategy", "self-tuning").await;
        page.set_links("http://h[1-12].test/todos/[1-150]\nhttp://h1.test/status/[500-506]").await;
        page.confirm_and_run().await;
        page.script("document.querySelector('[data-testid=news]').open = true;").await;
        take_part(page, "tuned", ".answer").await;
        page.press_hidden("retry").await;
        take_part(page, "retry", ".results").await;
    });
}
