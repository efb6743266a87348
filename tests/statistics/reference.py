"""Tables of counts, and what scipy and statsmodels say of them: writes tables.csv, which reference.R reads too, and
python.json, which the test compares with.

    python -m venv v && v/bin/pip install -r requirements.txt && v/bin/python reference.py && Rscript reference.R

Besides published tables (named below with their source) they are random, drawn by this script; they are nobody's answers.
"""

import csv
import json
import random
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy.optimize import brentq
from scipy.stats import chi2_contingency, fisher_exact, ncx2
from scipy.stats.contingency import association
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).parent

PUBLISHED = {
    # Fields of action by office, 437 measures of 268 offices; counts as published (tests/table_of_the_measures.rs).
    "measures": [
        [1, 8, 13, 4, 1, 0, 1, 1, 40],
        [2, 6, 0, 7, 3, 0, 6, 2, 38],
        [0, 1, 0, 0, 4, 0, 1, 0, 14],
        [0, 17, 2, 0, 4, 1, 6, 3, 46],
        [1, 10, 0, 3, 6, 4, 8, 5, 48],
        [1, 17, 0, 0, 6, 14, 20, 1, 61],
    ],
    # Fisher 1935, The Design of Experiments: the lady tasting tea (Agresti 2013, table 3.9).
    "tea": [[3, 1], [1, 3]],
    # Agresti 2013, Categorical Data Analysis, table 3.2: education and religious beliefs.
    "beliefs": [[178, 138, 108], [570, 648, 442], [138, 252, 252]],
    # Agresti 2002, Categorical Data Analysis, p. 57: job satisfaction by income; the example of R's fisher.test.
    "jobs": [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]],
    # Fisher 1962, Convictions of like-sex twins of criminals; the example of R's fisher.test.
    "twins": [[2, 10], [15, 3]],
    # Snee 1974, hair and eye colour of students; R's HairEyeColor summed over sex.
    "hair": [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]],
}

HARD = {
    "two cases": [[1, 0], [0, 1]],
    "all apart": [[9, 0], [0, 9]],
    "equal": [[10, 20], [20, 40]],
    "very unequal": [[1, 999], [8, 92]],
    "huge": [[50_000, 51_000], [49_000, 50_500]],
    "wide": [[3, 0, 1, 0, 2, 0, 1, 1, 0, 4], [0, 2, 0, 1, 0, 1, 0, 0, 2, 1]],
    "tall": [[5, 1], [0, 4], [2, 2], [7, 0], [1, 1], [0, 3]],
}


def random_tables():
    draw = random.Random(20)
    tables = {}
    for at in range(40):
        r, c = draw.randint(2, 5), draw.randint(2, 5)
        size = draw.choice([1, 3, 10, 60])
        while True:
            rows = [[int(draw.expovariate(1 / size)) for _ in range(c)] for _ in range(r)]
            counts = np.array(rows)
            if counts.sum(axis=0).all() and counts.sum(axis=1).all():
                break
        tables[f"random {at}"] = rows
    return tables


def noncentrality(statistic, df, share):
    at = lambda nc: (ncx2.cdf(statistic, df, nc) if nc > 0 else scipy.stats.chi2.cdf(statistic, df)) - share
    if at(0) <= 0:
        return 0.0
    high = max(statistic, 1.0)
    while at(high) > 0:
        high *= 2
    return brentq(at, 0, high, xtol=1e-13, rtol=1e-15, maxiter=500)


def of_table(rows):
    counts = np.array(rows)
    test = chi2_contingency(counts, correction=False)
    n, k = counts.sum(), min(counts.shape) - 1
    interval = [
        min(1.0, float(np.sqrt(noncentrality(test.statistic, test.dof, share) / (n * k)))) for share in (0.975, 0.025)
    ]
    said = {
        "statistic": float(test.statistic),
        "df": int(test.dof),
        "p": float(test.pvalue),
        "expected": test.expected_freq.tolist(),
        "adjusted": Table(counts, shift_zeros=False).standardized_resids.tolist(),
        "v": float(association(counts, method="cramer")),
        "interval": interval,
    }
    # Bergsma 2013, by its formulas.
    r, c = counts.shape
    phi = max(0.0, test.statistic / n - (r - 1) * (c - 1) / (n - 1))
    k = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    said["corrected"] = float(np.sqrt(phi / k)) if phi > 0 and k > 0 else 0.0
    if counts.shape == (2, 2):
        said["fisher"] = float(fisher_exact(counts).pvalue)
    return said


def main():
    tables = {**PUBLISHED, **HARD, **random_tables()}
    with open(HERE / "tables.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["table", "row", "column", "n"])
        for name, rows in tables.items():
            for i, row in enumerate(rows):
                for j, n in enumerate(row):
                    out.writerow([name, i, j, n])
    draw = random.Random(21)
    families = [[draw.random() ** 4 for _ in range(draw.randint(1, 30))] for _ in range(20)]
    families.append([0.01, 0.01, 0.04, 0.5, 0.04, 1.0])
    # Wilson's interval of an effective number: 268 of 1169, and others.
    finite = []
    for answered, contacted, part, whole in [
        (268, 1169, 114, 268), (268, 1169, 0, 69), (268, 1169, 31, 69), (95, 120, 60, 95), (40, 41, 40, 40), (7, 700, 3, 7),
    ]:
        everybody = whole * contacted / answered
        n = whole * (everybody - 1) / (everybody - whole)
        low, high = proportion_confint(part / whole * n, n, method="wilson")
        finite.append({"answered": answered, "contacted": contacted, "part": part, "whole": whole,
                       "low": float(low), "high": float(high)})
    (HERE / "python.json").write_text(json.dumps({
        "versions": {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__},
        "tables": {name: of_table(rows) for name, rows in tables.items()},
        "holm": [{"p": p, "holm": multipletests(p, method="holm")[1].tolist()} for p in families],
        "finite": finite,
    }, indent=1) + "\n")


main()
