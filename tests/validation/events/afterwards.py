#!/usr/bin/python3
"""afterwards.py FOLDER: why the own price of some days liquidates less than was reported. Writes afterwards.csv.

The snapshots are made anew by the program at hand, which since the studies says what each leverage is held at
(/book/target). The book is asked as registered, then with what is liquidated replaced, then by volume, too.
That was asked after the results were known (../README.md).
"""

import sys
from pathlib import Path

import evening
import h5py
import inputs
import numpy as np
import program
from own_price import OwnPrice


def by_volume(own, sources):
    """Turnover of the classes of the snapshot, faster by what the day traded over the mean of the 30 days before."""
    event = own.event
    day, before = (
        bars[:, 5].sum()
        for bars in (sources.of_day(event["candles"], event["day"]), sources.before(event["candles"], event["day"], 30))
    )
    with h5py.File(own.folder / "own.h5") as market:
        turnover, classes, leverages = (
            market["book/turnover"][:],
            market["positions/class"][:],
            market["positions/leverage"][:],
        )
    entries = [
        f'{{ leverage = {leverage}, turnover = "{max(1, round(turnover[at] * before / 30 / day))}s" }}'
        for leverage, at in zip(leverages, classes, strict=True)
        if np.isfinite(turnover[at])
    ]
    return f"turnover = [{', '.join(entries)}]\n"


def afterwards(folder, sources, event, registered, reported):
    """Rows of a day."""
    folder.mkdir(parents=True, exist_ok=True)
    bars, depth = sources.of_day(event["candles"], event["day"]), evening.prepared(folder, sources, event)[0]
    real = inputs.reported(sources, event, bars) | {side: reported[event["name"], side] for side in ("long", "short")}
    own, refilled, rows = (
        OwnPrice(folder, event, registered["simulation"], registered["set"], depth, real, bars),
        'refill = "target"\n',
        [],
    )
    asked = {"held at targets": "", "refilled": refilled, "refilled, by volume": refilled + by_volume(own, sources)}
    for name, book in asked.items():
        path = own.run(book=book)
        for side in ("long", "short"):
            rows.append(
                [event["name"], name, "afterwards", side, real[side], np.nan, float(path[side][0]), np.nan, np.nan, 1]
            )
    return rows


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    registered, sources = inputs.events(), inputs.Sources()
    rows = [row for row in inputs.read_rows("results.csv") if row[1:3] == ["any", "own price"]]
    reported = {(row[0], row[3]): float(row[4]) for row in rows}
    for event in registered["event"]:
        folder = Path(sys.argv[1]).resolve() / event["name"]
        inputs.write_rows("afterwards.csv", afterwards(folder, sources, event, registered, reported))
    inputs.write_made_of("afterwards", program.version())


if __name__ == "__main__":
    main()
