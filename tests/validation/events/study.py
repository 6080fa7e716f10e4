#!/usr/bin/python3
"""study.py FOLDER [DAY...]: what the program would have said the evening before some days of the past.

LIQ_DATA_DIR names the folder with the files of inputs.py, which cannot be handed on; LIQCASCADE the program. Each day
gets a folder below FOLDER. Results go to results.csv beside this file, with SHA-256 of what they were made from in
made_of.toml; days that are not named keep their rows. What is asked and why: ../README.md.
"""

import json
import sys
from pathlib import Path

import h5py
import numpy as np

import evening
import inputs
import own_price
import program
from own_price import row

#: So many paths that fall far enough tell their distribution.
ENOUGH = 1_000


def freely(folder, event, name, scenario, real, spot):
    """What the day was beside all paths: from the report of one run."""
    (folder / f"{name}.toml").write_text(scenario, encoding="utf-8")
    run = json.loads(
        program.call(folder, "run", f"{name}.toml", "-o", f"{name}.h5", "--json", "--quiet", "--backend", "cpu")
    )["runs"][0]
    rows, outcomes = [], {one["event"]: one["probability"] for one in run["outcomes"]}
    for quantity, stored, share in (("fall", "lowest", outcomes["low"]), ("close", "close", 1 - outcomes["close"])):
        found = program.Distribution(folder / f"{name}.h5", stored)
        moves = [found.quantile(level) / spot - 1 for level in (0.05, 0.5, 0.95)]
        rows.append(
            [
                event["name"],
                name,
                "free",
                quantity,
                real["low" if quantity == "fall" else "close"] / spot - 1,
                *moves,
                share,
                run["paths"],
            ]
        )
    for side in ("long", "short"):
        found = program.Distribution(folder / f"{name}.h5", f"liquidated_{side}")
        rows.append(
            [
                event["name"],
                name,
                "free",
                side,
                real[side],
                *(found.quantile(level) for level in (0.05, 0.5, 0.95)),
                found.at_least(real[side]),
                run["paths"],
            ]
        )
    return rows


def given_the_low(folder, event, name, scenario, settings, real):
    """What was reported beside the paths that fall at least as far as the day did."""
    paths = program.paths_that_touch(folder, scenario, "low", settings["paths_one_by_one"], ENOUGH)
    return [row(event, name, "given low", side, real[side], paths[side]) for side in ("long", "short")]


def studied(folder, sources, event, registered):
    """All rows of a day."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = registered["simulation"]
    bars = sources.of_day(event["candles"], event["day"])
    real = inputs.reported(sources, event, bars)
    depth, fit, said = evening.prepared(folder, sources, event)
    # Of all open interest, in coin: what it lost, and longs reported as liquidated; the simulated ones follow below.
    coin = {
        "open interest": 1 - real["pool_after"] / real["pool"],
        "reported as long": real["long"] / real["close"] / real["pool"],
    }
    scale = evening.scale_of(folder, fit, real)
    real |= {side: real[side] * scale[side] for side in scale}
    with h5py.File(folder / "market.h5") as market:
        spot = float(market["spot"][()])
    price = (folder / "price.toml").read_text(encoding="utf-8")
    rows = []
    for name, chosen in registered["set"].items():
        scenario = own_price.scenario_of(event, settings, chosen, depth, real, price)
        rows += freely(folder, event, name, scenario, real, spot)
        one = own_price.scenario_of(event, settings, chosen, depth, real, price, paths=1)
        rows += given_the_low(folder, event, name, one, settings, real)
    rows += own_price.along(folder, event, settings, registered["set"], depth, real, bars)
    simulated = next(one[6] for one in rows if one[1:4] == ["any", "own price", "long"])
    coin["simulated as long"] = simulated / scale["long"] / real["close"] / real["pool"]
    for name, share in coin.items():
        rows.append([event["name"], "any", "open interest", name, share, *[np.nan] * 4, 0])
    print(
        f"{event['name']}: depth {depth[0]:.4g} and {depth[1]:.4g} USD; fit: {fit} ({said}); true over reported",
        scale,
        flush=True,
    )
    return rows


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    registered, sources = inputs.events(), inputs.Sources()
    rows = []
    for event in registered["event"]:
        if not sys.argv[2:] or event["name"] in sys.argv[2:]:
            rows += studied(Path(sys.argv[1]).resolve() / event["name"], sources, event, registered)
            inputs.write_rows("results.csv", rows)
    inputs.write_made_of("program", program.version())


if __name__ == "__main__":
    main()
