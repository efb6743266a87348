//! A study as a list of lines that name everything by what every copy knows: no row numbers, but the order where it counts.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// An answer, a unit and a source as every copy names them.
const ANSWER: &str =
    "(SELECT r.key || '/' || q.key || '/' || a.slot FROM answer AS a JOIN record AS r ON r.id = a.record
    JOIN question AS q ON q.id = a.question WHERE a.id = {})";
const SOURCE: &str = "(SELECT time || ' ' || file_name || ' ' || settings FROM source WHERE source.id = {})";
const CODER: &str = "(SELECT kind || ' ' || name FROM coder WHERE coder.id = {})";

/// Everything that people have put into a study; what is derived, the file's own identity and passphrases are left out.
pub fn dump(path: &Path) -> Vec<String> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let named = |what: &str, id: &str| what.replace("{}", id);
    let answer = named(ANSWER, "answer");
    let unit = format!(
        "(SELECT {} || ' ' || start || '-' || stop FROM unit WHERE unit.id = {{}})",
        named(ANSWER, "unit.answer")
    );
    let record_values = "(SELECT group_concat(name || '=' || value, ' ') FROM (
        SELECT name, value FROM json_each(record.background) JOIN background ON background.id = json_each.key + 1
        WHERE value IS NOT NULL ORDER BY name))";
    let any_order = [
        "'question', key, text FROM question".to_owned(),
        "'background', name FROM background".to_owned(),
        "'respondent', key FROM respondent".to_owned(),
        format!(
            "'record', key, (SELECT key FROM respondent WHERE id = respondent), {}, row, {record_values} FROM record",
            named(SOURCE, "record.source")
        ),
        format!(
            "'answer', {}, missing, verbatim FROM answer",
            named(ANSWER, "answer.id")
        ),
        format!("'unit', {answer}, start, stop, key FROM unit"),
        format!(
            "'changed', {answer}, {}, row, verbatim FROM changed_answer",
            named(SOURCE, "changed_answer.source")
        ),
        "'coder', kind, name FROM coder".to_owned(),
        "'setting', uid, name, value, moment FROM setting".to_owned(),
        "'meta', name, value FROM meta WHERE name = 'answers_in'".to_owned(),
    ];
    let in_order = [
        "'source', time, file_name, settings FROM source ORDER BY id".to_owned(),
        "'codebook', name, toml, time FROM codebook ORDER BY id".to_owned(),
        format!(
            "'action', uid, codebook, {}, moment, kind, undoes FROM action ORDER BY id",
            named(CODER, "coder")
        ),
        format!(
            "'decision', (SELECT uid FROM action WHERE action.id = action), {}, codebook, {}, outcome, codes, memo, time,
             picked, layer, seen, settled, withheld FROM decision ORDER BY id",
            named(&unit, "decision.unit"),
            named(CODER, "decision.coder")
        ),
    ];
    let mut lines = Vec::new();
    for sql in any_order {
        let mut some = rows(&connection, &sql);
        some.sort();
        lines.extend(some);
    }
    for sql in in_order {
        lines.extend(rows(&connection, &sql));
    }
    lines
}

fn rows(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!("SELECT {sql}"))
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    let columns = statement.column_count();
    let rows = statement
        .query_map([], |row| {
            let values = (0..columns).map(|at| {
                Ok(match row.get(at)? {
                    Value::Null => "–".to_owned(),
                    Value::Integer(number) => number.to_string(),
                    Value::Text(text) => text,
                    other => format!("{other:?}"),
                })
            });
            values.collect::<rusqlite::Result<Vec<String>>>()
        })
        .unwrap();
    rows.map(|row| row.unwrap().join(" | ")).collect()
}

/// Tables and columns that joining knows; a new one has to be thought of in `study::merge` and above.
const KNOWN: &str = "action: id uid codebook coder moment kind undoes
answer: id record question slot missing verbatim
background: id name
changed_answer: id answer source row verbatim
codebook: id name toml time
coder: id name kind secret
decision: id unit codebook coder outcome codes memo time picked action layer seen settled withheld
meta: name value
question: id key text
record: id key respondent source row background
respondent: id key
run: id method codebook settings program analysis data_revision last_unit time
setting: id uid name value moment
source: id file_name settings time
suggestion: run unit code score evidence base rules text learned
unit: id answer start stop key";

#[test]
fn joining_knows_every_table_and_column() {
    let made = super::Made::new(1);
    let connection = Connection::open(&made.path).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT m.name || ': ' || group_concat(i.name, ' ') FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS i
             WHERE m.type = 'table' GROUP BY m.name ORDER BY m.name",
        )
        .unwrap();
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(tables.join("\n"), KNOWN);
}
