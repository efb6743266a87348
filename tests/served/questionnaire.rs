//! A small survey of LimeSurvey: its export as CSV, and its questionnaire.

/// Three responses, the last of them not submitted.
pub const EXPORT: &str = "\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"amt\";\"hilfe\"\r\n\
    \"1\";\"2026-03-02 10:00:00\";\"2\";\"de\";\"A1\";\"mehr Bäume und Schatten\"\r\n\
    \"2\";\"2026-03-02 11:00:00\";\"2\";\"de\";\"A2\";\"Brunnen mit Trinkwasser\"\r\n\
    \"3\";\"\";\"1\";\"de\";\"A2\";\"Dächer begrünen\"\r\n";

/// A questionnaire of two questions, one of them to choose from, as LimeSurvey 6 writes it.
pub fn lss() -> String {
    let row = |cells: &[(&str, &str)]| {
        let cells = cells
            .iter()
            .map(|(name, value)| format!("<{name}><![CDATA[{value}]]></{name}>"));
        format!("<row>{}</row>", cells.collect::<String>())
    };
    let question = |qid, kind, title, order| {
        row(&[
            ("qid", qid),
            ("parent_qid", "0"),
            ("sid", "7"),
            ("gid", "1"),
            ("type", kind),
            ("title", title),
            ("other", "N"),
            ("question_order", order),
            ("scale_id", "0"),
        ])
    };
    let text = |qid, text| row(&[("qid", qid), ("question", text), ("language", "de")]);
    let answer = |aid, code| {
        row(&[
            ("aid", aid),
            ("qid", "10"),
            ("code", code),
            ("sortorder", aid),
            ("scale_id", "0"),
        ])
    };
    let label = |aid, label| row(&[("id", aid), ("aid", aid), ("answer", label), ("language", "de")]);
    let tables = [
        ("answers", [answer("1", "A1"), answer("2", "A2")].concat()),
        ("answer_l10ns", [label("1", "Nord"), label("2", "Süd")].concat()),
        ("groups", row(&[("gid", "1"), ("sid", "7"), ("group_order", "1")])),
        (
            "questions",
            [question("10", "L", "amt", "1"), question("11", "T", "hilfe", "2")].concat(),
        ),
        (
            "question_l10ns",
            [text("10", "Ihr Amt"), text("11", "Was hilft gegen die Hitze?")].concat(),
        ),
    ];
    let tables = tables.map(|(name, rows)| format!("<{name}><rows>{rows}</rows></{name}>"));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>\
         <DBVersion>606</DBVersion><languages><language>de</language></languages>{}</document>",
        tables.concat()
    )
}
