"""Reads an exported file: exports.py FORMAT FILE. Prints names, labels, value labels and all cells (missing as null)."""

import json
import math
import sys

import duckdb
import numpy
import openpyxl
import pandas
import pyreadstat


def plain(cell):
    """A cell as JSON holds it."""
    if cell is None or cell is pandas.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, (numpy.floating, numpy.integer, numpy.bool_)):
        return cell.item()
    if isinstance(cell, (int, float, str)):
        return cell
    return str(cell)


def told(frame, labels=None, values=None, **more):
    return {
        "names": list(frame.columns),
        "labels": labels or {},
        "values": {
            name: {str(float(value)) if isinstance(value, (int, float)) else value: label for value, label in of.items()}
            for name, of in (values or {}).items()
        },
        "cells": {name: [plain(cell) for cell in frame[name].tolist()] for name in frame.columns},
        **more,
    }


def of_statistics(read, path, **options):
    frame, meta = read(path, disable_datetime_conversion=True, **options)
    return told(
        frame,
        meta.column_names_to_labels,
        meta.variable_value_labels,
        missing=meta.missing_ranges,
        measure=meta.variable_measure,
        title=meta.file_label,
        notes=meta.notes,
    )


form, path = sys.argv[1:3]
if form == "sav":
    answer = of_statistics(pyreadstat.read_sav, path, user_missing=True)
elif form == "dta":
    answer = of_statistics(pyreadstat.read_dta, path)
elif form == "pandas":
    with pandas.read_stata(path, iterator=True, convert_categoricals=False, convert_dates=False) as reader:
        answer = told(reader.read(), reader.variable_labels())
elif form == "parquet":
    asked = duckdb.sql(f"SELECT * FROM '{path}'")
    answer = told(pandas.DataFrame(asked.fetchall(), columns=asked.columns, dtype=object))
elif form == "csv":
    answer = told(pandas.read_csv(path, dtype=str, keep_default_na=False))
elif form == "xlsx":
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    answer = told(pandas.DataFrame(rows[1:], columns=rows[0], dtype=object))
    answer["sheets"] = {
        sheet.title: [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets[1:]
    }
print(json.dumps(answer))
