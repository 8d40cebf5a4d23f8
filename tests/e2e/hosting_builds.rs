//! A worker that is missing, of another build, or falls over: each is said by name, with what to do.

use volley_origin::Mount;

use crate::harness::{CATCH_WORKERS, Page, Stage, dist, json};

/// A build that is none.
const OTHER_BUILD: &str = "0123456789abcdef";

/// The build of the page, as it expects it of its workers.
async fn build(page: &Page) -> String {
    // The desk has read it, so it is there.
    page.set_links("https://a.test/").await;
    let answer = page.browser().protocol("Target.getTargets", json!({})).await;
    let urls =
        answer["targetInfos"].as_array().expect("targets").iter().filter_map(|target| target["url"].as_str());
    let mut builds =
        urls.filter_map(|url| Some(url.split_once("worker.js?bin=")?.1.split_once("&v=")?.1.to_owned()));
    builds.next().expect("a worker runs")
}

/// Reloads the page and returns what it says of that worker.
async fn trouble_of(page: &Page, mount: Mount, worker: &str) -> String {
    page.origin().set_mount(mount);
    page.open("/").await;
    if worker == "runner" {
        // It starts for a list that can be run.
        page.set_links(&page.other("/todos/1")).await;
    }
    page.wait_trouble(&format!("The {worker}, which")).await
}

#[test]
fn a_missing_file_of_a_worker_is_said_with_the_worker_s_name() {
    Stage::new().run(async |page| {
        for worker in ["desk", "runner"] {
            for file in [format!("{worker}.js"), format!("{worker}_bg.wasm")] {
                let message = trouble_of(page, Mount::new("/").missing(&file), worker).await;
                assert!(message.contains("could not load"), "{file}: {message}");
                assert!(message.contains("Reload"), "{file}: {message}");
            }
        }
    });
}

#[test]
fn without_the_workers_entry_the_desk_is_said_to_be_missing() {
    Stage::new().run(async |page| {
        let mount = Mount::new("/").missing("worker.js");
        let message = trouble_of(page, mount, "desk").await;
        assert!(message.contains("its script is missing"), "{message}");
    });
}

#[test]
fn a_worker_of_another_build_is_reported_and_reloads_only_when_the_user_says_so() {
    Stage::new().run(async |page| {
        let build = build(page).await;
        for worker in ["desk", "runner"] {
            let file = format!("{worker}_bg.wasm");
            let mount =
                Mount::new("/").swap(&file, build.as_bytes(), OTHER_BUILD).expect("builds are equally long");
            let message = trouble_of(page, mount, worker).await;
            assert!(message.contains("is of another build"), "{message}");
            if worker == "runner" {
                assert_eq!(page.value("links").await, page.other("/todos/1"), "the list stays");
            }
            page.script("window.volleyMark = true;").await;
            let mark = page.script("return window.volleyMark;").await;
            assert_eq!(mark, true, "nothing reloads by itself");
            page.origin().set_mount(Mount::new("/"));
            page.click("reload").await;
            page.wait("() => window.volleyMark === undefined", &[]).await;
            let url = page.other("/todos/1");
            assert_eq!(page.check(&[url]).await.totals.working, 1, "the new build works");
        }
    });
}

#[test]
fn a_worker_of_another_build_is_given_nothing_to_do() {
    Stage::new().run(async |page| {
        let build = build(page).await;
        let mount =
            Mount::new("/").swap("runner_bg.wasm", build.as_bytes(), OTHER_BUILD).expect("equally long");
        trouble_of(page, mount, "runner").await;
        page.set_links(&page.other("/todos/1")).await;
        page.click("start").await;
        // Another is started for the run, and is of that build too.
        assert_eq!(page.wait_state("stopped").await.totals.cancelled, 1);
        assert_eq!(page.origin().count("/todos/1"), 0);
    });
}

#[test]
fn a_worker_whose_script_throws_is_said_with_its_words() {
    Stage::new().run(async |page| {
        for worker in ["desk", "runner"] {
            let mount =
                Mount::new("/").whole(&format!("{worker}.js"), "throw new Error('broken on purpose');");
            let message = trouble_of(page, mount, worker).await;
            assert!(message.contains("broken on purpose"), "{message}");
        }
    });
}

/// The script of a worker, with more after it.
fn script_with(worker: &str, more: &str) -> String {
    let file = dist().join(format!("{worker}.js"));
    let real = std::fs::read_to_string(file).expect("dist has the worker's script");
    format!("{real}\n{more}")
}

#[test]
fn a_worker_that_throws_later_is_said_with_its_words_and_the_rows_stay() {
    let faulty = "self.addEventListener('message', (event) => {
        if (!event.data.fall) return;
        event.stopImmediatePropagation();
        setTimeout(() => { throw new Error('fell over'); });
    });";
    let stage = Stage::new().before_load(CATCH_WORKERS).expecting_error("fell over");
    stage
        .origin(|config| {
            config.mounts = vec![Mount::new("/").whole("runner.js", script_with("runner", faulty))];
        })
        .run(async |page| {
            page.check(&[page.other("/todos/1")]).await;
            page.script("volleyWorkers.runner.postMessage({ fall: true });").await;
            let message = page.wait_trouble("fell over").await;
            assert!(message.contains("The runner") && message.contains("stopped"), "{message}");
            assert_eq!(
                page.only_row().await["verdict"],
                "HTTP 200",
                "rows stay exportable while the desk lives"
            );
        });
}

#[test]
fn a_worker_that_panics_is_said_once_with_its_words() {
    // Bytes that say they are more than an address can hold make `Vec` panic.
    let faulty = "self.addEventListener('message', (event) => {
        if (event.data.panic) Object.defineProperty(event.data.bytes, 'length', { value: 3e9 });
    });";
    let mount = |worker| Mount::new("/").whole(&format!("{worker}.js"), script_with(worker, faulty));
    Stage::new().before_load(CATCH_WORKERS).expecting_error("unreachable").run(async |page| {
        for worker in ["desk", "runner"] {
            page.origin().set_mount(mount(worker));
            page.open("/").await;
            // A run of its own first: then both listen.
            page.check(&[page.other("/todos/1")]).await;
            let panic = "volleyWorkers[arguments[0]].postMessage({ bytes: new Uint8Array(3), panic: true });";
            page.script_with(panic, vec![json!(worker)]).await;
            let message = page.wait_trouble("panicked at").await;
            assert!(
                message.contains(&format!("The {worker}, which")) && message.contains("capacity overflow"),
                "{message}"
            );
            assert_eq!(page.count("[data-testid=\"trouble\"]").await, 1);
        }
    });
}

#[test]
fn wasm_refused_inside_a_worker_is_said() {
    Stage::new().run(async |page| {
        let real = std::fs::read_to_string(dist().join("worker.js")).expect("dist has the workers' entry");
        let refusing = format!("delete self.WebAssembly;\n{real}");
        let message = trouble_of(page, Mount::new("/").whole("worker.js", refusing), "desk").await;
        assert!(message.contains("WebAssembly is not defined"), "{message}");
    });
}

#[test]
fn the_workers_entry_loads_nothing_but_our_own_two() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        let script = "const done = arguments[arguments.length - 1];
            const worker = new Worker(`worker.js?${arguments[0]}`, { type: 'module' });
            worker.onmessage = ({ data }) => { worker.terminate(); done(data.trouble ?? 'it loaded'); };";
        let far = page.other("/");
        for query in [
            "bin=other&v=1".to_owned(),
            format!("bin=desk&v=1&root={far}"),
            "bin=desk&v=1&root=../".to_owned(),
            String::new(),
        ] {
            let told = page.browser().script_async(script, vec![json!(query)]).await;
            assert!(
                told.as_str().is_some_and(|told| told.contains("not a worker of Volley")),
                "{query}: {told}"
            );
        }
    });
}
