//! Any static host will do: under any path, under a strict policy.

use volley_origin::{HeaderValue, Mount};

use crate::harness::{Page, Stage, dist};

/// The name of the page's own file with this ending; it holds a hash.
fn of_page(ending: &str) -> String {
    let files = std::fs::read_dir(dist()).expect("dist is a folder");
    let names = files.map(|file| file.expect("dist can be read").file_name().to_string_lossy().into_owned());
    names
        .into_iter()
        .find(|name| name.starts_with("volley-") && name.ends_with(ending))
        .expect("the page's file")
}

#[test]
fn the_page_works_under_a_sub_path() {
    let path = "/some/sub/path/";
    let stage = Stage::new().origin(|config| {
        config.mounts = vec![Mount::new("/some/sub/path/")];
        config.log_files = true;
    });
    stage.at(path).run(async |page| {
        let summary = page.check(&[page.other("/todos/1")]).await;
        assert_eq!(summary.totals.working, 1);
        let log = page.origin().log();
        let own: Vec<&str> =
            log.iter().map(|exchange| exchange.path.as_str()).filter(|at| *at != "/todos/1").collect();
        assert!(own.iter().all(|at| at.starts_with(path)), "all files are requested below the path: {own:?}");
        assert!(own.iter().any(|at| at.contains("runner_bg.wasm")), "{own:?}");
    });
}

#[test]
fn a_host_that_knows_no_wasm_serves_it_all_the_same() {
    let stage = || {
        let mount = ["desk_bg.wasm".to_owned(), "runner_bg.wasm".to_owned(), of_page("_bg.wasm")]
            .iter()
            .fold(Mount::new("/"), |mount, file| {
                mount.typed(file, HeaderValue::from_static("application/octet-stream"))
            });
        Stage::new().origin(|config| config.mounts = vec![mount])
    };
    let test = async |page: &Page| {
        assert_eq!(page.check(&[page.other("/todos/1")]).await.totals.working, 1);
    };
    stage().run(test);
    stage().in_firefox().run(test);
}

#[test]
fn scripts_of_the_wrong_type_are_refused_by_browsers_and_it_is_said_of_which_part() {
    let as_text = |file: &str| Mount::new("/").typed(file, HeaderValue::from_static("text/plain"));
    Stage::new().expecting_error("Failed to load module script").run(async |page| {
        page.origin().set_mount(as_text("desk.js"));
        page.open("/").await;
        let message = page.wait_trouble("The desk, which").await;
        assert!(message.contains("could not load") && message.contains("Reload"), "{message}");

        page.origin().set_mount(as_text(&of_page(".js")));
        page.open("/").await;
        let failed = "() => document.getElementById('boot')?.dataset.failed && document.body.innerText";
        let text = page.wait(failed, &[]).await;
        assert!(text.as_str().is_some_and(|text| text.contains("Volley could not start")), "{text}");
    });
}

#[test]
fn a_breach_of_the_policy_would_be_reported() {
    Stage::new().expecting_reports().expecting_error("Content Security Policy").run(async |page| {
        page.wait_mounted().await;
        let breach = "const script = document.createElement('script');
            script.textContent = 'window.volleyBreach = true';
            document.body.append(script);
            return window.volleyBreach ?? false;";
        assert_eq!(page.script(breach).await, false);
        page.wait_reports(1).await;
        let reports = page.origin().csp_reports();
        assert!(reports[0].to_string().contains("script-src"), "{reports:#?}");
    });
}
