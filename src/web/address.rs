//! Where the page is: on this machine only, or for a trusted network; and whether a request came by that way.
//!
//! A page elsewhere may make a browser ask us under a name of its own (DNS rebinding) or send us a form (cross-site
//! request forgery): the first is known by the `Host` that the browser names, the second by its `Origin`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs, UdpSocket};

use axum::http::{HeaderMap, Method, header};

use crate::problem::{Problem, Result};

/// From where the page can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exposure {
    /// Loopback; a one-time link signs in.
    ThisMachine,
    /// Whoever reaches `host` sees the page for signing in; only these people, by name, get further.
    Network { host: String, coders: Vec<String> },
}

/// Host and port that the browser is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub exposure: Exposure,
    pub port: u16,
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    Host,
    Origin,
}

impl Address {
    /// Listens; `port` 0 takes any that is free.
    ///
    /// # Errors
    /// The port is taken; the host is none of this machine.
    pub fn listen(exposure: Exposure, port: u16) -> Result<(Address, TcpListener)> {
        let host = match &exposure {
            Exposure::ThisMachine => "127.0.0.1",
            Exposure::Network { host, .. } => host,
        };
        let listening = (host.trim_matches(['[', ']']), port)
            .to_socket_addrs()
            .and_then(|found| TcpListener::bind(found.collect::<Vec<SocketAddr>>().as_slice()))
            .and_then(|listener| {
                listener.set_nonblocking(true)?;
                Ok((listener.local_addr()?.port(), listener))
            });
        match listening {
            Ok((port, listener)) => Ok((Address { exposure, port }, listener)),
            Err(error) => Err(not_listening(host, port, &error)),
        }
    }

    /// `http://127.0.0.1:8080`; where every address of this machine is listened on, the one that others see.
    pub fn url(&self) -> String {
        let host = match &self.exposure {
            Exposure::ThisMachine => "127.0.0.1".to_owned(),
            Exposure::Network { host, .. } => match host.parse::<IpAddr>() {
                Ok(any) if any.is_unspecified() => seen_by_others().to_string(),
                Ok(IpAddr::V6(address)) => format!("[{address}]"),
                _ => host.clone(),
            },
        };
        format!("http://{host}:{}", self.port)
    }

    /// Whether the request was meant for this page and sent by it.
    pub fn check(&self, method: &Method, headers: &HeaderMap) -> std::result::Result<(), Foreign> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(header::HOST)
            .filter(|host| self.is_ours(host))
            .ok_or(Foreign::Host)?;
        if matches!(*method, Method::GET | Method::HEAD) {
            return Ok(());
        }
        let ours = match text(header::ORIGIN) {
            None | Some("null") => {
                text(header::HeaderName::from_static("sec-fetch-site")) == Some("same-origin")
            }
            Some(origin) => origin.strip_prefix("http://") == Some(host),
        };
        ours.then_some(()).ok_or(Foreign::Origin)
    }

    /// A number cannot be rebound, a name can: of the names only our own counts.
    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.port) {
            return false;
        }
        match &self.exposure {
            Exposure::ThisMachine => matches!(name, "127.0.0.1" | "localhost"),
            Exposure::Network { host, .. } => {
                let number = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
                number || name.eq_ignore_ascii_case(host) || name == "localhost"
            }
        }
    }
}

/// The address under which others reach this machine: the one it would send from. Nothing is sent for this; the target is
/// one that is never given out (RFC 5737).
fn seen_by_others() -> IpAddr {
    UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))
        .and_then(|socket| {
            socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
            socket.local_addr()
        })
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip())
}

fn not_listening(host: &str, port: u16, error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => Problem::input(
            format!("Der Port {port} ist schon vergeben."),
            format!("The port {port} is taken."),
        )
        .hint(
            "Mit --port einen anderen nennen, oder --port weglassen.",
            "Name another with --port, or leave --port out.",
        ),
        std::io::ErrorKind::PermissionDenied => Problem::input(
            format!("Der Port {port} darf hier nicht benutzt werden."),
            format!("The port {port} may not be used here."),
        )
        .hint("Einen Port ab 1024 nennen.", "Name a port from 1024 on."),
        _ => Problem::input(
            format!("{host} ist keine Adresse dieses Rechners."),
            format!("{host} is no address of this machine."),
        )
        .hint(
            "Eine Adresse dieses Rechners nennen, oder 0.0.0.0 für alle.",
            "Name an address of this machine, or 0.0.0.0 for all of them.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        address: &Address,
        method: Method,
        pairs: &[(&'static str, &str)],
    ) -> std::result::Result<(), Foreign> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        address.check(&method, &headers)
    }

    #[test]
    fn only_our_own_name_is_answered() {
        let here = Address {
            exposure: Exposure::ThisMachine,
            port: 8080,
        };
        let get = |host: &str| check(&here, Method::GET, &[("host", host)]);
        assert_eq!(get("127.0.0.1:8080"), Ok(()));
        assert_eq!(get("localhost:8080"), Ok(()));
        for host in [
            "evil.example:8080",
            "127.0.0.1:8081",
            "127.0.0.1",
            "127.0.0.1.evil.example:8080",
            "[::1]:8080",
            "",
        ] {
            assert_eq!(get(host), Err(Foreign::Host), "{host}");
        }
        assert_eq!(check(&here, Method::GET, &[]), Err(Foreign::Host));

        let network = Address {
            exposure: Exposure::Network {
                host: "rechner.local".into(),
                coders: Vec::new(),
            },
            port: 8080,
        };
        for host in [
            "192.168.0.7:8080",
            "[fe80::1]:8080",
            "Rechner.local:8080",
            "localhost:8080",
        ] {
            assert_eq!(check(&network, Method::GET, &[("host", host)]), Ok(()), "{host}");
        }
        assert_eq!(
            check(&network, Method::GET, &[("host", "evil.example:8080")]),
            Err(Foreign::Host)
        );
    }

    #[test]
    fn what_changes_something_must_come_from_our_own_page() {
        let here = Address {
            exposure: Exposure::ThisMachine,
            port: 8080,
        };
        let host = ("host", "127.0.0.1:8080");
        let post = |more: &[(&'static str, &str)]| check(&here, Method::POST, &[&[host], more].concat());
        assert_eq!(post(&[("origin", "http://127.0.0.1:8080")]), Ok(()));
        assert_eq!(post(&[("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(
            post(&[("origin", "null"), ("sec-fetch-site", "same-origin")]),
            Ok(())
        );
        for foreign in [
            &[][..],
            &[("origin", "http://evil.example")],
            &[("origin", "http://localhost:8080")],
            &[("origin", "https://127.0.0.1:8080")],
            &[
                ("origin", "http://127.0.0.1:8081"),
                ("sec-fetch-site", "same-site"),
            ],
            &[("origin", "null")],
            &[("origin", "null"), ("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "none")],
        ] {
            assert_eq!(post(foreign), Err(Foreign::Origin), "{foreign:?}");
        }
        assert_eq!(
            check(&here, Method::GET, &[host, ("origin", "http://evil.example")]),
            Ok(())
        );
        assert_eq!(check(&here, Method::PUT, &[host]), Err(Foreign::Origin));
    }
}
