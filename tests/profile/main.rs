//! Profiles of groups against R, and what comes out for the shipped measures.
//!
//! | member | what |
//! |---|---|
//! | `against_r` | maps, clusters, silhouettes and residuals equal those of `ca`, `MASS`, `hclust`, `cluster` |
//! | `measures` | groups of offices, with their stability |
//! | `asked` | what can be asked, and what is answered when it cannot be done |

#[path = "../desk/mod.rs"]
mod desk;

mod against_r;
mod asked;
mod measures;
