//! Any static host will do: under any path, under a strict policy.

use volley_origin::Mount;

use crate::harness::Stage;

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
