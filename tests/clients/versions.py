"""Which versions of the packages are there."""

import json
from importlib.metadata import version

packages = ["duckdb", "lxml", "numpy", "openpyxl", "pandas", "pyarrow", "pyreadstat", "pyyaml"]
print(json.dumps({package: version(package) for package in packages}))
