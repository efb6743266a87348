//! (being built)
use crate::problem::Result;
#[derive(Debug, Clone, PartialEq)]
pub struct Codebook {}
impl Codebook {
    pub fn read(_toml: &str, _name: &str) -> Result<Codebook> {
        Ok(Codebook {})
    }
    pub fn to_toml(&self) -> String {
        String::new()
    }
}
