#!/usr/bin/python3
"""A second statement of models/law.md: plain double precision, NumPy's own random numbers.

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
from law.event_tables import EventReader
from law.living import LivingBook
from law.path import Paths, live
from law.windows import SECONDS

BLOCK, LIVING_BLOCK = 25_000, 20_000  # paths simulated together, the latter by class
SIDE_NAMES = ("long", "short")
WINDOW_SIDES = ("both", *SIDE_NAMES)
WINDOWS = tuple(f"largest_{name}" for name in SECONDS)
OF_A_PATH = ("largest_cascade", "drawdown", "displacement", "highest", "lowest", "close")
FUND_EMPTIED = ("waterfall", "fund_emptied")
QUANTILES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999))


def simulate(scenario, n_paths, seed):
    """Simulates `n_paths` paths; returns arrays over paths, and outcomes (2, paths), by name."""
    rng = np.random.Generator(np.random.PCG64(seed))
    found, outcomes = [], []
    block = LIVING_BLOCK // len(scenario.living.classes) if scenario.living else BLOCK
    for first in range(0, n_paths, block):
        n = min(block, n_paths - first)
        reader = EventReader(scenario, n)
        events = [reader.event(table) for table in scenario.events]
        paths = Paths(n, scenario, events)
        live(paths, scenario.price, scenario.horizon, rng)
        found.append(observables(paths, scenario.spot))
        outcomes.append(happened(paths))
    return join(found), join(outcomes)


def happened(paths):
    """Every outcome of every event, with the cascade and without, (2, paths)."""
    outcomes = {(e.name, o): hit for e in paths.events for o, hit in zip(e.outcomes, e.happened())}
    if paths.fund:
        outcomes[FUND_EMPTIED] = np.stack([paths.fund.emptied, np.zeros_like(paths.fund.emptied)])
    return outcomes


def join(blocks):
    return {key: np.concatenate([b[key] for b in blocks], axis=-1) for key in blocks[0]}


def observables(paths, spot):
    """What is reported of every path besides events; prices in USD, drawdown as a fraction."""
    found = {
        **per_side("liquidated", paths.liquidated),
        **{
            f"largest_{name}.{what}": row
            for name, window in paths.windows.items()
            for what, row in zip(WINDOW_SIDES, window.largest)
        },
        "largest_cascade": paths.largest_cascade,
        "drawdown": -np.expm1(-paths.fall),
        "close": spot * np.exp(paths.prices[0]),
        "close_without_cascade": spot * np.exp(paths.prices[1]),
        **with_and_without("highest", spot * np.exp(paths.high)),
        **with_and_without("lowest", spot * np.exp(paths.low)),
        "displacement": paths.pressure.largest_displacement,
        "rounds_exhausted": paths.pressure.exhausted.astype(float),
    }
    if paths.fund:
        found |= {"fund_drawdown": paths.fund.drawdown, "fund_change": paths.fund.change}
        found |= {"fund_unpaid": paths.fund.unpaid}
        found |= per_side("deleveraged", paths.fund.deleveraged)
    if isinstance(paths.book, LivingBook):
        for name, flow in paths.book.all_flows().items():
            found |= per_side(f"flows.{name}", flow)
    return found


def with_and_without(name, rows):
    return {name: rows[0], f"{name}_without_cascade": rows[1]}


def per_side(name, rows):
    return {f"{name}.{side}": row for side, row in zip(SIDE_NAMES, rows)}


def mean_and_error(values):
    values = values.astype(float)
    return values.mean(), values.std(ddof=1) / np.sqrt(values.size)


def outcome_row(event, outcome, hit, condition=None):
    """Probability with and without the cascade, and the paired effect with its standard error.

    With a `condition` (2, paths) the probabilities are ratios: both happened / condition happened.
    """
    if condition is None:
        condition = np.ones(hit.shape, dtype=bool)
    hit = hit & condition
    n = hit.shape[1]
    hits, trials = hit.sum(axis=1), condition.sum(axis=1)
    probability = np.divide(hits, trials, where=trials > 0, out=np.full(2, np.nan))
    # of a ratio: each path's part in its error, to first order
    part = (hit - probability[:, None] * condition) * (n / np.maximum(trials, 1))[:, None]
    errors = part.std(axis=1, ddof=1) / np.sqrt(n)
    return {
        "event": event,
        "outcome": outcome,
        "hits": int(hits[0]),
        "trials": int(trials[0]),
        "trials_without_cascade": int(trials[1]),
        "probability": probability[0],
        "standard_error": errors[0],
        "probability_without_cascade": probability[1],
        "standard_error_without_cascade": errors[1],
        "cascade_effect": probability[0] - probability[1],
        "cascade_effect_standard_error": (part[0] - part[1]).std(ddof=1) / np.sqrt(n),
    }


def outcome_rows(scenario, outcomes):
    """A row for every outcome; those of events with `given` are conditional."""
    given = {table["name"]: table.get("given") for table in scenario.events}
    rows = []
    for (event, outcome), hit in outcomes.items():
        condition = given.get(event)
        on = outcomes[tuple(condition.rsplit(".", 1))] if condition else None
        rows.append(outcome_row(event, outcome, hit, on))
    return rows


def statistics(values):
    """As in host/interface.md; `low` and `high` bound the quantiles, 4 standard errors either side."""
    mean, error = mean_and_error(values)
    row = {"mean": mean, "standard_error": error}
    ordered, n = np.sort(values), values.size
    for key, q in QUANTILES:
        row[key] = ordered[min(int(q * n), n - 1)]
    for key, q in (("es95", 0.95), ("es99", 0.99)):
        row[key] = ordered[int(np.ceil(q * n)) :].mean()
    for name, errors in (("low", -4), ("high", 4)):
        shifted = [q * n + errors * np.sqrt(q * (1 - q) * n) for _, q in QUANTILES]
        row[name] = {
            key: ordered[int(np.clip(i, 0, n - 1))] for (key, _), i in zip(QUANTILES, shifted)
        }
    return row


def per_side_statistics(found, name):
    return {side: statistics(found[f"{name}.{side}"]) for side in SIDE_NAMES}


def window_statistics(found):
    return {
        name: {what: statistics(found[f"{name}.{what}"]) for what in WINDOW_SIDES}
        for name in WINDOWS
        if f"{name}.both" in found
    }


def flow_rows(found):
    """Means of the flows of a living book [USD a path], with their standard errors."""
    names = [key.split(".")[1] for key in found if key.startswith("flows.") and "long" in key]
    flows = {}
    for side in SIDE_NAMES:
        pairs = {name: mean_and_error(found[f"flows.{name}.{side}"]) for name in names}
        flows[side] = {name: mean for name, (mean, _) in pairs.items()}
        flows[side]["standard_error"] = {name: error for name, (_, error) in pairs.items()}
    return flows


def book_row(side):
    return {
        "fuel": side.total(),
        "off_grid": side.off_grid,
        "wrong_side": side.wrong_side,
        "not_liquidatable": side.not_liquidatable,
    }


def report(scenario, n_paths, seed):
    """Simulates; the findings as in host/interface.md, JSON, with standard errors added."""
    start = time.perf_counter()
    found, outcomes = simulate(scenario, n_paths, seed)
    rule = scenario.rule
    below, above = branching_ratio(
        scenario.book, scenario.impact, rule.market_fraction, rule.mark_pass_through
    )
    document = {
        "name": scenario.name,
        "seed": seed,
        "paths": n_paths,
        "steps": scenario.horizon.n_steps,
        "seconds": time.perf_counter() - start,
        "outcomes": outcome_rows(scenario, outcomes),
        "liquidated": per_side_statistics(found, "liquidated"),
        **window_statistics(found),
        **{key: statistics(found[key]) for key in (*OF_A_PATH, "close_without_cascade")},
        "book": {"long": book_row(scenario.book.longs), "short": book_row(scenario.book.shorts)},
        "rounds_exhausted": int(found["rounds_exhausted"].sum()),
        "rounds_exhausted_standard_error": mean_and_error(found["rounds_exhausted"])[1] * n_paths,
        "branching_ratio": {"below": below.tolist(), "above": above.tolist()},
    }
    if scenario.waterfall:
        document["fund_drawdown"] = statistics(found["fund_drawdown"])
        document["deleveraged"] = per_side_statistics(found, "deleveraged")
    if scenario.living:
        document["flows"] = flow_rows(found)
    return document


def distributions(found):
    """(name, statistics) of every distribution in a report."""
    for key in ("liquidated", "deleveraged", *WINDOWS):
        for side, row in found.get(key, {}).items():
            yield f"{key}.{side}", row
    for key in (*OF_A_PATH, "fund_drawdown"):
        if key in found:
            yield key, found[key]


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
    for name, row in distributions(found):
        print(f"  {name:32} {row['mean']:.6g} +- {row['standard_error']:.2g}  p99 {row['p99']:.6g}")
    for side, row in found.get("flows", {}).items():
        flows = "  ".join(f"{k} {v / 1e6:.2f}" for k, v in row.items() if k != "standard_error")
        print(f"  flows of {side}s, million USD      {flows}")
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
