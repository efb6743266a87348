"""A codebook as other programs see it: the cells of the workbook, of the CSV, of the table in the document."""

import csv
import json
import sys
import zipfile

import openpyxl
from lxml import etree

workbook, text, document = sys.argv[1:]

sheet = openpyxl.load_workbook(workbook).worksheets[0]
cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]

with open(text, encoding="utf-8", newline="") as file:
    rows = list(csv.reader(file))

w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
body = etree.fromstring(zipfile.ZipFile(document).read("word/document.xml"))
table = [
    [["".join(p.itertext(w + "t")) for p in cell.iter(w + "p")] for cell in row.iter(w + "tc")]
    for row in body.iter(w + "tr")
]
print(json.dumps({"workbook": cells, "csv": rows, "document": table}))
