//! What a column is in Parquet, and its cells.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::statfile::Column;
use crate::statfile::texts::clean;
use crate::survey::{Value, Variable, VariableKind};

/// Seconds of a day, and the largest whole number that a floating point number tells from its neighbours.
const DAY: f64 = 86_400.0;
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Microseconds of a second.
const MICROS: f64 = 1e6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Int32,
    Int64,
    Double,
    Text,
    /// Days since 1970.
    Date,
    /// Microseconds since 1970, without a time zone.
    Moment,
    /// Microseconds since midnight.
    Time,
}

/// The narrowest type that holds all cells.
pub(super) fn kind(variable: &Variable, column: &Column) -> Kind {
    let Column::Numbers(cells) = column else {
        return Kind::Text;
    };
    let all = |fits: fn(f64) -> bool| valid(variable, cells).all(fits);
    match variable.kind {
        VariableKind::Date
            if all(|number| number % DAY == 0.0 && is_whole(number / DAY, f64::from(i32::MAX))) =>
        {
            Kind::Date
        }
        VariableKind::Date | VariableKind::DateTime if all(|number| number.abs() * MICROS < EXACT * 16.0) => {
            Kind::Moment
        }
        VariableKind::Time if all(|number| (0.0..DAY).contains(&number)) => Kind::Time,
        _ if cells
            .iter()
            .flatten()
            .all(|number| is_whole(*number, f64::from(i32::MAX))) =>
        {
            Kind::Int32
        }
        _ if cells.iter().flatten().all(|number| is_whole(*number, EXACT)) => Kind::Int64,
        _ => Kind::Double,
    }
}

fn is_whole(number: f64, most: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= most
}

/// Dates that count as missing are no dates.
fn valid<'c>(variable: &'c Variable, cells: &'c [Option<f64>]) -> impl Iterator<Item = f64> + 'c {
    let is_valid = |number: &f64| !variable.missing.holds(&Value::Number(*number));
    cells.iter().flatten().copied().filter(is_valid)
}

impl Kind {
    /// The type of a column that may be empty.
    pub fn schema(self, name: &str) -> Result<TypePtr> {
        let (physical, logical) = match self {
            Kind::Int32 => (Physical::INT32, None),
            Kind::Int64 => (Physical::INT64, None),
            Kind::Double => (Physical::DOUBLE, None),
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Moment => (
                Physical::INT64,
                Some(LogicalType::timestamp(false, TimeUnit::MICROS)),
            ),
            Kind::Time => (Physical::INT64, Some(LogicalType::time(false, TimeUnit::MICROS))),
        };
        let made = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(made))
    }

    /// Whether a column of such a type has no place for dates that count as missing.
    pub fn is_dated(self) -> bool {
        matches!(self, Kind::Date | Kind::Moment | Kind::Time)
    }

    /// Writes the cells of some rows.
    pub fn put(
        self,
        variable: &Variable,
        column: &Column,
        rows: std::ops::Range<usize>,
        out: &mut SerializedColumnWriter<'_>,
    ) -> Result<()> {
        use parquet::data_type::{ByteArrayType, DoubleType, Int32Type, Int64Type};
        let numbers = |unit: f64| -> (Vec<f64>, Vec<i16>) {
            let Column::Numbers(cells) = column else {
                return (Vec::new(), Vec::new());
            };
            let is_there =
                |number: &f64| !self.is_dated() || !variable.missing.holds(&Value::Number(*number));
            let cells = cells[rows.clone()].iter().map(|cell| cell.filter(is_there));
            let there = cells.clone().map(|cell| i16::from(cell.is_some())).collect();
            (cells.flatten().map(|number| number * unit).collect(), there)
        };
        match self {
            Kind::Int32 | Kind::Date => {
                let (cells, there) = numbers(if self == Kind::Date { 1.0 / DAY } else { 1.0 });
                let cells: Vec<i32> = cells.into_iter().map(|number| number.round() as i32).collect();
                out.typed::<Int32Type>().write_batch(&cells, Some(&there), None)?;
            }
            Kind::Int64 | Kind::Moment | Kind::Time => {
                let (cells, there) = numbers(if self == Kind::Int64 { 1.0 } else { MICROS });
                let cells: Vec<i64> = cells.into_iter().map(|number| number.round() as i64).collect();
                out.typed::<Int64Type>().write_batch(&cells, Some(&there), None)?;
            }
            Kind::Double => {
                let (cells, there) = numbers(1.0);
                out.typed::<DoubleType>()
                    .write_batch(&cells, Some(&there), None)?;
            }
            Kind::Text => {
                let Column::Texts(cells) = column else {
                    return Ok(());
                };
                let cells = &cells[rows];
                let there: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
                let cells: Vec<ByteArray> = cells
                    .iter()
                    .filter(|cell| !cell.is_empty())
                    .map(|cell| ByteArray::from(clean(cell).into_owned().into_bytes()))
                    .collect();
                out.typed::<ByteArrayType>()
                    .write_batch(&cells, Some(&there), None)?;
            }
        }
        Ok(())
    }
}
