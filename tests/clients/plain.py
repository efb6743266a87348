"""CSV files as pandas and sheets of a workbook as openpyxl reads them: plain.py FILE…; headings, and cells as text."""

import json
import sys

import openpyxl
import pandas

read = {}
for path in sys.argv[1:]:
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    if name.endswith(".csv"):
        table = pandas.read_csv(path, dtype=str, keep_default_na=False)
        read[name] = [list(table.columns)] + table.values.tolist()
    else:
        for sheet in openpyxl.load_workbook(path):
            rows = sheet.iter_rows(values_only=True)
            read[sheet.title] = [["" if cell is None else str(cell) for cell in row] for row in rows]

print(json.dumps(read))
