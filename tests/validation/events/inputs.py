"""What a study is made of: what was known before a day, written for the program, and the day itself."""

import csv
import datetime
import gzip
import hashlib
import os
import tomllib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
FILES = {
    "five minutes": "btcusdt_binance_spot_5m_2023-10_2025-06.csv.gz",
    "hours": "btc_1h_composite_2013_2025-06.csv.gz",
    "derivatives": "btc_derivatives_daily_2019-09_2025-06.csv.gz",
}
SECONDS = {"five minutes": 300, "hours": 3_600}
DAY = 86_400
#: Candles of a replay begin so many days before the event, where they go back so far.
REPLAY_DAYS = 500
#: Days of hours that the law of the price is fitted to: the regression takes 1,461 and the 30 before them.
PRICE_DAYS = 1_700


def events():
    with (HERE / "events.toml").open("rb") as file:
        return tomllib.load(file)


def midnight(day):
    """00:00 UTC of a day in Unix seconds."""
    return int(datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC).timestamp())


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def source(name):
    return Path(os.environ["LIQ_DATA_DIR"]) / FILES[name]


def digests():
    return {name: hashlib.sha256(source(name).read_bytes()).hexdigest() for name in FILES}


def read(name):
    """Columns of a source by their names, as texts."""
    with gzip.open(source(name), "rt", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def numbers(texts):
    return np.array([float(text) if text else np.nan for text in texts])


class Sources:
    """All sources, read once: bars as [time, open, high, low, close, volume] and the daily derivatives."""

    def __init__(self):
        self.bars = {}
        for name in SECONDS:
            columns = read(name)
            volume = columns.get("volume", columns.get("volume_btc"))
            time, begin, high, low, end, amount = map(
                numbers, (*(columns[c] for c in ("ts", "open", "high", "low", "close")), volume)
            )
            # One high of the hours is below its open; `backtest` and `calibrate price` move it there, too.
            high, low = np.maximum(high, np.maximum(begin, end)), np.minimum(low, np.minimum(begin, end))
            self.bars[name] = np.array([time, begin, high, low, end, amount]).T
        self.derivatives = {
            name: texts if name == "date" else numbers(texts) for name, texts in read("derivatives").items()
        }
        self.day_at = {day: row for row, day in enumerate(self.derivatives["date"])}

    def before(self, name, day, days):
        """Bars of at most `days` days that have ended by 00:00 UTC of a day."""
        bars, end = self.bars[name], midnight(day)
        return bars[(bars[:, 0] >= end - days * DAY) & (bars[:, 0] + SECONDS[name] <= end)]

    def replayed(self, name, day):
        """Bars before a day of which a replay is made: REPLAY_DAYS, but none before open interest is known."""
        counted = self.derivatives["date"][int(np.argmax(np.isfinite(self.derivatives["oi_stable_margined_btc"])))]
        bars = self.before(name, day, REPLAY_DAYS)
        return bars[bars[:, 0] >= midnight(counted) + DAY]

    def of_day(self, name, day):
        bars, begin = self.bars[name], midnight(day)
        return bars[(bars[:, 0] >= begin) & (bars[:, 0] < begin + DAY)]

    def daily(self, day, back=0):
        """The row of the derivatives of a day, or of one so many days before it."""
        row = self.day_at[day] - back
        return {name: values[row] for name, values in self.derivatives.items()}

    def pool(self, day, back):
        """Open interest in coin at the end of a day: stable-margined and coin-margined."""
        row = self.daily(day, back)
        return row["oi_stable_margined_btc"] + row["oi_coin_margined_usd"] / row["perp_close"]

    def depth(self, day):
        """Depth within 1 % of bids and asks [USD]: medians of the 7 days before.

        Where it was not measured yet, the ratio of depth to open interest of the first 90 days of measurements
        times the open interest of the evening before.
        """
        table, at = self.derivatives, self.day_at[day]
        sides = [table["depth1pct_bids_usd"], table["depth1pct_asks_usd"]]
        found = [float(np.median(side[at - 7 : at])) for side in sides]
        if np.isfinite(found).all():
            return found
        first = np.flatnonzero(np.isfinite(sides[0]))[:90]
        usd = table["oi_stable_margined_btc"] * table["perp_close"] + table["oi_coin_margined_usd"]
        return [float(np.median(side[first] / usd[first]) * usd[at - 1]) for side in sides]


#: What results tell: quantiles of what was simulated, and the share of it that is as much as was reported, or more.
COLUMNS = ("day", "set", "view", "quantity", "reported", "p05", "p50", "p95", "as_much_or_more", "paths")


def read_rows(name):
    """Rows of a file of results beside this one, as texts; none where it is not there."""
    if not (HERE / name).exists():
        return []
    with (HERE / name).open(encoding="utf-8") as file:
        return [line for line in csv.reader(file) if line[0] != "day"]


def write_rows(name, rows):
    """Rows of COLUMNS beside this file; days that have none here keep the rows that they had."""
    kept, path = [line for line in read_rows(name) if line[0] not in {one[0] for one in rows}], HERE / name
    texts = kept + [
        ["" if value != value else f"{value:.5g}" if isinstance(value, float) else str(value) for value in one]
        for one in rows
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *sorted(texts, key=lambda line: line[0])])


def write_made_of(key, version):
    """Which program made a file of results, and the SHA-256 of what it was made from."""
    path, lines = HERE / "made_of.toml", [f'{key} = "{version}"']
    if path.exists():
        lines += [
            line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith((f"{key} ", "[", '"'))
        ]
    lines = [
        *sorted(lines, reverse=True),
        "[sha256]",
        *(f'"{name}" = "{digest}"' for name, digest in digests().items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_candles(path, bars):
    with path.open("w", encoding="utf-8") as file:
        file.write("time,open,high,low,close,volume\n")
        file.writelines(f"{row[0]:.0f},{row[1]},{row[2]},{row[3]},{row[4]},{row[5]}\n" for row in bars)


def write_derivatives(path, sources, day):
    """Open interest and liquidations of the days before a day; a date stands for the begin of its day."""
    names = ("oi_stable_margined_btc", "oi_coin_margined_usd", "liq_long_usd", "liq_short_usd")
    table = sources.derivatives
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(("date", *names)) + "\n")
        for row in range(sources.day_at[day]):
            cells = ["" if np.isnan(table[name][row]) else repr(float(table[name][row])) for name in names]
            if all(cells[:2]):
                file.write(",".join((table["date"][row] + "T00:00:00Z", *cells)) + "\n")


def way_of(bars):
    """The prices that a day passed through: of each bar its extremes in the order of the simulator, and its close."""
    low_first = bars[:, 4] >= bars[:, 1]
    first, second = np.where(low_first, (bars[:, 3], bars[:, 2]), (bars[:, 2], bars[:, 3]))
    return np.stack([first, second, bars[:, 4]]).T.ravel()


def reported(sources, event, bars):
    """What the day brought, as the study asks it."""
    day, row = event["day"], sources.daily(event["day"])
    before, after = sources.pool(day, 1), sources.pool(day, 0)
    return {
        "open": float(bars[0, 1]),
        "low": float(bars[:, 3].min()),
        "close": float(bars[-1, 4]),
        "long": float(row["liq_long_usd"]),
        "short": float(row["liq_short_usd"]),
        "pool": float(before),
        "pool_after": float(after),
    }
