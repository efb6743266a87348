"""A Stata file as pandas and pyreadstat read it: names, labels, value labels, cells; missing values as ".a"."""

import json
import math
import sys

import pandas
import pyreadstat
from pandas.io.stata import StataMissingValue, StataReader

path = sys.argv[1]


def shown(cell):
    if isinstance(cell, StataMissingValue):
        return None if cell.string == "." else cell.string
    if isinstance(cell, str):
        # pyreadstat names .a by its letter; no text of the tests is one letter.
        return "." + cell if len(cell) == 1 else cell
    return None if cell is None or math.isnan(cell) else float(cell)


def key(value):
    if isinstance(value, str):
        return "." + value
    if value >= 2147483621:
        return "." + chr(ord("a") + value - 2147483622)
    return str(int(value))


def keys(labels):
    return {key(value): label for value, label in labels.items()}


options = dict(convert_categoricals=False, convert_missing=True, convert_dates=False)
with StataReader(path, **options) as reader:
    frame = reader.read()
    labels = reader.variable_labels()
    sets = reader.value_labels()
    by_pandas = {
        "names": list(frame.columns),
        "labels": [labels[name] for name in frame.columns],
        "value_labels": [keys(sets.get(name, {})) for name in reader._lbllist],
        "cells": [[shown(cell) for cell in frame[name]] for name in frame.columns],
        "label": reader.data_label,
        "made": reader.time_stamp,
        "types": [str(kind) for kind in reader._typlist],
    }

frame, meta = pyreadstat.read_dta(path, user_missing=True, disable_datetime_conversion=True)
labels = meta.variable_value_labels
by_pyreadstat = {
    "names": meta.column_names,
    "labels": [label or "" for label in meta.column_labels],
    "value_labels": [keys(labels.get(name, {})) for name in meta.column_names],
    "cells": [[shown(cell) for cell in frame[name]] for name in meta.column_names],
    "label": meta.file_label,
    "notes": meta.notes,
}

with pandas.io.stata.StataReader(path) as reader:
    rows = len(reader.read(convert_categoricals=False))

print(json.dumps({"pandas": by_pandas, "pyreadstat": by_pyreadstat, "rows": rows}))
