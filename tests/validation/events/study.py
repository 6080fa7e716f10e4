#!/usr/bin/env python3
"""study.py FOLDER [DAY...]: what the program would have said the evening before some days of the past.

LIQ_DATA_DIR names the folder with the files of inputs.py, which cannot be handed on; LIQCASCADE the program. Each day
gets a folder below FOLDER. Results go to results.csv beside this file, with SHA-256 of what they were made from in
made_of.toml; days that are not named keep their rows. What is asked and why: ../README.md.
"""

import csv
import json
import sys
from pathlib import Path

import h5py
import numpy as np

import inputs
import program

COLUMNS = ("day", "set", "view", "quantity", "reported", "p05", "p50", "p95", "as_much_or_more", "paths")
RESULTS = program.HERE / "results.csv"
#: A bootstrap wants a history of at least two blocks, and a block must be likely to last a day.
COPIES = 20


def prepared(folder, sources, event):
    """Writes what was known before a day, and has the program make the law of the price, the fit and the snapshot of it.

    Gives depth [USD], the words of the fit, and true over reported liquidations by side (1: in reported units).
    """
    day = event["day"]
    inputs.write_candles(folder / "candles.csv", sources.before(event["candles"], day, inputs.REPLAY_DAYS))
    inputs.write_candles(folder / "hours.csv", sources.before("hours", day, inputs.PRICE_DAYS))
    inputs.write_derivatives(folder / "derivatives.csv", sources, day)
    as_of, depth = inputs.iso(inputs.midnight(day)), sources.depth(day)
    program.call(folder, "calibrate", "price", "hours.csv", "--format", "csv", "--until", as_of, "--laws", "gbm",
                 "--model", "heston", "--drift", "median", "--toml", "price.toml")  # fmt: skip
    tiers = Path(program.HERE).parents[2] / "scenarios/recipes/binance-btcusdt-tiers.csv"
    values = {"day": day, "as_of": as_of, "tiers": tiers, "bid": depth[0], "ask": depth[1]}
    (folder / "fit.toml").write_text(program.filled("recipe.toml", values | {"fit": "default"}), encoding="utf-8")
    feed = [word for key in ("feed_break", "feed_share") if key in event for word in ("--" + key.replace("_", "-"), event[key])]
    try:
        program.call(folder, "calibrate", "book", "fit.toml", "-o", "book.h5", "--until", as_of, *feed)
        said = "fitted"
    except program.Refused as refusal:
        said = str(refusal)
    fit = "book.h5" if event["fit"] == "own" and said == "fitted" else "default"
    (folder / "recipe.toml").write_text(program.filled("recipe.toml", values | {"fit": fit}), encoding="utf-8")
    program.call(folder, "market", "build", "recipe.toml", "-o", "market.h5", "--on-gap", "fill")
    return depth, fit, said


def scale_of(folder, fit, real):
    """True over reported liquidations of a day, by side: that of the scored day after the break of the feed on which
    as much was expected as was reported; 1 where the fit is in reported units or not of this book."""
    if fit == "default":
        return {"long": 1.0, "short": 1.0}
    with h5py.File(folder / "book.h5") as book:
        if book.attrs["units"] == "reported":
            return {"long": 1.0, "short": 1.0}
        days = book["days"]
        late = slice(-90, None)
        nearest = [int(np.argmin(np.abs(np.log(days["expected"][side, late] / real[name])))) for side, name in enumerate(("long", "short"))]
        return {name: float(days["true_over_reported"][side, late][nearest[side]]) for side, name in enumerate(("long", "short"))}


def scenario_of(event, settings, chosen, depth, real, more, **changed):
    return program.filled("scenario.toml", {
        "name": event["name"], "market": "market.h5", "paths": settings["paths"], "step": settings["step"],
        "seed": settings["seed"], "monitoring": "bridge", "pass_through": 1.0, "refresh": settings["refresh"],
        "bid": depth[0] * chosen["depth"], "ask": depth[1] * chosen["depth"], "low": real["low"], "close": real["close"],
        **{key: chosen[key] for key in ("exponent", "resilience", "sensitivity", "recovery", "floor")}, **changed,
    }, "\n" + more)  # fmt: skip


def row(event, chosen, view, quantity, reported, values, tail):
    """A row of results: quantiles of values, and the share of them that is `tail` of what was reported."""
    p = np.quantile(values, [0.05, 0.5, 0.95]) if len(values) else [np.nan] * 3
    share = float(np.mean(tail(values, reported))) if len(values) else np.nan
    return [event["name"], chosen, view, quantity, reported, *p, share, len(values)]


def freely(folder, event, name, scenario, real, spot):
    """What the day was beside all paths: from the report of one run."""
    (folder / f"{name}.toml").write_text(scenario, encoding="utf-8")
    run = json.loads(program.call(folder, "run", f"{name}.toml", "-o", f"{name}.h5", "--json", "--quiet", "--backend", "cpu"))["runs"][0]
    rows, outcomes = [], {one["event"]: one["probability"] for one in run["outcomes"]}
    for quantity, stored, share in (("fall", "lowest", outcomes["low"]), ("close", "close", 1 - outcomes["close"])):
        found = program.Distribution(folder / f"{name}.h5", stored)
        moves = [found.quantile(level) / spot - 1 for level in (0.05, 0.5, 0.95)]
        rows.append([event["name"], name, "free", quantity, real["low" if quantity == "fall" else "close"] / spot - 1, *moves, share, run["paths"]])
    for side in ("long", "short"):
        found = program.Distribution(folder / f"{name}.h5", f"liquidated_{side}")
        rows.append([event["name"], name, "free", side, real[side], *(found.quantile(level) for level in (0.05, 0.5, 0.95)),
                     found.at_least(real[side]), run["paths"]])  # fmt: skip
    return rows


def given_the_low(folder, event, name, scenario, settings, real):
    """What was reported beside the paths that fall at least as far as the day did, each a run of its own."""
    seeds = list(range(1, settings["paths_one_by_one"] + 1))
    paths = program.one_by_one(folder, scenario, "simulation.seed", seeds)
    there = paths["low"] <= real["low"]
    return [row(event, name, "given low", side, real[side], paths[side][there], np.greater_equal) for side in ("long", "short")]


def write_own(folder, event, way, step):
    """The snapshot with the day's own prices as its history, COPIES times one after the other."""
    (folder / "own.h5").write_bytes((folder / "market.h5").read_bytes())
    moves = np.concatenate([[0.0], np.cumsum(np.tile(np.diff(np.log(way)), COPIES))])
    with h5py.File(folder / "own.h5", "r+") as market:
        del market["history"]
        market["spot"][...] = way[0]
        market["history/time"] = inputs.midnight(event["day"]) + step * (np.arange(len(moves)) - len(moves))
        market["history/time"].make_scale("time")
        for name in ("open", "high", "low", "close"):
            market[f"history/{name}"] = way[0] * np.exp(moves)
            market[f"history/{name}"].dims[0].attach_scale(market["history/time"])


def own_seed(folder, scenario, way):
    """A seed whose first path is the day: it begins at the first return of a copy and no block ends before the day does."""
    days = len(way) - 1
    for seed in range(10**6):
        begin = program.start(seed, days * COPIES)
        if begin % days == 0 and begin <= days * (COPIES - 1):
            path = program.one_by_one(folder, scenario(seed), "market.liquidatable_share", [1.0])
            if all(abs(path[what][0] / at - 1) < 1e-4 for what, at in (("low", way.min()), ("high", way.max()), ("close", way[-1]))):
                return seed
    raise RuntimeError(f"{folder.name}: no path takes the price of the day")


def along_its_own_price(folder, event, settings, sets, depth, real, bars):
    """What the book gives along the price that the day took, and how far its forced orders would push that price.

    The price is `bootstrap` of the day itself, from its first return to its last; without the cascade (or where impact
    moves no mark), liquidations are those of the price as it was. One run for the estimate, one for each draw of the book.
    """
    way = np.concatenate([[bars[0, 1]], inputs.way_of(bars)])
    returns, step = np.diff(np.log(way)), round(inputs.DAY / (len(way) - 1))
    write_own(folder, event, way, step)
    drift = float(np.log(np.mean(np.exp(returns))) * 365 * inputs.DAY / step)
    price = f'[price]\nmodel = "bootstrap"\nblock = "{COPIES // 2}d"\ndrift = {drift!r}\n'

    def scenario(name, seed):
        return scenario_of(event, settings, sets[name], depth, real, price, market="own.h5", paths=1, step=f"{step}s", seed=seed,
                           monitoring="step", pass_through=0.0, refresh=f"{step * max(1, 900 // step)}s")  # fmt: skip

    def quiet(seed):
        return scenario("calm", seed).replace("[cascade]", "[cascade]\nenabled = false")

    seed, rows = own_seed(folder, quiet, way), []
    for name in sets:
        path = program.one_by_one(folder, scenario(name, seed), "market.liquidatable_share", [1.0])
        rows.append([event["name"], name, "own price", "displacement", np.nan, np.nan, float(path["displacement"][0]), np.nan, np.nan, 1])
    with h5py.File(folder / "own.h5") as market:
        draws = len(market["positions/draws/weight"]) if "draws" in market["positions"] else 0
    estimate = program.one_by_one(folder, quiet(seed), "market.liquidatable_share", [1.0])
    drawn = program.one_by_one(folder, quiet(seed), "market.book_draw", list(range(draws))) if draws else {"long": [], "short": []}
    for side in ("long", "short"):
        made = row(event, "any", "own price", side, real[side], drawn[side], np.greater_equal)
        rows.append([*made[:6], float(estimate[side][0]), *made[7:]])
    return rows


def studied(folder, sources, event, registered):
    """All rows of a day."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = registered["simulation"]
    bars = sources.of_day(event["candles"], event["day"])
    real = inputs.reported(sources, event, bars)
    depth, fit, said = prepared(folder, sources, event)
    # Of all open interest, in coin, what it lost and what was reported as liquidated longs; the simulated ones follow below.
    coin = {"open interest": 1 - real["pool_after"] / real["pool"], "reported as long": real["long"] / real["close"] / real["pool"]}
    scale = scale_of(folder, fit, real)
    real |= {side: real[side] * scale[side] for side in scale}
    with h5py.File(folder / "market.h5") as market:
        spot = float(market["spot"][()])
    price = (folder / "price.toml").read_text(encoding="utf-8")
    rows = []
    for name, chosen in registered["set"].items():
        scenario = scenario_of(event, settings, chosen, depth, real, price)
        rows += freely(folder, event, name, scenario, real, spot)
        one = scenario_of(event, settings, chosen, depth, real, price, paths=1)
        rows += given_the_low(folder, event, name, one, settings, real)
    rows += along_its_own_price(folder, event, settings, registered["set"], depth, real, bars)
    simulated = next(one[6] for one in rows if one[1:4] == ["any", "own price", "long"])
    coin["simulated as long"] = simulated / scale["long"] / real["close"] / real["pool"]
    for name, share in coin.items():
        rows.append([event["name"], "any", "open interest", name, share, *[np.nan] * 4, 0])
    print(f"{event['name']}: depth {depth[0]:.4g} and {depth[1]:.4g} USD; fit: {fit} ({said}); true over reported {scale}", flush=True)
    return rows


def write(rows):
    kept = []
    if RESULTS.exists():
        with RESULTS.open(encoding="utf-8") as file:
            kept = [line for line in csv.reader(file) if line[0] != "day" and line[0] not in {one[0] for one in rows}]
    texts = kept + [["" if value != value else f"{value:.5g}" if isinstance(value, float) else str(value) for value in one] for one in rows]
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *sorted(texts, key=lambda line: line[0])])


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    registered, sources = inputs.events(), inputs.Sources()
    rows = []
    for event in registered["event"]:
        if not sys.argv[2:] or event["name"] in sys.argv[2:]:
            rows += studied(Path(sys.argv[1]).resolve() / event["name"], sources, event, registered)
            write(rows)
    version = program.call(".", "--version").split("\n")[0]
    lines = [f'program = "{version}"', "[sha256]", *(f'"{name}" = "{digest}"' for name, digest in inputs.digests().items())]
    (program.HERE / "made_of.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
