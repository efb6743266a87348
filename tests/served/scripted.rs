//! Coders who are scripts: they decide over the wire as the page does, and note what was acknowledged.

use super::{Served, agent};

/// A coder with a session of their own.
#[derive(Clone)]
pub struct Scripted {
    agent: ureq::Agent,
    server: String,
    study: String,
    cookie: String,
}

impl Scripted {
    /// Signs in by a fresh link and says who codes.
    pub fn sign_in(served: &Served, name: &str) -> Scripted {
        let coder = Scripted {
            agent: agent(),
            server: served.address(),
            study: served.study_address(),
            cookie: served.enter(&served.fresh_link()),
        };
        let status = coder.post("who", &[("name", name)]).expect("an answer");
        assert_eq!(status, 303, "{name} cannot say who codes");
        coder
    }

    /// Gives a unit codes; whether it was acknowledged. `uid`: 32 hexadecimal digits that name the action.
    pub fn decide(&self, unit: i64, codes: &[&str], uid: &str) -> bool {
        let unit = unit.to_string();
        let mut fields = vec![("act", "take"), ("unit", &unit), ("uid", uid)];
        fields.extend(codes.iter().map(|code| ("code", *code)));
        match self.post("code/decide", &fields) {
            Some(200) => true,
            Some(status) => panic!("unit {unit}: status {status}"),
            None => false,
        }
    }

    /// The status; none where the program is gone.
    fn post(&self, page: &str, fields: &[(&str, &str)]) -> Option<u16> {
        let form: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
            .collect();
        let mut answer = self
            .agent
            .post(format!("{}/{page}", self.study))
            .header("origin", &self.server)
            .header("cookie", &self.cookie)
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded")
            .send(form.join("&"))
            .ok()?;
        // An answer that breaks off acknowledges nothing.
        answer.body_mut().read_to_string().ok()?;
        Some(answer.status().as_u16())
    }
}

/// Names for actions, drawn one after the other (SplitMix64 by Steele, Lea and Flood 2014).
pub struct Names(pub u64);

impl Names {
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let drawn = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        drawn ^ (drawn >> 31)
    }

    pub fn uid(&mut self) -> String {
        format!("{:016x}{:016x}", self.number(), self.number())
    }
}
