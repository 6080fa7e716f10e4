"""Calls of the program that a study makes, and what is read out of its reports."""

import json
import os
import string
import subprocess
from pathlib import Path

import h5py
import numpy as np

PROGRAM = os.environ.get("LIQCASCADE", "liqcascade")
HERE = Path(__file__).resolve().parent
#: Statistics of a path that is a run of its own, by where its JSON has them.
OF_A_PATH = {
    "low": ("lowest",),
    "high": ("highest",),
    "close": ("close",),
    "long": ("liquidated", "long"),
    "short": ("liquidated", "short"),
    "displacement": ("displacement",),
}


class Refused(RuntimeError):
    """What the program said when it refused."""


def call(folder, *arguments):
    """stdout of the program. :raises Refused: where it ends with another code than 0"""
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(" ".join(done.stderr.split()))
    return done.stdout


def version():
    return call(".", "--version").split("\n")[0]


def filled(name, values, more=""):
    """A file of this folder with its dollars filled in."""
    return string.Template((HERE / name).read_text(encoding="utf-8")).substitute(values) + more


def philox(word, key):
    """The four words of Philox4x32-10 (Salmon et al. 2011) at a counter of four words, with a key of two."""
    mask = 0xFFFFFFFF
    for _ in range(10):
        left, right = 0xD2511F53 * word[0], 0xCD9E8D57 * word[2]
        word = [right >> 32 ^ word[1] ^ key[0], right & mask, left >> 32 ^ word[3] ^ key[1], left & mask]
        key = [key[0] + 0x9E3779B9 & mask, key[1] + 0xBB67AE85 & mask]
    return word


def start(seed, returns):
    """Where the first path of `bootstrap` begins in its list of returns (models/law.md 8: stream 8, word 0)."""
    return philox([0, 0, 0, 8], [seed & 0xFFFFFFFF, seed >> 32])[0] * returns >> 32


def one_by_one(folder, scenario, sweep, values, batch=2_000):
    """A run of one path for each value of a key: columns of what its path did, by the names of OF_A_PATH.

    A batch of runs is one file; batches of more than 100 runs keep no curves.
    """
    found = {name: [] for name in OF_A_PATH}
    for begin in range(0, len(values), batch):
        part = values[begin : begin + batch]
        (folder / "one_by_one.toml").write_text(f'{scenario}\n[sweep]\n"{sweep}" = {part}\n', encoding="utf-8")
        runs = json.loads(
            call(folder, "run", "one_by_one.toml", "--json", "--quiet", "--reproducible", "--backend", "cpu")
        )["runs"]
        for run in runs[1:]:
            for name, path in OF_A_PATH.items():
                value = run
                for key in path:
                    value = value[key]
                found[name].append(value["mean"])
    return {name: np.array(values) for name, values in found.items()}


def paths_that_touch(folder, scenario, level_event, paths, enough, size=64):
    """Liquidated longs and shorts of each of the first paths on which an event happens, in the order of their numbers.

    Paths are those of seeds 1, 2, ..., `size` of each; no more than `paths`, and no more than `enough` take.
    A report adds up over its paths. A run of the first n paths of a seed less one of n - 1 is what path n did, exactly;
    so runs are halved until each holds one path on which it happened.
    """
    seeds, found = range(1, paths // size + 1), []
    for begin in range(0, len(seeds), 20):
        none = (0, 0.0, 0.0)
        known = {(seed, 0): none for seed in seeds[begin : begin + 20]}
        asked = [(seed, size) for seed in seeds[begin : begin + 20]]
        open_ = [(seed, 0, size) for seed, size in asked]
        while asked:
            known |= prefixes(folder, scenario, level_event, asked)
            halves = []
            for seed, low, high in open_:
                hits = known[seed, high][0] - known[seed, low][0]
                if hits and high - low == 1:
                    found.append((seed, high, *(known[seed, high][i] - known[seed, low][i] for i in (1, 2))))
                elif hits:
                    halves.append((seed, low, (low + high) // 2, high))
            asked = [(seed, middle) for seed, _, middle, _ in halves]
            open_ = [part for seed, low, middle, high in halves for part in ((seed, low, middle), (seed, middle, high))]
        if len(found) >= enough:
            break
    found = sorted(found)[:enough]
    return {"long": np.array([one[2] for one in found]), "short": np.array([one[3] for one in found])}


def prefixes(folder, scenario, level_event, asked):
    """(seed, n) -> on how many of its first n paths an event happens, and what all n liquidate of longs and shorts."""
    known = {}
    for begin in range(0, len(asked), 1_000):
        part = asked[begin : begin + 1_000]
        variants = [
            f'[[variant]]\nname = "v{seed}-{n}"\nset = {{ "simulation.seed" = {seed}, "simulation.paths" = {n} }}\n'
            for seed, n in part
        ]
        (folder / "prefixes.toml").write_text("\n".join((scenario, *variants)), encoding="utf-8")
        runs = json.loads(
            call(folder, "run", "prefixes.toml", "--json", "--quiet", "--reproducible", "--backend", "cpu")
        )["runs"]
        for (seed, n), run in zip(part, runs[1:], strict=True):
            hits = next(one["hits"] for one in run["outcomes"] if one["event"] == level_event)
            known[seed, n] = (hits, *(n * run["liquidated"][side]["mean"] for side in ("long", "short")))
    return known


class Distribution:
    """Counts of paths in bins of at most 1 %, as a report has them."""

    def __init__(self, report, name):
        with h5py.File(report) as file:
            group = file[f"runs/000000/distributions/{name}"]
            self.lower, self.upper, self.count = (group[key][:] for key in ("lower", "upper", "count"))

    def at_least(self, value):
        """Share of the paths with as much or more, linear within a bin; a bin without width lies where it is."""
        width = self.upper - self.lower
        inside = np.where(
            width > 0, np.clip((self.upper - value) / np.where(width > 0, width, 1), 0, 1), self.lower >= value
        )
        return float(np.sum(self.count * inside) / self.count.sum())

    def quantile(self, level):
        """The value below which this share of the paths lies."""
        total = np.cumsum(self.count) / self.count.sum()
        bin_ = int(np.searchsorted(total, level))
        before = total[bin_ - 1] if bin_ else 0.0
        return float(
            self.lower[bin_] + (level - before) / (total[bin_] - before) * (self.upper[bin_] - self.lower[bin_])
        )
