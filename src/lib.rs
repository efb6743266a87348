//! `freitext` codes open survey answers in German: it suggests codes from a codebook, people review them, and the
//! result is tables and data sets that a paper can rest on.
//!
//! One direction, no way back: file → import → study → language → search → suggest → (people) → tables → export. What
//! people decided is ground truth in the study file; everything else is derived and comes out the same again.
//!
//! # The rooms
//!
//! A room uses only rooms that stand before it, narrowed by the last column; `tests/house.rs` holds the code to it.
//!
//! | room | what lives there | uses |
//! |---|---|---|
//! | `words` | `Text` (German and English side by side), `Language`, number formats | – |
//! | `problem` | `Problem` (stops), `Notice` (goes on), place, hints | words |
//! | `estimate` | a figure with its interval and n, or why there is none; intervals, tests, corrections | words, problem |
//! | `survey` | the nouns: question, respondent, record, answer, coding unit, coder, decision | words, problem |
//! | `packed` | archives and XML of strangers, opened with limits | words, problem |
//! | `statfile` | bytes ↔ labelled variables: sav, dta, rds, parquet | words, problem, survey |
//! | `refi` | bytes ↔ REFI-QDA projects and codebooks | words, problem, packed |
//! | `language` | German or English text → tokens: normal forms, gender forms, compounds, stems, negation | words, problem, survey |
//! | `query` | the query language: text → `Query`; printing it back | words, problem |
//! | `codebook` | code, dimension, match rule; TOML ↔ `Codebook`; check; difference of versions | words, problem, survey, packed, refi, language, query |
//! | `study` | the study file: the one truth, all SQL, schema and migrations | words, problem, survey, codebook |
//! | `agreement` | ratings → every usual coefficient, per code and over sets of codes, with intervals | words, problem, estimate, survey |
//! | `import` | file → survey: csv, xlsx, ods, sav, dta, LimeSurvey, qdpx | words, problem, survey, packed, statfile, refi, language, codebook, study |
//! | `search` | the derived index; a query evaluated to units and evidence; keyword in context; rule debugger | words, problem, survey, language, query, codebook, study |
//! | `suggest` | codes proposed, by match rules, code texts and what people decided; how good they are | words, problem, estimate, survey, language, query, codebook, study, agreement, search |
//! | `review` | the human loop: what stands, what comes next, deciding, undoing | words, problem, estimate, survey, language, query, codebook, study, agreement, search, suggest |
//! | `tables` | frequencies, crosstabs, closed questions, codes together, change between waves | words, problem, estimate, survey, codebook, study |
//! | `chart` | bars, box plots, maps and the like: plain data → SVG, PNG | words, problem, estimate, tables |
//! | `profile` | profiles of groups: correspondence map, clusters, how stable they are | words, problem, estimate, study, tables |
//! | `export` | study → file: csv, xlsx, sav, dta, rds, parquet, qdpx, qdc, docx, md, toml | words, problem, survey, packed, statfile, refi, codebook, study, tables |
//! | `results` | what a long step came to, in sentences and grids | words, problem, estimate, survey, codebook, study, agreement, import, suggest, review, tables, chart, profile |
//! | `report` | one file that tells the whole story of a study: HTML, DOCX | words, problem, estimate, survey, language, codebook, study, suggest, review, tables, chart, profile, export, results |
//! | `web` | the review page: every page in a file of its own, who may enter, what is written | all of the above |
//! | `cli` | clap: one file per command | all of the above |
//!
//! `language` uses `survey` for spans only; `codebook` uses `language` to report stems that join unlike words; `search`
//! uses `codebook` because a codebook brings stem exceptions; `tables` stands before `export`, which writes them.

pub mod agreement;
pub mod chart;
pub mod cli;
pub mod codebook;
pub mod estimate;
pub mod export;
pub mod import;
pub mod language;
pub mod packed;
pub mod problem;
pub mod profile;
pub mod query;
pub mod refi;
pub mod report;
pub mod results;
pub mod review;
pub mod search;
pub mod statfile;
pub mod study;
pub mod suggest;
pub mod survey;
pub mod tables;
pub mod web;
pub mod words;
