"""Means of variables of a Parquet file, as everybody reckons them: means.py FILE NAME…"""

import json
import sys

import duckdb
import pandas
import pyarrow.compute
import pyarrow.parquet

path, *names = sys.argv[1:]
table = pyarrow.parquet.read_table(path)
frame = pandas.read_parquet(path)
print(
    json.dumps(
        {
            name: {
                "duckdb": duckdb.sql(f"SELECT avg(\"{name}\") FROM '{path}'").fetchall()[0][0],
                "pandas": float(frame[name].mean()),
                "pyarrow": pyarrow.compute.mean(table[name]).as_py(),
            }
            for name in names
        }
    )
)
