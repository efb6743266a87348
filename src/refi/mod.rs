//! Bytes ↔ REFI-QDA: projects (`.qdpx`) and codebooks (`.qdc`) as MAXQDA, ATLAS.ti, NVivo and QualCoder exchange them.
//!
//! Source: REFI-QDA standard 1.0 and 1.5 with their XML schemas, <https://www.qdasoftware.org>.
//!
//! Deliberately absent: what a project is in a study (`import`, `export`).
