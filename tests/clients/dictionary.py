"""A dictionary in YAML as a tree: [[key, [patterns], [keys below]], ...]; every scalar is text."""

import json
import sys

import yaml


def category(name, node):
    own, below = [], []

    def take(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("__", ""):
                    take(value)
                else:
                    below.append(category(key, value))
        elif isinstance(node, list):
            for one in node:
                take(one)
        elif node:
            own.append(node)

    take(node)
    return [name, own, below]


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([category(*pair) for pair in yaml.load(file, yaml.BaseLoader).items()]))
