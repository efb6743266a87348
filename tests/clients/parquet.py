"""A Parquet file as pyarrow, pandas and DuckDB read it."""

import datetime
import json
import sys

import duckdb
import pandas
import pyarrow.parquet

path = sys.argv[1]


def shown(cell):
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep="T")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return cell


file = pyarrow.parquet.ParquetFile(path)
table = file.read()
by_arrow = {
    "names": table.column_names,
    "types": [str(field.type) for field in table.schema],
    "cells": [[shown(cell) for cell in column.to_pylist()] for column in table.columns],
}
found = duckdb.connect().execute(f"SELECT * FROM read_parquet('{path}')")
names = [column[0] for column in found.description]
rows = found.fetchall()
by_duckdb = {
    "names": names,
    "types": [str(column[1]) for column in found.description],
    "cells": [[shown(row[at]) for row in rows] for at in range(len(names))],
}
frame = pandas.read_parquet(path)
print(
    json.dumps(
        {
            "pyarrow": by_arrow,
            "duckdb": by_duckdb,
            "pandas": {"names": list(frame.columns), "rows": len(frame), "types": [str(kind) for kind in frame.dtypes]},
            "dictionary": json.loads(file.metadata.metadata[b"freitext.dictionary"]),
            "groups": file.metadata.num_row_groups,
            "made_by": file.metadata.created_by,
        }
    )
)
