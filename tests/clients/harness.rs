//! PSPP, R and Python: found, or installed where they are missing, and run on a script.
//!
//! Packages of the system come by apt (Debian, Ubuntu), those of Python by pip into a folder below the target folder.
//! [`PYTHON`] names a Python that has them already.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// The environment variable that names the program of a Python with everything in `requirements.txt`.
pub const PYTHON: &str = "FREITEXT_PYTHON";

const REQUIREMENTS: &str = include_str!("requirements.txt");

/// What a script of this folder prints, read as JSON.
///
/// # Panics
/// When the script fails; with what it said.
pub fn python(script: &str, arguments: &[&str]) -> Value {
    let mut command = Command::new(python_program());
    command.arg(beside(script)).args(arguments);
    command.env("PYTHONUTF8", "1");
    read(script, command)
}

/// As [`python`], in R; the functions of `json.R` are there.
pub fn r(script: &str, arguments: &[&str]) -> Value {
    let code = format!(
        "source({:?}, encoding = 'UTF-8'); source({:?}, encoding = 'UTF-8')",
        beside("json.R"),
        beside(script)
    );
    let mut command = with_r();
    command.args(["-e", &code]).args(arguments);
    read(script, command)
}

/// R, to be given a script of its own.
pub fn with_r() -> Command {
    static READY: OnceLock<()> = OnceLock::new();
    READY.get_or_init(|| {
        let packages = ["haven", "foreign", "readstata13"];
        let has = |package: &&str| {
            let asked = format!("quit(status = !requireNamespace('{package}', quietly = TRUE))");
            let mut command = Command::new("Rscript");
            command.args(["-e", &asked]).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        if !packages.iter().all(has) {
            install(&[
                "r-base-core",
                "r-cran-haven",
                "r-cran-foreign",
                "r-cran-readstata13",
            ]);
        }
    });
    let mut command = Command::new("Rscript");
    command.env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command
}

/// What PSPP answers to a piece of syntax, as comma-separated tables; its warnings and errors are among them.
pub fn pspp(syntax: &str) -> String {
    ready("pspp", &["pspp"]);
    let folder = folder("pspp");
    let (asked, answered) = (folder.join("asked.sps"), folder.join("answered.csv"));
    std::fs::write(&asked, syntax).unwrap();
    let mut command = Command::new("pspp");
    command.env("LC_ALL", "C.UTF-8").current_dir(&folder);
    command.arg("-o").arg(&answered).arg("-O").arg("format=csv");
    let done = command.arg(&asked).output().expect("PSPP starts");
    let answer = std::fs::read(&answered).unwrap_or_default();
    let said = format!(
        "{}{}{}",
        String::from_utf8_lossy(&answer),
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    std::fs::remove_dir_all(&folder).unwrap();
    said
}

/// What a program of the system (`xmllint`) answers, and whether it was content; from a package where it is missing.
#[allow(dead_code, reason = "not every format has such a program")]
pub fn program(name: &str, package: &str, arguments: &[&str]) -> (bool, String) {
    ready(name, &[package]);
    let done = Command::new(name)
        .args(arguments)
        .output()
        .expect("the program starts");
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// A new empty folder below the target folder.
pub fn folder(name: &str) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("clients-{}-{name}-{number}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn beside(script: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/clients")
        .join(script)
}

fn read(script: &str, mut command: Command) -> Value {
    let done = command.stdin(Stdio::null()).output();
    let done = done.unwrap_or_else(|error| panic!("{script} does not start: {error}"));
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{script}: {complaint}");
    let mut deep = serde_json::Deserializer::from_slice(&done.stdout);
    serde::Deserialize::deserialize(&mut deep).unwrap_or_else(|error| {
        let said = String::from_utf8_lossy(&done.stdout);
        panic!("{script}: {error}\n{:.2000}\n{complaint}", said)
    })
}

/// A Python of our own with the packages of `requirements.txt`; made once, and again when the list changes.
fn python_program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Ok(program) = std::env::var(PYTHON) {
            return program;
        }
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients-python");
        let program = home.join("bin/python").to_string_lossy().into_owned();
        let done = home.join("requirements.txt");
        let _alone = lock();
        if std::fs::read_to_string(&done).is_ok_and(|installed| installed == REQUIREMENTS) {
            return program;
        }
        let make = || run("python3", &["-m", "venv", "--clear", &home.to_string_lossy()]);
        if !make() {
            install_packages(&["python3", "python3-venv"]);
            assert!(make(), "python3 -m venv fails");
        }
        let list = beside("requirements.txt").to_string_lossy().into_owned();
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        assert!(
            run(&program, &[&pip[..], &[list.as_str()]].concat()),
            "These tests need the Python packages of tests/clients/requirements.txt. They could not be installed with pip; \
             name a Python that has them in {PYTHON}."
        );
        std::fs::write(&done, REQUIREMENTS).unwrap();
        program
    })
}

/// Makes sure that a program is in `PATH`.
fn ready(program: &str, packages: &[&str]) {
    let found = || {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    if !found() {
        install(packages);
        assert!(found(), "{program} is installed and not found in PATH");
    }
}

fn install(packages: &[&str]) {
    let _alone = lock();
    install_packages(packages);
}

/// Installs packages of the system; whoever calls it holds the lock.
fn install_packages(packages: &[&str]) {
    let names = packages.join(" ");
    let command = format!(
        "export TMPDIR=/var/tmp; apt-get update -q && apt-get install -y -q --no-install-recommends {names}"
    );
    let script = format!("if [ \"$(id -u)\" = 0 ]; then {command}; else sudo -n sh -c '{command}'; fi");
    assert!(
        run("sh", &["-c", &script]),
        "These tests drive real statistics programs and need: {names}. They could not be installed with apt-get; please \
         install them by hand and run the tests again."
    );
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// One test, of one program, installs at a time; the others wait. Held until it is dropped.
fn lock() -> File {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients.lock");
    let file = File::create(path).unwrap();
    file.lock().unwrap();
    file
}
