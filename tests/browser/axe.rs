//! The accessibility check axe-core, fetched once from the registry of its makers and run inside the page.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::driver::{install, which};
use crate::harness::Browser;

/// The version that is checked with: a newer one may find more.
const VERSION: &str = "4.14.1";

/// What keeps people from using the page as it stands now, a line each: rule, where, what is wrong.
pub fn violations(browser: &Browser) -> Vec<String> {
    if browser.run("return typeof window.axe", &[]) != "object" {
        browser.run(&format!("{}; window.axe = axe;", source()), &[]);
    }
    let found = browser.run_later(
        "const done = arguments[arguments.length - 1];
         axe.run(document, { resultTypes: ['violations'] }).then(
           (found) => done(found.violations.flatMap((rule) => rule.nodes.map(
             (node) => `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.replaceAll('\\n', ' ')}`))),
           (error) => done([String(error)]))",
        &[],
    );
    let found = found.as_array().expect("a list of violations");
    found
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("axe-core-{VERSION}"));
        let file = folder.join("package").join("axe.min.js");
        if !file.exists() {
            fetch(&folder);
        }
        std::fs::read_to_string(&file).expect("axe-core as it was fetched")
    })
}

/// Unpacked beside its place first, so that nothing half-fetched is ever taken for the whole.
fn fetch(folder: &PathBuf) {
    if which("npm").is_none() {
        install(&["npm"]);
    }
    let part = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let fetched = Command::new("sh")
        .args([
            "-c",
            &format!("npm pack --silent axe-core@{VERSION} && tar -xzf axe-core-{VERSION}.tgz"),
        ])
        .current_dir(part.path())
        .status();
    assert!(
        fetched.is_ok_and(|status| status.success()),
        "The accessibility check needs axe-core {VERSION}, which npm could not fetch: the first run of these tests needs \
         a network. It can be unpacked by hand into {}.",
        folder.display()
    );
    let _ = std::fs::rename(part.path(), folder);
    assert!(folder.exists(), "{} could not be made", folder.display());
}
