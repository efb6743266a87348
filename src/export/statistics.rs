//! Files of statistics programs: the study as labelled variables, written by `statfile`.
//!
//! Rows are coding units or respondents (`selection.base`). The same study gives the same bytes: a file bears the time of the
//! latest thing that happened to the study. Syntax for SPSS and a script for R read a second file, which is an
//! export of its own.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::frame::{self, Rows};
use super::place::failed;
use super::{Exporter, Reading, Which};
use crate::problem::{Notice, Problem, Result};
use crate::statfile::{Frame, dta as stata, parquet as columns, rds, rscript, sav, sps};
use crate::tables::Choice;
use crate::words::{Language, Text};

/// One format.
pub struct StatisticsFile {
    name: &'static str,
    ending: &'static str,
    de: &'static str,
    en: &'static str,
    reasons: Reasons,
    write: fn(&Made<'_>, &mut dyn Write) -> Result<Vec<Notice>>,
}

/// What stands where only the reason is known why it is not known whether a code applies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reasons {
    /// The number of the reason, which counts as missing.
    Kept,
    /// Nothing, because no value counts as missing there.
    Emptied,
}

/// What a writer is given.
struct Made<'a> {
    frame: &'a Frame,
    /// Places of what is known of respondents.
    background: &'a [usize],
    /// When the study was last changed.
    moment: DateTime,
    path: &'a Path,
    language: Language,
}

pub const SAV: StatisticsFile = StatisticsFile {
    name: "sav",
    ending: "sav",
    de: "SPSS: Datensatz mit Wertelabel, Codes als 0/1 und Mehrfachantworten-Sets",
    en: "SPSS: data set with value labels, codes as 0/1 and multiple-response sets",
    reasons: Reasons::Kept,
    write: |made, out| made.unless_refused(sav::write(made.frame, made.moment, out)),
};

pub const DTA: StatisticsFile = StatisticsFile {
    name: "dta",
    ending: "dta",
    de: "Stata: Datensatz mit Wertelabel und Codes als 0/1",
    en: "Stata: data set with value labels and codes as 0/1",
    reasons: Reasons::Kept,
    write: |made, out| stata::write(made.frame, out, Some(made.moment)),
};

pub const SPS: StatisticsFile = StatisticsFile {
    name: "sps",
    ending: "sps",
    de: "SPSS-Syntax, wo die .sav-Datei nicht geht; dazu gehören die Daten zur SPSS-Syntax",
    en: "SPSS syntax, where the .sav file does not do; with the data for the SPSS syntax",
    reasons: Reasons::Kept,
    write: |made, out| {
        let cells = made.beside("-data.csv");
        let mut notices = made.unless_refused(sps::write(made.frame, &cells, out, &mut io::sink()))?;
        notices.push(Notice::new(
            format!("Die Syntax liest »{cells}« aus demselben Ordner; auch diese Datei ausgeben (sps-data)."),
            format!("The syntax reads “{cells}” in the same folder; export that file, too (sps-data)."),
        ));
        Ok(notices)
    },
};

pub const SPS_DATA: StatisticsFile = StatisticsFile {
    name: "sps-data",
    ending: "csv",
    de: "Daten zur SPSS-Syntax",
    en: "data for the SPSS syntax",
    reasons: Reasons::Kept,
    write: |made, out| made.unless_refused(sps::write(made.frame, "", &mut io::sink(), out)),
};

pub const RDS: StatisticsFile = StatisticsFile {
    name: "rds",
    ending: "rds",
    de: "R: Datensatz mit Wertelabel und fehlenden Werten (haven), Codes als 0/1",
    en: "R: data set with value labels and missing values (haven), codes as 0/1",
    reasons: Reasons::Kept,
    write: |made, out| rds::write(made.frame, out),
};

pub const PARQUET: StatisticsFile = StatisticsFile {
    name: "parquet",
    ending: "parquet",
    de: "Parquet für DuckDB, polars, Spark, Arrow: Datensatz, Codes als 0/1",
    en: "Parquet for DuckDB, polars, Spark, Arrow: data set, codes as 0/1",
    reasons: Reasons::Emptied,
    write: |made, out| columns::write(made.frame, out),
};

pub const RSCRIPT: StatisticsFile = StatisticsFile {
    name: "rscript",
    ending: "R",
    de: "R-Skript: liest die .rds-Datei daneben und macht die ersten Tabellen",
    en: "R script: reads the .rds file beside it and makes the first tables",
    reasons: Reasons::Kept,
    write: |made, out| {
        let rds = made.beside(".rds");
        let written = rscript::write(made.frame, made.background, &rds, made.language, out);
        made.unless_refused(written.map(|()| Vec::new()))?;
        Ok(vec![Notice::new(
            format!("Das Skript liest »{rds}« aus demselben Ordner; auch diese Datei ausgeben (rds)."),
            format!("The script reads “{rds}” in the same folder; export that file, too (rds)."),
        )])
    },
};

impl Made<'_> {
    fn unless_refused(&self, written: io::Result<Vec<Notice>>) -> Result<Vec<Notice>> {
        written.map_err(|error| failed(&error, self.path))
    }

    /// The name of a file that belongs to this one.
    fn beside(&self, ending: &str) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        format!("{}{ending}", stem.to_string_lossy())
    }
}

impl Exporter for StatisticsFile {
    fn name(&self) -> &'static str {
        self.name
    }

    fn ending(&self) -> &'static str {
        self.ending
    }

    fn what(&self) -> Text {
        Text::new(self.de, self.en)
    }

    fn which(&self) -> &'static [Which] {
        Which::ALL
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let mut set = frame::data_set(from, Rows::from(from.options.selection.base))?;
        if self.reasons == Reasons::Emptied {
            set.empty_reasons();
        }
        let made = Made {
            frame: &set.frame,
            background: &set.background,
            moment: jiff::Timestamp::from_second(set.moment)
                .map_err(Problem::bug)?
                .to_zoned(TimeZone::UTC)
                .datetime(),
            path,
            language: from.options.language,
        };
        let mut out = Watched {
            out: BufWriter::with_capacity(1 << 20, file),
            refused: None,
        };
        let written = (self.write)(&made, &mut out).and_then(|notices| {
            out.flush().map_err(|error| failed(&error, path))?;
            Ok(notices)
        });
        // Why the system refused, in the words of all exporters.
        let written = match out.refused {
            Some(kind) => Err(failed(&kind.into(), path)),
            None => written,
        };
        let mut notices = set.notices;
        notices.extend(written?);
        Ok(notices)
    }
}

/// A writer that remembers why it could not write.
struct Watched<W> {
    out: W,
    refused: Option<io::ErrorKind>,
}

impl<W: Write> Watched<W> {
    fn heard<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done {
            self.refused.get_or_insert(error.kind());
        }
        done
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write(bytes);
        self.heard(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.heard(done)
    }
}
