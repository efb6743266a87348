//! `freitext review` on the command line: the address in the first line, what it says before it opens to a network, and
//! how it ends. Signals are those of Unix.

#![cfg(unix)]

mod desk;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use desk::Desk;

/// The program while it answers browsers; its first line has been read.
struct Running {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
    address: String,
}

impl Running {
    fn start(desk: &Desk, arguments: &[&str]) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_freitext"))
            .args(arguments)
            .current_dir(desk.path(""))
            .env("LC_ALL", "C")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut address = String::new();
        output.read_line(&mut address).unwrap();
        let address = address.trim_end().to_owned();
        Running {
            child,
            output,
            address,
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Asks it to end; gives what it said on standard error.
    fn end(mut self) -> String {
        let asked = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(asked.unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let mut said = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        said
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn the_first_line_is_the_address_and_ctrl_c_ends_it() {
    let desk = Desk::new();
    desk.freitext(&["new", "s.freitext"]).succeeds();
    let mut running = Running::start(&desk, &["review", "s.freitext", "--no-open"]);
    let whole = running.address.clone();
    let (address, token) = whole.split_once("/?token=").expect(&whole);
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    assert_eq!(token.len(), 64);
    assert_eq!(running.line(), "End with Ctrl+C.");

    let port = address.rsplit_once(':').unwrap().1.to_owned();
    desk.freitext(&["review", "s.freitext", "--no-open", "--port", &port])
        .fails(1, &[&format!("The port {port} is taken."), "--port"]);
    assert_eq!(running.end(), "");
    assert_eq!(desk.names(), ["s.freitext"], "nothing is left beside the study");
}

#[test]
fn without_a_command_it_is_the_start_page() {
    let desk = Desk::new();
    let running = Running::start(&desk, &["--no-open", "--lang", "de"]);
    assert!(
        running.address.starts_with("http://127.0.0.1:"),
        "{}",
        running.address
    );
    running.end();
    desk.freitext(&["--no-open", "review", "s.freitext"])
        .fails(2, &["--no-open stands before the command review."]);
    desk.freitext(&["--port", "8080", "table", "s.freitext"])
        .fails(2, &["--port stands before the command table."]);
    let help = desk.freitext(&["--help"]).succeeds();
    assert!(
        help.contains("review") && help.contains("opens the start page"),
        "{help}"
    );
    desk.freitext(&["review", "nothing.freitext", "--no-open"])
        .fails(1, &["There is no study file nothing.freitext."]);
}

#[test]
fn a_network_is_warned_of_and_passphrases_are_shown_once() {
    let desk = Desk::new();
    desk.freitext(&["new", "s.freitext"]).succeeds();
    let call = [
        "review",
        "s.freitext",
        "--no-open",
        "--host",
        "127.0.0.1",
        "--coder",
        "Anna Ott",
        "Bert",
    ];
    let mut first = Running::start(&desk, &call);
    assert!(!first.address.contains("token"), "{}", first.address);
    let anna = first.line();
    let passphrase = anna
        .strip_prefix("Passphrase for Anna Ott, to be seen only now: ")
        .expect(&anna);
    assert_eq!(passphrase.len(), 23, "{passphrase}");
    assert!(first.line().starts_with("Passphrase for Bert, "));
    assert_eq!(first.line(), "End with Ctrl+C.");
    let warned = first.end();
    assert!(
        warned.contains("without encryption") && warned.contains("Whoever may sign in (Anna Ott, Bert)"),
        "{warned}"
    );

    // The next time nobody needs one, and who asks gets another.
    let mut second = Running::start(&desk, &call);
    assert_eq!(second.line(), "End with Ctrl+C.");
    second.end();
    let renewed = desk
        .freitext(&["review", "s.freitext", "--new-passphrase", "Bert"])
        .succeeds();
    assert!(
        renewed.starts_with("Passphrase for Bert, to be seen only now: "),
        "{renewed}"
    );
    desk.freitext(&["review", "s.freitext", "--new-passphrase", "Bertt"])
        .fails(
            1,
            &[
                "Nobody called Bertt codes in this study.",
                "Perhaps Bert is meant.",
            ],
        );
    desk.freitext(&["review", "s.freitext", "--host", "127.0.0.1"])
        .fails(2, &["Who may sign in is missing.", "--coder Anna --coder Bert"]);
    desk.freitext(&["review", "s.freitext", "--coder", "Anna"])
        .fails(2, &["--host"]);
    desk.freitext(&["review", "s.freitext", "--host", "203.0.113.1", "--coder", "Anna"])
        .fails(1, &["203.0.113.1 is no address of this machine."]);
}
