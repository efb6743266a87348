//! Listening for browsers until somebody ends it; then everything that was handed in is written.

use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::mpsc::{Receiver, channel};

use super::Server;
use super::address::{Address, Exposure};
use super::machine::Machine;
use crate::problem::{Problem, Result};
use crate::words::Language;

/// How long requests that are under way may take when the program is ended.
const GRACE: Duration = Duration::from_secs(5);
/// Threads for reading studies.
const READING: usize = 32;

/// What is served, and where.
pub struct Options {
    /// The study to begin with; none: the start page.
    pub study: Option<PathBuf>,
    /// 0: any that is free.
    pub port: u16,
    pub exposure: Exposure,
    /// For browsers that ask for neither German nor English.
    pub language: Language,
}

/// A page that can be reached already and is not answered yet.
pub struct Door {
    server: Server,
    listener: TcpListener,
    link: String,
    runtime: Runtime,
    /// Says when somebody wants to end.
    end: Receiver<()>,
}

impl Door {
    /// # Errors
    /// The study cannot be opened; the port is taken; the host is none of this machine.
    pub fn open(options: Options) -> Result<Door> {
        let (address, listener) = Address::listen(options.exposure, options.port)?;
        let machine = match &address.exposure {
            Exposure::ThisMachine => Machine::of_user(),
            Exposure::Network { .. } => Machine::nobodys(),
        };
        let server = Server::on(machine, address, options.study.as_deref(), options.language)?;
        let link = server.first_link()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .max_blocking_threads(READING)
            .build()
            .map_err(refused)?;
        // From now on nobody ends the program in the middle of something.
        let end = runtime.block_on(async { asked_to_end() });
        Ok(Door {
            server,
            listener,
            link,
            runtime,
            end,
        })
    }

    /// The address to open first. On this machine it signs in, once.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// Opens the link in the browser of this machine; where there is none, the link stands on the terminal.
    pub fn open_browser(&self) {
        let link = self.link.clone();
        std::thread::spawn(move || webbrowser::open(&link));
    }

    /// Answers until Ctrl-C or the system's wish to end.
    ///
    /// # Errors
    /// The system refuses to answer at all.
    pub fn serve(self) -> Result<()> {
        let Door {
            server,
            listener,
            runtime,
            mut end,
            ..
        } = self;
        let router = super::router(&server);
        let served = runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let (say, told) = tokio::sync::oneshot::channel::<()>();
            let answering = tokio::spawn(
                axum::serve(listener, router)
                    .with_graceful_shutdown(async move {
                        let _ = told.await;
                    })
                    .into_future(),
            );
            end.recv().await;
            let _ = say.send(());
            // A browser that holds its connection open must not hold up the end.
            let _ = tokio::time::timeout(GRACE, answering).await;
            Ok(())
        });
        // What is half-done is dropped.
        server.jobs().end(GRACE);
        runtime.shutdown_timeout(GRACE);
        // Writers write what was handed in.
        server.studies().close();
        served.map_err(refused)
    }
}

fn refused(error: std::io::Error) -> Problem {
    Problem::bug(format!("cannot serve: {error}"))
}

/// Listens to the system from now on; what is received is the wish to end.
#[cfg(unix)]
fn asked_to_end() -> Receiver<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (asked, end) = channel(1);
    for kind in [
        SignalKind::interrupt(),
        SignalKind::terminate(),
        SignalKind::hangup(),
    ] {
        if let Ok(mut signal) = signal(kind) {
            let asked = asked.clone();
            tokio::spawn(async move {
                signal.recv().await;
                let _ = asked.send(()).await;
            });
        }
    }
    end
}

#[cfg(not(unix))]
fn asked_to_end() -> Receiver<()> {
    let (asked, end) = channel(1);
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        let _ = asked.send(()).await;
    });
    end
}
