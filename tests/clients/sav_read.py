"""What pyreadstat reads from an SPSS file: everything as texts, numbers as Python prints them back."""

import json
import math
import sys

import pyreadstat


def said(value):
    if isinstance(value, float):
        return None if math.isnan(value) else repr(value)
    return value


reader = pyreadstat.read_sav
frame, meta = reader(sys.argv[1], user_missing=True, disable_datetime_conversion=True)
names = meta.column_names
ranges = meta.missing_ranges
print(json.dumps({
    "names": names,
    "labels": [label or "" for label in meta.column_labels],
    "values": [
        [[said(float(value) if isinstance(value, int) else value), label]
         for value, label in meta.variable_value_labels.get(name, {}).items()]
        for name in names
    ],
    "missing": [
        [[said(one["lo"]), said(one["hi"])] for one in ranges.get(name, [])] for name in names
    ],
    "measures": [meta.variable_measure[name] for name in names],
    "formats": [meta.original_variable_types[name] for name in names],
    "cells": [[said(cell) for cell in frame.iloc[:, at].astype(object)] for at in range(len(names))],
    "label": meta.file_label or "",
    "notes": meta.notes,
    "sets": {
        name: {
            "label": one["label"],
            "counted": said(one["counted_value"]),
            "members": one["variable_list"],
        }
        for name, one in meta.mr_sets.items()
    },
}))
