"""pytest_split_plan.py DURATIONS N ALGORITHM PREFIX: what pytest-split would run where, one file PREFIX-i for each group."""

import json
import sys
from dataclasses import dataclass

from pytest_split.algorithms import Algorithms


@dataclass(frozen=True)
class Item:
    """All that the algorithms look at of a test."""

    nodeid: str


durations_file, n, algorithm, prefix = sys.argv[1:]
with open(durations_file) as file:
    durations = json.load(file)
groups = Algorithms[algorithm].value(int(n), [Item(name) for name in durations], durations)
for number, group in enumerate(groups):
    with open(f"{prefix}-{number}", "w") as out:
        out.writelines(item.nodeid + "\n" for item in group.selected)
