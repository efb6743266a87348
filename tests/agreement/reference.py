"""Random ratings and what independent programs say of them: writes reference.json, which the test compares with.

    python -m venv v && v/bin/pip install -r requirements.txt && v/bin/python reference.py

The ratings are random, drawn by this script; they are nobody's answers. Every unit has at least two ratings, so that the
programs agree on which units count.
"""

import json
import random
import warnings
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

warnings.filterwarnings("ignore")


def nominal(q, coders, units, gaps, noise, seed):
    """A truth for each unit, which each coder sees with noise and sometimes leaves out."""
    draw = random.Random(seed)
    rows = []
    while len(rows) < units:
        truth = min(int(draw.expovariate(1.2)), q - 1)
        row = [
            None if draw.random() < gaps else draw.randrange(q) if draw.random() < noise else truth
            for _ in range(coders)
        ]
        if sum(cell is not None for cell in row) > 1:
            rows.append(row)
    return rows


def masi(left, right):
    both, all_ = len(left & right), len(left | right)
    if all_ == both:
        return 0.0
    lie = 2 / 3 if both == min(len(left), len(right)) else 1 / 3
    return 1 - both / all_ * lie


def jaccard(left, right):
    both, all_ = len(left & right), len(left | right)
    return 0.0 if all_ == both else 1 - both / all_


def alpha_of(units, distance):
    """Krippendorff's alpha over any distance by its definition, pair by pair."""
    values = [value for unit in units for value in unit]
    n = len(values)
    seen = sum(
        sum(distance(a, b) for i, a in enumerate(unit) for j, b in enumerate(unit) if i != j) / (len(unit) - 1)
        for unit in units
    )
    chance = sum(distance(a, b) for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    return 1 - (n - 1) * seen / chance


def of_nominal(rows, q):
    frame = pd.DataFrame([[np.nan if c is None else c for c in row] for row in rows])
    cac = CAC(frame, categories=list(range(q)), digits=15)

    def value(answer):
        return float(answer["est"]["coefficient_value"])

    figures = {
        "percent_agreement": float(cac.fleiss()["est"]["pa"]),
        "fleiss_kappa": value(cac.fleiss()),
        "gwet_ac1": value(cac.gwet()),
        "brennan_prediger": value(cac.bp()),
        "cohen_kappa": value(cac.conger()),
        "krippendorff_alpha": krippendorff.alpha(
            reliability_data=frame.to_numpy().T, level_of_measurement="nominal", value_domain=list(range(q))
        ),
    }
    if frame.notna().all().all():
        table, _ = aggregate_raters(frame.to_numpy().astype(int), n_cat=q)
        figures["fleiss_kappa_of_statsmodels"] = float(fleiss_kappa(table))
        if frame.shape[1] == 2:
            figures["cohen_kappa_of_scikit_learn"] = float(cohen_kappa_score(frame[0], frame[1]))
            figures["weighted_kappa_of_scikit_learn"] = float(cohen_kappa_score(frame[0], frame[1], weights="quadratic"))
            if q == 2:
                figures |= of_two(frame.to_numpy().astype(int))
    squares = CAC(frame, categories=list(range(q)), weights="quadratic", digits=15)
    figures["weighted_kappa"] = value(squares.conger())
    figures["krippendorff_alpha_ordinal"] = krippendorff.alpha(
        reliability_data=frame.to_numpy().T, level_of_measurement="ordinal", value_domain=list(range(q))
    )
    return figures


def of_two(ratings):
    """Cicchetti and Feinstein's shares from the fourfold table."""
    both = int(((ratings[:, 0] == 1) & (ratings[:, 1] == 1)).sum())
    neither = int(((ratings[:, 0] == 0) & (ratings[:, 1] == 0)).sum())
    unlike = len(ratings) - both - neither
    return {
        "positive_agreement": 2 * both / (2 * both + unlike),
        "negative_agreement": 2 * neither / (2 * neither + unlike),
    }


def of_sets(seed):
    draw = random.Random(seed)
    units = []
    while len(units) < 60:
        truth = {code for code in range(5) if draw.random() < 0.3}
        row = [
            None if draw.random() < 0.25 else sorted(truth ^ {code for code in range(5) if draw.random() < 0.12})
            for _ in range(4)
        ]
        if sum(cell is not None for cell in row) > 1:
            units.append(row)
    sets = [[frozenset(cell) for cell in row if cell is not None] for row in units]
    return {"units": units, "masi": alpha_of(sets, masi), "jaccard": alpha_of(sets, jaccard)}


def main():
    cases = []
    for seed, (q, coders, units, gaps, noise) in enumerate(
        [
            (2, 2, 40, 0.0, 0.2),
            (2, 2, 300, 0.0, 0.5),
            (3, 2, 80, 0.0, 0.3),
            (2, 4, 60, 0.3, 0.3),
            (5, 3, 90, 0.0, 0.4),
            (8, 6, 200, 0.4, 0.3),
            (4, 10, 150, 0.5, 0.6),
        ]
    ):
        rows = nominal(q, coders, units, gaps, noise, seed)
        cases.append({"q": q, "units": rows, "figures": of_nominal(rows, q)})
    reference = {"nominal": cases, "sets": of_sets(11)}
    text = json.dumps(reference, separators=(",", ":"))
    Path(__file__).with_name("reference.json").write_text(text.replace("]],", "]],\n") + "\n")


main()
