//! What a form or an address says, field by field; a field may come several times.

use axum::extract::{FromRequest, Request};
use axum::response::Response;
use axum::{Form, RequestExt};

use crate::problem::Problem;

/// Name and value, in the order in which they came. Pages take it as their last argument.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a name that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let said = |(key, value): &&(String, String)| key == name && !value.is_empty();
        self.0.iter().find(said).map(|(_, value)| value.as_str())
    }

    /// All values of a name.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// A value that has to be there.
    ///
    /// # Errors
    /// It is not, or cannot be read as what it should be.
    pub fn need<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        let value = self.get(name).and_then(|value| value.parse().ok());
        value.ok_or_else(|| {
            Problem::input(
                format!("Im Formular fehlt »{name}«, oder es ist unlesbar."),
                format!("The form lacks “{name}”, or it cannot be read."),
            )
            .hint("Die Seite neu laden.", "Load the page again.")
        })
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(fields: Vec<(String, String)>) -> Fields {
        Fields(fields)
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    /// Of the address where something is looked at, of the form where something is sent.
    async fn from_request(request: Request, _: &S) -> Result<Fields, Response> {
        use axum::response::IntoResponse;
        let form = request.extract::<Form<Vec<(String, String)>>, _>().await;
        form.map(|Form(fields)| Fields(fields))
            .map_err(IntoResponse::into_response)
    }
}

/// Name and value as an address has them: `frage=1&text=so%20ist%20es`.
pub fn query<'q>(pairs: impl IntoIterator<Item = (&'q str, &'q str)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        for byte in value.bytes() {
            // Everything that could mean something in a query is written as its number.
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                query.push(char::from(byte));
            } else {
                query.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_into_an_address_is_read_from_it_again() {
        assert_eq!(
            query([("a", "so & so"), ("b", "ü=1")]),
            "a=so%20%26%20so&b=%C3%BC%3D1"
        );
        assert_eq!(query([]), "");
    }

    #[test]
    fn fields_may_come_several_times() {
        let fields = [("code", ""), ("code", "a"), ("code", "b"), ("unit", "x")];
        let fields = Fields::from(
            fields
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
        );
        assert_eq!(fields.get("code"), Some("a"));
        assert_eq!(fields.all("code").collect::<Vec<_>>(), ["", "a", "b"]);
        assert!(fields.need::<i64>("unit").is_err() && fields.need::<String>("unit").is_ok());
        assert!(!fields.has("memo"));
    }
}
