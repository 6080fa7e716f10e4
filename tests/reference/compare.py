#!/usr/bin/python3
"""Runs the program and the transcription on the reference scenarios and compares what they find.

    LIQCASCADE=PROGRAM /usr/bin/python3 tests/reference/compare.py [--seed N] [SCENARIO.toml...]

Both sample one law if they agree, so a difference is judged by its standard error: 3 for the
probabilities, with and without cascade, which are what the program is for; 4 for everything
else. Of 60 to 110 numbers a scenario 10 to 36 are probabilities (the three of a race, with and
without, depend on each other), so a scenario with correct code has a difference above 3 for up to
one seed in twenty. Therefore what is beyond its limit is measured again, with another
seed for both and four times the paths of the transcription, and disagrees if the same number is
beyond its limit again: by chance once in thousands of runs, while a true difference stands out
twice as far. The book's totals are not random and not measured again. The seeds are fixed, so a
run passes always or never.

Exit code: 0 agreement, 1 disagreement, 2 a program could not be run.
"""

import argparse
import json
import math
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from transcription import distributions

HERE = Path(__file__).resolve().parent
PROBABILITY_LIMIT, OTHER_LIMIT = 3.0, 4.0  # standard errors
BOOK_TOLERANCE = 1.0  # USD: positions are rounded to 1/16 USD
CONFIRM_SEED, CONFIRM_PATHS = 1000, 4  # added to the seed, times the paths
FLOW_TOLERANCE = 300.0  # USD: a refresh may round by 1 USD
BIN = 0.011  # of a quantile: the program counts in bins at most 1 % wide
QUANTILES = ("p50", "p95", "p99")
ROUNDING = 1e-6  # of a mean: what single precision may cost where nothing is random


@dataclass
class Comparison:
    quantity: str
    product: float
    reference: float
    error: float  # combined standard error
    allowed: float

    @property
    def difference(self):
        return self.product - self.reference

    @property
    def agrees(self):
        return abs(self.difference) <= self.allowed


def proportion_error(p, n, q, m):
    """Standard error of p - q if both estimate one probability, pooled over n and m paths."""
    pooled = (p * n + q * m) / (n + m)
    return math.sqrt(max(pooled * (1 - pooled), 0.0) * (1 / n + 1 / m))


def compare_outcomes(product, reference):
    n, m = product["paths"], reference["paths"]
    rows = {(r["event"], r["outcome"]): r for r in product["outcomes"]}
    expected = {(r["event"], r["outcome"]) for r in reference["outcomes"]}
    if set(rows) != expected:
        raise KeyError(f"the outcomes differ: {sorted(set(rows) ^ expected)}")
    for theirs in reference["outcomes"]:
        ours = rows[theirs["event"], theirs["outcome"]]
        yield from compare_outcome(ours, theirs, n, m)


def compare_outcome(ours, theirs, n, m):
    """One outcome of n paths of the program and m of the transcription: with the cascade,
    without it, and the difference.

    A conditional one has as many trials as the condition happened; where it never did, there is
    no probability.
    """
    name = f"{theirs['event']}.{theirs['outcome']}"
    for suffix, label in (("", ""), ("_without_cascade", " without")):
        trials = theirs["trials" + suffix]
        if trials == 0:
            continue
        key = "probability" + suffix
        ours_trials = ours.get("trials" + suffix, round(n * trials / m))
        error = proportion_error(ours[key], ours_trials, theirs[key], trials)
        yield Comparison(name + label, ours[key], theirs[key], error, PROBABILITY_LIMIT * error)
    if "trials" in ours:
        rates = ours["trials"] / n, theirs["trials"] / m
        error = proportion_error(rates[0], n, rates[1], m)
        yield Comparison(name + " trials a path", *rates, error, PROBABILITY_LIMIT * error)
    if min(theirs["trials"], theirs["trials_without_cascade"]) > 0:
        error = effect_error(ours, theirs, n, m)
        values = ours["cascade_effect"], theirs["cascade_effect"]
        yield Comparison(name + " effect", *values, error, OTHER_LIMIT * error)


def effect_error(ours, theirs, n, m):
    """Combined; where the program states none, the transcription's scaled to both numbers."""
    key = "cascade_effect_standard_error"
    if ours.get(key) is None:
        return theirs[key] * math.sqrt(1 + m / n)
    return math.hypot(ours[key], theirs[key])


def compare_means(product, reference):
    """The program reports no error of its means: it is the reference's, scaled to its paths."""
    scale = math.sqrt(1 + reference["paths"] / product["paths"])
    program = dict(distributions(product))
    for name, theirs in distributions(reference):
        if program.get(name, {}).get("mean") is None:
            raise KeyError(f"the program does not report {name}")
        ours = program[name]
        error = theirs["standard_error"] * scale
        allowed = OTHER_LIMIT * error + ROUNDING * abs(theirs["mean"])
        yield Comparison(name + " mean", ours["mean"], theirs["mean"], error, allowed)
        for key in QUANTILES:
            yield compare_quantile(f"{name} {key}", ours[key], theirs, key, scale)
    rates = [found["rounds_exhausted"] / found["paths"] for found in (product, reference)]
    error = reference["rounds_exhausted_standard_error"] / reference["paths"] * scale
    yield Comparison("rounds_exhausted a path", *rates, error, OTHER_LIMIT * error)


def compare_quantile(name, ours, theirs, key, scale):
    """`low` and `high` are 4 errors of the rank away; the program counts in bins."""
    value = theirs[key]
    width = max(theirs["high"][key] - value, value - theirs["low"][key]) * scale
    return Comparison(name, ours, value, width / 4, width + BIN * abs(value) + 1e-9)


def compare_flows(product, reference):
    """Means of the flows of a living book, USD a path."""
    scale = math.sqrt(1 + reference["paths"] / product["paths"])
    for side, theirs in reference.get("flows", {}).items():
        for name, error in theirs["standard_error"].items():
            values = product["flows"][side][name], theirs[name]
            allowed = OTHER_LIMIT * error * scale + ROUNDING * abs(theirs[name]) + FLOW_TOLERANCE
            yield Comparison(f"flows.{side}.{name}", *values, error * scale, allowed)


def compare_book(product, reference):
    for side in ("long", "short"):
        for key, theirs in reference["book"][side].items():
            ours = product["book"][side][key]
            yield Comparison(f"book.{side}.{key}", ours, theirs, 0.0, BOOK_TOLERANCE)


def compare(product, reference):
    """All comparisons of a run of the program with one of the transcription (parsed JSON)."""
    if product["steps"] != reference["steps"]:
        raise ValueError(f"{product['steps']} steps, the transcription has {reference['steps']}")
    return [
        *compare_outcomes(product, reference),
        *compare_means(product, reference),
        *compare_flows(product, reference),
        *compare_book(product, reference),
    ]


def show(name, comparisons):
    print(name)
    titles = ("program", "transcription", "difference", "SE", "z")
    widths = (16, 16, 12, 10, 6)
    print(" " * 42, *(f"{title:>{width}}" for title, width in zip(titles, widths)))
    for c in comparisons:
        z = f"{c.difference / c.error:6.2f}" if c.error > 0 else " exact"
        mark = "" if c.agrees else "  beyond its limit"
        print(
            f"  {c.quantity:40} {c.product:16.8g} {c.reference:16.8g}"
            f" {c.difference:12.3g} {c.error:10.2g} {z}{mark}"
        )


def output_of(command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{command[0]} ended with {done.returncode}:\n{done.stderr}", file=sys.stderr)
        sys.exit(2)
    return json.loads(done.stdout)


def run_both(scenario, arguments, seed, times=1):
    """What the program and the transcription say of `times` the paths asked for."""
    program = [arguments.binary, "run", scenario, "--json", "--quiet", "--seed", seed]
    program += ["--backend", arguments.backend]
    if arguments.program_paths:
        program += ["--paths", times * arguments.program_paths]
    transcription = [sys.executable, HERE / "transcription.py", scenario, "--json"]
    transcription += ["--seed", seed, "--paths", times * arguments.paths]
    return output_of(program)["runs"][0], output_of(transcription)


def confirmed(suspects, again):
    """Of the first measurement's suspects, those that the second does not clear."""
    beyond = {c.quantity for c in again if not c.agrees}
    return [c for c in suspects if c.error == 0 or c.quantity in beyond]


def judge(scenario, arguments):
    """Compares one scenario and prints the table; returns the disagreements."""
    seed, paths = arguments.seed, arguments.paths
    comparisons = compare(*run_both(scenario, arguments, seed))
    show(f"{scenario.stem}, seed {seed}, {paths} paths of the transcription", comparisons)
    suspects = [c for c in comparisons if not c.agrees]
    if any(c.error > 0 for c in suspects):
        seed += CONFIRM_SEED
        again = compare(*run_both(scenario, arguments, seed, CONFIRM_PATHS))
        show(f"{scenario.stem} again, seed {seed}, {CONFIRM_PATHS * paths} paths of the transcription", again)
        return confirmed(suspects, again)
    return suspects


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", nargs="*", type=Path, help="default: all of the folder")
    parser.add_argument(
        "--binary", default=os.environ.get("LIQCASCADE"), help="default: $LIQCASCADE"
    )
    parser.add_argument("--backend", default="auto")
    parser.add_argument("--seed", type=int, default=1, help="of both, default 1")
    parser.add_argument("--paths", type=int, default=100_000, help="of the transcription")
    parser.add_argument("--program-paths", type=int, help="default: the scenario's")
    arguments = parser.parse_args()
    if not arguments.binary or not Path(arguments.binary).is_file():
        print("compare.py: name the program by --binary or LIQCASCADE", file=sys.stderr)
        sys.exit(2)
    disagreements = []
    for scenario in arguments.scenarios or sorted((HERE / "scenarios").glob("*.toml")):
        disagreements += [f"{scenario.stem}: {c.quantity}" for c in judge(scenario, arguments)]
    print("\n".join(["disagree:", *disagreements]) if disagreements else "all agree")
    sys.exit(1 if disagreements else 0)


if __name__ == "__main__":
    main()
