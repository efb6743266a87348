"""Writes Stata files of every release that pandas and pyreadstat know, and lists them with what they hold."""

import json
import sys
from pathlib import Path

import pandas
import pyreadstat

folder = Path(sys.argv[1])
data = {
    "zahl": [1.5, None, -3.0],
    "ganz": pandas.array([1, 2, 100000], dtype="int32"),
    "text": ["Bäume", "", "Straße"],
    "tag": pandas.to_datetime(["2026-11-22", None, "1970-01-01"]),
}
files = []
for release in (114, 117, 118, 119):
    frame = pandas.DataFrame(data)
    frame["code"] = pandas.Categorical.from_codes([1, 2, 1], ["nie", "ja", "ähnlich"])
    for order in ("little", "big"):
        name = f"pandas{release}{order}.dta"
        # Its long texts in big-endian order are damaged; it does not read them itself.
        options = {"convert_strl": ["text"]} if release >= 117 and order == "little" else {}
        frame.to_stata(
            folder / name,
            version=release,
            write_index=False,
            byteorder=order,
            convert_dates={"tag": "td"},
            variable_labels={"zahl": "Größe in Metern"},
            **options,
        )
        files.append({"name": name, "label": True, "date": True})

for version in (8, 10, 12, 13, 15):
    frame = pandas.DataFrame({name: data[name] for name in ("zahl", "ganz", "text")})
    frame["code"] = [1.0, 2.0, 1.0]
    frame["offen"] = [1.0, "a", "z"]
    name = f"pyreadstat{version}.dta"
    pyreadstat.write_dta(
        frame,
        str(folder / name),
        version=version,
        column_labels={"zahl": "Größe in Metern"},
        variable_value_labels={"code": {1: "ja", 2: "ähnlich"}, "offen": {"a": "verweigert"}},
        missing_user_values={"offen": ["a", "z"]},
    )
    files.append({"name": name, "label": True, "tagged": True})

print(json.dumps(files))
