#!/usr/bin/env python3
"""The baselines of the learning curve: what a careful user of scikit-learn would do with the same draws.

    python benches/learning/baseline.py ../shared/data            (numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1)

TF-IDF of words 1-2 and characters 3-5 (char_wb), idf over all answers of the study, sublinear tf, each block of length 1;
one-versus-rest linear SVM and logistic regression. C, class weights and, where an answer may have several codes, a threshold per
code are chosen on the drawn answers alone by 5-fold cross-validation of micro-F1; parents are added to the suggested codes, as
they are in the given ones. Probabilities: a sigmoid over the cross-validated scores of all pairs (Platt), which was better
calibrated than logistic regression's own. With one code per answer the best score wins and probabilities are divided by their sum.

Deliberately absent: the codebook. These methods have no place for it, so they are to be compared with level L0 first of all.
"""
import os
os.environ.setdefault('OMP_NUM_THREADS', '1')
import sys
import warnings

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

import draws

GRID = dict(svm=(.03, .1, .3, 1, 3), lr=(1, 10, 100, 1000))
WEIGHTS = (None, 'balanced')
FOLDS = 5


def features(texts):
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r'(?u)\b\w+\b')
    chars = TfidfVectorizer(analyzer='char_wb', ngram_range=(3, 5), sublinear_tf=True)
    return sparse.hstack([words.fit_transform(texts), chars.fit_transform(texts)]).tocsr() * np.sqrt(.5)


def span(X, drawn):
    """The coordinates of all rows in the span of the drawn ones: a penalised linear model fitted to those lies within it, so
    the models are the same and the fits take a tenth of the time."""
    values, vectors = np.linalg.eigh((X[drawn] @ X[drawn].T).toarray())
    kept = values > 1e-9
    return X @ (X[drawn].T @ (vectors[:, kept] / np.sqrt(values[kept])))


def scores(kind, C, weight, Z, Y, rows, out):
    """Scores of the rows `out` for each code; a code never or always given in `rows` has no model."""
    S = np.zeros((len(out), Y.shape[1]))
    for j in range(Y.shape[1]):
        y = Y[rows, j]
        if y.all() or not y.any():
            S[:, j] = 10 if y.all() else -10
        elif kind == 'svm':
            S[:, j] = LinearSVC(C=C, class_weight=weight, random_state=0).fit(Z[rows], y).decision_function(Z[out])
        else:
            model = LogisticRegression(C=C, class_weight=weight, solver='newton-cholesky')
            S[:, j] = model.fit(Z[rows], y).decision_function(Z[out])
    return S


def sets(S, thresholds, material):
    if material.single:
        return S == S.max(1, keepdims=True)
    return material.with_parents(S >= thresholds)


def between(s):
    s = np.unique(s)
    return (s[1:] + s[:-1]) / 2


def one_threshold(S, given, material):
    """The threshold with the best micro-F1, half way between neighbouring scores; and that micro-F1."""
    if material.single:
        return 0, draws.micro_f1(given, sets(S, 0, material))
    candidates = np.unique(np.quantile(between(S), np.linspace(0, 1, 200)))
    f = [draws.micro_f1(given, sets(S, t, material)) for t in candidates]
    return candidates[int(np.argmax(f))], max(f)


def threshold_per_code(S, given, material, start):
    """From one threshold, twice around the codes: each in turn the one with the best micro-F1 of all."""
    t = np.full(S.shape[1], float(start))
    for _ in range(0 if material.single else 2):
        for j in range(len(t)):
            best = draws.micro_f1(given, sets(S, t, material)), t[j]
            for candidate in between(S[:, j]):
                f = draws.micro_f1(given, sets(S, np.r_[t[:j], candidate, t[j + 1:]], material))
                if f > best[0]:
                    best = f, candidate
            t[j] = best[1]
    return t


def platt(S, given):
    """One sigmoid for all codes, on cross-validated scores."""
    model = LogisticRegression(C=1e6).fit(S.reshape(-1, 1), given.ravel())
    return lambda s: 1 / (1 + np.exp(-model.coef_[0, 0] * s - model.intercept_[0]))


def fit(kind, X, material, drawn):
    """Cross-validate C, class weights and thresholds on the drawn rows, then score the test part: suggested codes,
    probabilities."""
    Y, Z, best = material.given, span(X, drawn), None
    fold = np.arange(len(drawn)) % FOLDS
    for C in GRID[kind]:
        for weight in WEIGHTS:
            S = np.zeros((len(drawn), Y.shape[1]))
            for f in range(FOLDS):
                S[fold == f] = scores(kind, C, weight, Z, Y, drawn[fold != f], drawn[fold == f])
            t, f1 = one_threshold(S, Y[drawn], material)
            if best is None or f1 > best[0]:
                best = f1, C, weight, t, S
    _, C, weight, t, S = best
    out = scores(kind, C, weight, Z, Y, drawn, material.test)
    p = platt(S, Y[drawn])(out)
    thresholds = threshold_per_code(S, Y[drawn], material, t)
    return sets(out, thresholds, material), p / p.sum(1, keepdims=True) if material.single else p


def main(data):
    warnings.simplefilter('ignore', ConvergenceWarning)
    print('set      model    n  micro-F1  (sd)   macro-F1  (sd)   ECE   (sd)   ECE of the best code (sd)')
    for name in ('cimt', 'massive'):
        material = draws.Material(name, data)
        X = features(material.texts)
        given = material.given[material.test]
        for kind in ('svm', 'lr'):
            for n in draws.SIZES:
                figures = []
                for draw in material.draws:
                    suggested, p = fit(kind, X, material, draw[:n])
                    figures.append([draws.micro_f1(given, suggested), draws.macro_f1(given, suggested),
                                    draws.calibration_error(given, p), draws.top_calibration_error(given, p)])
                mean, sd = np.mean(figures, 0), np.std(figures, 0, ddof=1)
                cells = '  '.join(f'{m:.3f} ({s:.3f})' for m, s in zip(mean, sd))
                print(f'{name:8s} {kind:4s} {n:5d}  {cells}', flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
