"""Reads exported files: exports.py FORMAT FILE… Prints a list: names, labels, value labels, all cells (missing as null), sets."""

import json
import math
import re
import sys

import duckdb
import numpy
import openpyxl
import pandas
import pyarrow.parquet
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


def key(value):
    """A value with a label; those that Stata calls .a to .z as pyreadstat tells them, by letter or number."""
    if not isinstance(value, (int, float)):
        return value
    if value >= 2147483621:
        return chr(ord("a") + int(value) - 2147483622)
    return str(float(value))


def told(frame, labels=None, values=None, **more):
    return {
        "names": list(frame.columns),
        "labels": labels or {},
        "values": {
            name: {key(value): label for value, label in of.items()}
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
        sets={
            name: {"label": of["label"], "counted": of["counted_value"], "members": of["variable_list"]}
            for name, of in meta.mr_sets.items()
        },
    )


def of_notes(notes):
    """The sets that the notes of a Stata file tell."""
    told = re.compile(r"Mehrfachantworten-Set \(multiple response set\) ([^,:]+)(?:, = ([^:]+))?: (.*): ([^:]+)", re.DOTALL)
    found = [match for match in map(told.fullmatch, notes) if match]
    return {
        name: {"label": label, "counted": counted and float(counted), "members": members.split()}
        for name, counted, label, members in (match.groups() for match in found)
    }


def of_metadata(path):
    """Labels, value labels and sets as a Parquet file tells them."""
    known = json.loads(pyarrow.parquet.read_metadata(path).metadata[b"freitext.dictionary"])
    return {
        "labels": {of["name"]: of["label"] for of in known["variables"]},
        "values": {of["name"]: {key(value): label for value, label in of["labels"]} for of in known["variables"]},
        "sets": {
            of["name"]: {
                "label": of["label"],
                "counted": None if of["kind"] == "categories" else of["kind"]["dichotomies"],
                "members": of["members"],
            }
            for of in known["sets"]
        },
    }


def of_workbook(path):
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    answer = told(pandas.DataFrame(rows[1:], columns=rows[0], dtype=object))
    sheets = {
        sheet.title: [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets[1:]
    }
    answer["sheets"] = sheets
    answer["sets"] = {}
    for name, label, kind, _, values, _, members in sheets["Variablen"][1:]:
        if name.startswith("$"):
            counted = 1.0 if kind == "dichotome Variablen" else None
            answer["sets"][name[1:]] = {"label": label, "counted": counted, "members": members.split("\n")}
            continue
        answer["labels"][name] = label or ""
        pairs = [line.split(" = ", 1) for line in (values or "").split("\n") if line]
        answer["values"][name] = {str(float(value)): label for value, label in pairs}
    return answer


def read(form, path):
    if form == "sav":
        return of_statistics(pyreadstat.read_sav, path, user_missing=True)
    if form == "dta":
        answer = of_statistics(pyreadstat.read_dta, path, user_missing=True)
        answer["sets"] = of_notes(answer["notes"])
        # What means missing is a letter in each cell, and no matter of the variable.
        del answer["missing"]
        return answer
    if form == "pandas":
        with pandas.read_stata(path, iterator=True, convert_categoricals=False, convert_dates=False) as reader:
            return told(reader.read(), reader.variable_labels())
    if form == "parquet":
        asked = duckdb.sql(f"SELECT * FROM '{path}'")
        answer = told(pandas.DataFrame(asked.fetchall(), columns=asked.columns, dtype=object))
        return answer | of_metadata(path)
    if form == "pyarrow":
        table = pyarrow.parquet.read_table(path)
        return told(pandas.DataFrame(table.to_pydict(), columns=table.column_names, dtype=object))
    if form == "csv":
        return told(pandas.read_csv(path, dtype=str, keep_default_na=False))
    if form == "xlsx":
        return of_workbook(path)
    raise ValueError(form)


arguments = sys.argv[1:]
print(json.dumps([read(form, path) for form, path in zip(arguments[::2], arguments[1::2])]))
