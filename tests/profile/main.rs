//! Profiles of groups against R, and what comes out for the shipped measures.
//!
//! | member | what |
//! |---|---|
//! | `against_r` | maps, clusters, silhouettes and residuals equal those of `ca`, `MASS`, `hclust`, `cluster` |

#[path = "../desk/mod.rs"]
mod desk;

mod against_r;
