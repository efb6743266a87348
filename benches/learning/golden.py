#!/usr/bin/env python3
"""Golden values for learning from decisions: tests/golden/learning.json.

    python benches/learning/golden.py coding_method_reference.py tests/golden/learning.json

The first argument is the reference implementation of the method in numpy (its `spec`, `regress`, `prob`); made with
numpy 2.4.6. Each case is a small study of invented counts: `answers` are N rows of word counts, `codes` are k rows (null:
no code texts). A row divided by its length is the unit vector x_i or d_j; K = X Xt and z_ij = x_i . d_j. `reviewed` and
`unreviewed` are row numbers, `decided` is n x k, 0 or 1, in the order of `reviewed`.

What is compared: `theta` (stacker: g, z, zz, prior, and the constant in studies with several codes; without z and zz where
`codes` is null), `probabilities` of the unreviewed (rows) and codes (columns). For finding a difference: `prior` (pi),
`theta_text` (first stage, null without code texts), `scores` (g of the unreviewed), `scores_left_out` (leave-one-out g of the
reviewed), `cut` (global) and `cuts` (per code) by expected F1, in studies with several codes.

Where `spec` covers a case (code texts, n >= 2), theta and probabilities are its own, unchanged. Where it does not, `learn`
below is the variant in the words of the method, and this script checks `learn` against `spec` wherever both can answer:
- no code texts: z, zz and their weights are left out; p0_ij = pi_j with pi0_j = 1/k (one code) or min(.5, 1.5/k) (several);
- n < 2: theta is the prior mean; g = 0, because one residual less its mean is nothing.

Deliberately absent: answers without any word and codes without any (a zero row has no direction).
"""
import importlib.util
import json
import sys

import numpy as np


def learn(ref, K, z, rev, Y, out, single, lam=.3, m=None):
    """The method, steps 3 to 7, code texts optional, any n. Newton runs to the end instead of to a step of 1e-4."""
    N, k, n = len(K), Y.shape[1], len(rev)
    m = (2 * k if single else 10) if m is None else m
    q = np.sqrt((K ** 2).sum(1))
    K2 = (K @ K) / np.outer(q, q)
    if z is None:
        pi0 = np.full(k, 1 / k if single else min(.5, 1.5 / k))
        text = []
    else:
        zz = (K @ z) / np.outer(q, np.sqrt((z ** 2).sum(0)))
        zbar = z.mean(0)
        text = [z - zbar, zz - zz.mean(0)]
        e = np.exp(15 * (zbar - zbar.max()))
        pi0 = np.minimum(.7, (1 if single else 1.3) * e / e.sum())
    pi = np.clip((Y.sum(0) + m * pi0) / (n + m), .001, .999)
    lp = np.log(pi / pi.sum()) if single else np.log(pi / (1 - pi))

    def feats(rows, *g):
        columns = list(g) + [t[rows] for t in text] + [np.tile(lp, (len(rows), 1))]
        return np.stack(columns + ([] if single else [np.ones((len(rows), k))]), -1)

    tail = [(1, 5)] if single else [(1, 5), (0, 5)]
    texts = [] if z is None else [(15, .02), (5, .02)] if single else [(25, .02), (5, .02)]
    mean, prec = (np.array(c, float) for c in zip(*([(8 if single else 12, .02)] + texts + tail)))
    if n < 2:
        g, t = np.zeros((len(out), k)), mean
        return ref.prob(feats(out, g), t, single), t, pi, None if z is None else mean[1:], g, np.zeros((n, k))
    if z is None:
        t1, p0 = None, np.tile(pi, (n, 1))
    else:
        t1 = newton(feats(rev), Y, mean[1:], prec[1:], single, ref)
        p0 = ref.prob(feats(rev), t1, single)
    R = Y - p0
    mu = R.mean(0)
    H = np.eye(n) - 1 / n
    Kr = K2[np.ix_(rev, rev)]
    Kt = H @ Kr @ H
    A = np.linalg.inv(Kt + lam * np.eye(n))
    al = A @ (R - mu)
    F = Kt @ al + mu
    h = np.diag(Kt @ A) + 1 / n
    L = R - (R - F) / (1 - h)[:, None]
    left_out = L - (n * mu - R) / (n - 1)
    g = (K2[np.ix_(out, rev)] - Kr.mean(0)) @ al
    t = newton(feats(rev, left_out), Y, mean, prec, single, ref)
    return ref.prob(feats(out, g), t, single), t, pi, t1, g, left_out


def newton(F, Y, mean, prec, single, ref):
    """The reference's regression, begun again from its own answer until nothing moves: its gradient must vanish."""
    m, lam = np.array(mean, float), np.array(prec, float)
    t = ref.regress(F, Y, m, lam, single)
    ok = Y.sum(1) == 1 if single else np.full(len(Y), True)
    for _ in range(3):
        p = ref.prob(F, t, single)
        g = np.tensordot((p - Y)[ok], F[ok], ([0, 1], [0, 1])) + lam * (t - m)
        if single:
            mean_f = np.einsum('nk,nkf->nf', p[ok], F[ok])
            Hs = np.einsum('nk,nkf,nkg->fg', p[ok], F[ok], F[ok]) - mean_f.T @ mean_f + np.diag(lam)
        else:
            Hs = np.einsum('nk,nkf,nkg->fg', p * (1 - p), F, F) + np.diag(lam)
        t = t - np.linalg.solve(Hs, g)
    return t


def cut(p):
    """The probability that, as a cut, has the largest expected F1: 2 sum(p >= c) / (#(p >= c) + sum p); the higher on ties."""
    s = np.sort(p.ravel())[::-1]
    return s[np.argmax(2 * np.cumsum(s) / (np.arange(1, len(s) + 1) + s.sum()))]


def study(rng, N, k, words, single, uncoded):
    """Counts of invented words: each code has some of its own, all share the rest; gold codes by row."""
    gold = np.zeros((N, k), int)
    own = words // (k + 2)
    answers = np.zeros((N, words), int)
    share = 1 / np.arange(1, k + 1)
    for i in range(N):
        if single:
            gold[i, rng.choice(k, p=share / share.sum())] = 1
        else:
            gold[i] = rng.random(k) < .12 + .5 * share
        for j in np.flatnonzero(gold[i]):
            np.add.at(answers[i], rng.integers(j * own, (j + 1) * own, 2), 1)
        np.add.at(answers[i], rng.integers(0, words, rng.integers(2, 6)), 1)
        if rng.random() < uncoded:
            gold[i] = 0
    codes = np.zeros((k, words), int)
    for j in range(k):
        np.add.at(codes[j], rng.integers(j * own, (j + 1) * own, 3), 1)
        np.add.at(codes[j], rng.integers(0, words, 2), 1)
    return answers, codes, gold


def unit(v):
    return v / np.sqrt((v ** 2).sum(1, keepdims=True))


def main(reference, to):
    loaded = importlib.util.spec_from_file_location('reference', reference)
    ref = importlib.util.module_from_spec(loaded)
    loaded.loader.exec_module(ref)
    cases, worst = [], 0
    plan = [(single, n, texts, 0) for single in (False, True) for texts in (True, False) for n in (0, 1, 2, 5, 25, 60)]
    plan.append((True, 25, True, .15))
    for number, (single, n, texts, uncoded) in enumerate(plan):
        rng = np.random.default_rng(20210 + number)
        N, k = 60 + int(rng.integers(0, 21)), int(rng.integers(4, 7))
        N = max(N, n + 8)
        answers, codes, gold = study(rng, N, k, 24, single, uncoded)
        order = rng.permutation(N)
        rev, out = order[:n], np.sort(order[n:])[:20]
        Y = gold[rev].astype(float).reshape(n, k)
        X = unit(answers.astype(float))
        z = X @ unit(codes.astype(float)).T if texts else None
        K = X @ X.T
        p, t, pi, t1, g, left_out = learn(ref, K, z, rev, Y, out, single)
        if texts and n >= 2:
            p_ref, t_ref = ref.spec(K, z, rev, Y, out, single, m=2 * k if single else 10)
            worst = max(worst, np.abs(p - p_ref).max(), np.abs(t - t_ref).max())
            assert np.abs(p - p_ref).max() < 1e-7 and np.abs(t - t_ref).max() < 1e-6, (number, p - p_ref, t - t_ref)
            p, t = p_ref, t_ref
        kind = 'one code' if single else 'several codes'
        name = f"{kind}, n = {n}, {'code texts' if texts else 'no code texts'}{', some answers without a code' if uncoded else ''}"
        cases.append(dict(
            name=name, single=single, answers=answers.tolist(), codes=codes.tolist() if texts else None,
            reviewed=rev.tolist(), unreviewed=out.tolist(), decided=Y.astype(int).tolist(),
            prior=pi.tolist(), theta_text=None if t1 is None else t1.tolist(), theta=t.tolist(), probabilities=p.tolist(),
            scores=g.tolist(), scores_left_out=left_out.tolist(),
            cut=None if single else float(cut(p)), cuts=None if single else [float(cut(p[:, j])) for j in range(k)]))
    text = '[\n' + ',\n'.join(json.dumps(c, separators=(',', ':')) for c in cases) + '\n]\n'
    with open(to, 'w', encoding='utf-8') as f:
        f.write(text)
    print(f'{len(cases)} cases, {len(text)} bytes, largest difference from the reference {worst:.1e}')


main(*sys.argv[1:])
