#!/usr/bin/env python3
"""Makes the shipped market snapshot of Bitcoin on 5 June 2025, 21:00 UTC.

    tools/python/make_snapshot.py --candles KLINES.csv.gz --margin-tiers TIERS.json \\
                                  --output scenarios/btc-2025-06-05.h5

Needs Python 3.11 with numpy and h5py. The same input gives the same bytes. README.md in this folder
names the columns that the inputs must have; what is assumed stands in snapshot/figures.py and in
the attributes of the file.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from snapshot import candles as price
from snapshot import figures
from snapshot.comments import comments, root_attributes
from snapshot.file import Snapshot, write_snapshot
from snapshot.liquidation import Tiers
from snapshot.positions import open_positions
from snapshot.summary import crossed_by, describe

DAY = figures.DAY
BARS = {"5min": price.BAR, "1h": 3600, "4h": 4 * 3600, "1d": DAY}


def read_linear_tiers(path):
    """Binance's maintenance tiers of BTCUSDT; refuses a table whose amounts do not chain."""
    table = json.loads(Path(path).read_text(encoding="utf-8"))["binance_usdm"]["BTCUSDT"]
    tiers = Tiers(
        cap=np.array([float(row["max_notional"]) for row in table]),
        rate=np.array([float(row["mmr"]) for row in table]),
    )
    published = [float(row["cum"]) for row in table]
    if not np.allclose(tiers.amount, published, rtol=0, atol=0.01):
        raise SystemExit(f"{path}: the amounts of BTCUSDT do not follow from its caps and rates")
    return tiers


def inverse_tiers(linear, spot):
    """One tier for positions of every size; its cap, the largest linear one in coin, has no effect."""
    cap = np.round(linear.cap[-1:] / spot, 2)
    return Tiers(cap=cap, rate=np.array([figures.INVERSE_RATE]))


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--candles", required=True, help="CSV of 5-minute spot candles, may be .gz")
    parser.add_argument("--margin-tiers", required=True, help="JSON of maintenance tiers")
    parser.add_argument("--output", required=True, help="the HDF5 file to write")
    parser.add_argument(
        "--holding-days",
        type=float,
        default=figures.HOLDING_DAYS,
        help="entries of leverage L fade by 1/e in so many days divided by L; inf: they do not; "
        "default: %(default)s, the shipped file",
    )
    parser.add_argument(
        "--history-bar",
        choices=BARS,
        default="1d",
        help="length of the bars of /history, the step of a bootstrap from it; "
        "default: %(default)s, the shipped file",
    )
    return parser.parse_args()


def report_fall(all_candles, tiers, as_of, holding_days):
    """Prints what the fall of the day would have liquidated of a book made at 00:00 UTC."""
    midnight = as_of // DAY * DAY
    before = all_candles.between(midnight - figures.ENTRY_WINDOW_DAYS * DAY, midnight)
    today = all_candles.between(midnight, as_of)
    book = open_positions(before, figures.VENUES, tiers, holding_days)
    longs, shorts = crossed_by(book, today.low.min(), today.high.max())
    print(
        "a book made in the same way at 00:00 UTC of that day would have lost, by as_of, "
        f"{longs / 1e6:,.0f} million USD of longs and {shorts / 1e6:,.0f} of shorts"
    )


def main():
    """Reads, builds, writes, and says what came out."""
    options = arguments()
    if not options.holding_days > 0:
        raise SystemExit(f"--holding-days = {options.holding_days} must be positive")
    as_of = int(figures.AS_OF.timestamp())
    all_candles = price.read_candles(options.candles)
    window = all_candles.between(as_of - figures.ENTRY_WINDOW_DAYS * DAY, as_of)
    spot = float(window.close[-1])
    linear = read_linear_tiers(options.margin_tiers)
    tiers = (linear, inverse_tiers(linear, spot))
    volatility = price.realised_volatility(window)
    midnight = as_of // DAY * DAY
    past = all_candles.between(midnight - figures.HISTORY_DAYS * DAY, midnight)
    book = open_positions(window, figures.VENUES, tiers, options.holding_days)
    write_snapshot(
        options.output,
        Snapshot(
            attributes=root_attributes(volatility, options.holding_days, options.history_bar),
            spot=spot,
            positions=book,
            tiers=tiers,
            depth=figures.DEPTH_WITHIN_ONE_PERCENT,
            comments=comments(),
            history=price.longer_bars(past, BARS[options.history_bar]),
        ),
    )
    print(f"{options.output}: {Path(options.output).stat().st_size:,} bytes")
    print(describe(book, spot))
    print(f"realised volatility over {figures.ENTRY_WINDOW_DAYS} days: {volatility:.4f}")
    report_fall(all_candles, tiers, as_of, options.holding_days)


if __name__ == "__main__":
    main()
