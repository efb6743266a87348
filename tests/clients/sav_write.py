"""Writes an SPSS file by pyreadstat: plain, with codes, or in blocks of zlib."""

import json
import sys

import pandas
import pyreadstat

path, packing = sys.argv[1:]
frame = pandas.DataFrame({
    "Größe": [1.0, 2.5, None, -99.0, 1e300],
    "antwort": ["ja", "", "weiß nicht 😀", "x" * 255, "y" * 255 + "ü" * 100],
    "kurz": ["a", "b", "ü", "", "a"],
    "tag": pandas.to_datetime(["2026-11-22", "1582-10-15", "1970-01-01", "2000-02-29", None], errors="coerce"),
})
pyreadstat.write_sav(
    frame,
    path,
    file_label="Befragung in Köln",
    column_labels={"Größe": "Wie groß?", "antwort": "Was noch?"},
    variable_value_labels={"Größe": {1.0: "klein", -99.0: "keine Angabe"}, "kurz": {"a": "Anfang", "ü": "Umlaut"}},
    missing_ranges={"Größe": [{"lo": -99.0, "hi": -90.0}, 7.0], "kurz": ["b"]},
    variable_measure={"Größe": "ordinal", "kurz": "nominal"},
    variable_format={"Größe": "F8.2"},
    note=["eine Zeile", "noch eine"],
    compress=packing == "zlib",
    row_compress=packing == "codes",
)
print(json.dumps(packing))
