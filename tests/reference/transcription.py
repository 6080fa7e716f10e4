#!/usr/bin/python3
"""A second statement of the law of model.md: plain double precision, NumPy's own random numbers.

    /usr/bin/python3 tests/reference/transcription.py SCENARIO.toml [--paths N] [--seed S] [--json]

reads what the program reads, shares no code with it, and prints what it found.
"""

import argparse
import json
import sys
import time

import numpy as np

from inputs import read_scenario
from law.book import branching_ratio
from law.events import make_event
from law.path import Paths, live

BLOCK = 10_000  # paths simulated together: their arrays fit a core's cache


def simulate(scenario, n_paths, seed):
    """Simulates `n_paths` paths; returns arrays over paths, and outcomes (2, paths), by name."""
    rng = np.random.Generator(np.random.PCG64(seed))
    found, outcomes = [], []
    for first in range(0, n_paths, BLOCK):
        n = min(BLOCK, n_paths - first)
        events = [
            make_event(table, scenario.spot, scenario.steps_of, scenario.horizon.n_steps, n)
            for table in scenario.events
        ]
        paths = Paths(n, scenario.book, scenario.impact, scenario.rule, events)
        live(paths, scenario.price, scenario.horizon, rng)
        found.append(observables(paths, scenario.spot))
        outcomes.append(
            {(e.name, o): hit for e in events for o, hit in zip(e.outcomes, e.happened())}
        )
    return join(found), join(outcomes)


def join(blocks):
    return {key: np.concatenate([b[key] for b in blocks], axis=-1) for key in blocks[0]}


def observables(paths, spot):
    """What is reported of every path besides events; prices in USD, drawdown as a fraction."""
    return {
        "liquidated.long": paths.liquidated[0],
        "liquidated.short": paths.liquidated[1],
        "largest_cascade": paths.largest_cascade,
        "drawdown": -np.expm1(-paths.fall),
        "close": spot * np.exp(paths.prices[0]),
        "close_without_cascade": spot * np.exp(paths.prices[1]),
        "rounds_exhausted": paths.pressure.exhausted.astype(float),
    }


def mean_and_error(values):
    values = values.astype(float)
    return values.mean(), values.std(ddof=1) / np.sqrt(values.size)


def outcome_row(event, outcome, hit):
    """Probability with and without the cascade, and the paired effect with its standard error."""
    probability, error = mean_and_error(hit[0])
    without, without_error = mean_and_error(hit[1])
    effect, effect_error = mean_and_error(hit[0].astype(np.int8) - hit[1])
    return {
        "event": event,
        "outcome": outcome,
        "hits": int(hit[0].sum()),
        "probability": probability,
        "standard_error": error,
        "probability_without_cascade": without,
        "standard_error_without_cascade": without_error,
        "cascade_effect": effect,
        "cascade_effect_standard_error": effect_error,
    }


def statistics(values):
    mean, error = mean_and_error(values)
    row = {"mean": mean, "standard_error": error}
    for key, q in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999)):
        row[key] = np.quantile(values, q)
    for key, q in (("es95", 0.95), ("es99", 0.99)):
        row[key] = np.sort(values)[int(np.ceil(q * values.size)) :].mean()
    return row


def book_row(side):
    return {
        "fuel": side.total(),
        "off_grid": side.off_grid,
        "wrong_side": side.wrong_side,
        "not_liquidatable": side.not_liquidatable,
    }


def report(scenario, n_paths, seed):
    """Simulates; the findings as in interface.md, JSON, with standard errors added."""
    start = time.perf_counter()
    found, outcomes = simulate(scenario, n_paths, seed)
    below, above = branching_ratio(
        scenario.book,
        scenario.impact,
        scenario.rule.market_fraction,
        scenario.rule.mark_pass_through,
    )
    return {
        "name": scenario.name,
        "seed": seed,
        "paths": n_paths,
        "steps": scenario.horizon.n_steps,
        "seconds": time.perf_counter() - start,
        "outcomes": [outcome_row(*name, hit) for name, hit in outcomes.items()],
        "liquidated": {s: statistics(found[f"liquidated.{s}"]) for s in ("long", "short")},
        **{
            key: statistics(found[key])
            for key in ("largest_cascade", "drawdown", "close", "close_without_cascade")
        },
        "book": {"long": book_row(scenario.book.longs), "short": book_row(scenario.book.shorts)},
        "rounds_exhausted": int(found["rounds_exhausted"].sum()),
        "rounds_exhausted_standard_error": mean_and_error(found["rounds_exhausted"])[1] * n_paths,
        "branching_ratio": {"below": below.tolist(), "above": above.tolist()},
    }


def show(found):
    print(
        f"{found['name']}: {found['paths']} paths, {found['steps']} steps, {found['seconds']:.1f} s"
    )
    for row in found["outcomes"]:
        print(
            f"  {row['event'] + '.' + row['outcome']:32} {row['probability']:.5f}"
            f" +- {row['standard_error']:.5f}  without {row['probability_without_cascade']:.5f}"
            f"  effect {row['cascade_effect']:+.5f} +- {row['cascade_effect_standard_error']:.5f}"
        )
    for name, row in (
        *((f"liquidated.{s}", found["liquidated"][s]) for s in ("long", "short")),
        *((key, found[key]) for key in ("largest_cascade", "drawdown", "close")),
    ):
        print(f"  {name:32} {row['mean']:.6g} +- {row['standard_error']:.2g}  p99 {row['p99']:.6g}")
    for side, row in found["book"].items():
        print(f"  book {side:27} " + "  ".join(f"{k} {v:.2f}" for k, v in row.items()))
    peaks = {side: max(profile) for side, profile in found["branching_ratio"].items()}
    print(
        f"  branching ratio, largest         below {peaks['below']:.3f}  above {peaks['above']:.3f}"
    )
    print(f"  visits out of rounds             {found['rounds_exhausted']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--paths", type=int, help="default: the scenario's")
    parser.add_argument("--seed", type=int, help="default: the scenario's")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    scenario = read_scenario(arguments.scenario)
    n_paths = scenario.n_paths if arguments.paths is None else arguments.paths
    seed = scenario.seed if arguments.seed is None else arguments.seed
    found = report(scenario, n_paths, seed)
    if arguments.json:
        json.dump(found, sys.stdout, indent=1)
        print()
    else:
        show(found)


if __name__ == "__main__":
    main()
