"""The two sets of the learning curve and their draws, as README.md states them: no files, no seeds of a library.

Deliberately absent: any text; it is read from the data folder that the caller names."""
import csv
import tomllib
from pathlib import Path

import numpy as np

SEED = '2021'
SIZES = (25, 50, 100, 200, 400)
DRAWS = (1, 2, 3, 4, 5)
INTENTS, POOL = 12, 1000
HERE = Path(__file__).parent
MASK = (1 << 64) - 1


def rank(draw, unit):
    """FNV-1a (64 bits) over the UTF-8 of "SEED|draw|id", then the finaliser of splitmix64."""
    h = 0xcbf29ce484222325
    for byte in f'{SEED}|{draw}|{unit}'.encode():
        h = (h ^ byte) * 0x100000001b3 & MASK
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9 & MASK
    h = (h ^ h >> 27) * 0x94d049bb133111eb & MASK
    return h ^ h >> 31


def drawn(draw, units):
    return sorted(units, key=lambda unit: (rank(draw, unit), unit))


class Material:
    """One set: texts of the whole study (training part first), given codes as 0/1, test rows, draws as row numbers."""

    def __init__(self, name, data):
        self.name, self.single = name, name == 'massive'
        self.book = tomllib.loads((HERE / f'{name}.toml').read_text('utf-8'))['code']
        self.codes = [code['id'] for code in self.book]
        at = {code: j for j, code in enumerate(self.codes)}
        self.parents = [(j, at[c['parent']]) for j, c in enumerate(self.book) if 'parent' in c]
        folder = Path(data) / ('massive_de' if self.single else 'cimt_ottensen')
        train, test = (rows(folder / f'{part}.csv') for part in ('train', 'test'))
        if self.single:
            chosen = drawn(0, [row['code'] for row in rows(folder / 'codes.csv')])[:INTENTS]
            assert chosen == self.codes, 'massive.toml has the intents that are drawn'
            train, test = ([row for row in part if row['codes'] in at] for part in (train, test))
            pool = set(drawn(0, [row['id'] for row in train])[:POOL])
            train = [row for row in train if row['id'] in pool]
            to_id = {code: code for code in self.codes}
        else:
            to_id = ids_of_cimt()
        study = train + test
        self.texts = [row['text'] for row in study]
        self.test = np.arange(len(train), len(study))
        self.given = np.zeros((len(study), len(self.codes)), bool)
        for i, row in enumerate(study):
            for code in filter(None, row['codes'].split('|')):
                self.given[i, at[to_id[code]]] = True
        self.given = self.with_parents(self.given)
        row_of = {row['id']: i for i, row in enumerate(train)}
        self.draws = [np.array([row_of[unit] for unit in drawn(draw, row_of)]) for draw in DRAWS]

    def with_parents(self, codes):
        codes = codes.copy()
        for child, parent in self.parents:
            codes[:, parent] |= codes[:, child]
        return codes


def rows(path):
    with open(path, encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f))


def ids_of_cimt():
    """Code of the corpus to id in the codebook, from the table beside the codebook of the tests."""
    table = {}
    for line in (HERE / '../../tests/cimt/README.md').read_text('utf-8').splitlines():
        cells = [cell.strip() for cell in line.strip().strip('|').split('|')]
        if len(cells) == 3 and cells[0].startswith('`'):
            table[cells[1]] = cells[0].strip('`')
    return table


def micro_f1(given, suggested):
    return 2 * (given & suggested).sum() / (given.sum() + suggested.sum())


def macro_f1(given, suggested):
    both, either = (given & suggested).sum(0), given.sum(0) + suggested.sum(0)
    return np.mean(np.where(either > 0, 2 * both / np.maximum(either, 1), 0))


def calibration_error(given, p):
    """Expected calibration error: 10 bins of equal width over all pairs of unit and code."""
    p, given = p.ravel(), given.ravel()
    bins = np.minimum((p * 10).astype(int), 9)
    return sum(abs(p[bins == b].mean() - given[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())


def top_calibration_error(given, p):
    """The same over the most probable code of each unit: what a reader of a suggestion sees."""
    best = p.argmax(1), np.arange(len(p))
    return calibration_error(given[best[1], best[0]], p[best[1], best[0]])
