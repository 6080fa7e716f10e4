"""Writes recipes of `market build` and small files as exchanges hand them out, with numbers of our own."""

import copy
import gzip
import json
import shutil
import time
from pathlib import Path

import h5py
import numpy as np
from snapshots import run_program

SAMPLES = Path(__file__).resolve().parents[1] / "host/data/samples"
NEW_YEAR = 1_735_689_600  # 2025-01-01T00:00:00Z
BANDS = [{"low": 1, "high": 5, "share": 0.75, "leverages": 2}, {"low": 5, "high": 25, "share": 0.2, "leverages": 2},
         {"low": 25, "high": 100, "share": 0.05, "leverages": 2}]  # fmt: skip


def iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


# Files of exchanges.


def bars(begin, count, step=300, price=93_500.0, digits=2, volume=4_000.0, seed=1):
    """A random walk: rows of [time, open, high, low, close, volume] that follow each other; `volume` is a bar's."""
    random = np.random.default_rng(seed)
    closes = np.round(price * np.exp(np.cumsum(1e-4 * np.sqrt(step) * random.standard_normal(count) / 4)), digits)
    opens = np.concatenate([[round(price, digits)], closes[:-1]])
    reach = 1 + 2e-4 * random.random((2, count))
    highs = np.round(np.maximum(opens, closes) * reach[0], digits)
    lows = np.round(np.minimum(opens, closes) / reach[1], digits)
    return [[int(begin + step * i), *map(float, row), float(volume)]
            for i, row in enumerate(zip(opens, np.maximum(highs, np.maximum(opens, closes)),
                                        np.minimum(lows, np.minimum(opens, closes)), closes, strict=True))]  # fmt: skip


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


def klines(path, rows, contract_usd=None, header=False):
    """Binance's layout: microseconds from 2025 on where there is no header; coin-margined with `contract_usd`."""
    names = ["open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
             "taker_buy_quote_volume,ignore"]  # fmt: skip
    lines = names if header else []
    step = rows[1][0] - rows[0][0] if len(rows) > 1 else 300
    for begin, o, h, low, close, coin in rows:
        unit = 1_000 if header or begin < NEW_YEAR else 1_000_000
        middle = (h + low) / 2
        volume, second = (coin, coin * middle) if contract_usd is None else (round(coin * middle / contract_usd), coin)
        lines.append(f"{begin * unit},{o},{h},{low},{close},{volume},{(begin + step) * unit - 1},{second:.8f},100,"
                     f"{volume / 2},{second / 2:.8f},0")  # fmt: skip
    return write(path, "\n".join(lines) + "\n")


def counts(path, rows, coin=80_000.0, symbol="BTCUSDT", late=0):
    """openInterestHist: one count at the end of each bar, said to be of `late` seconds after it."""
    step = rows[1][0] - rows[0][0]
    listed = [{"symbol": symbol, "sumOpenInterest": f"{coin:.8f}", "sumOpenInterestValue": f"{coin * row[4]:.8f}",
               "timestamp": 1_000 * (row[0] + step + late)} for row in rows]  # fmt: skip
    return write(path, json.dumps(listed))


def csv(path, header, rows):
    return write(path, "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")


def brackets(path, caps, rates, symbol="BTCUSDT", coefficient=None, cap="notionalCap"):
    floor = {"notionalCap": "notionalFloor", "qtyCap": "qtylFloor"}[cap]
    amount, before, rate_before, listed = 0.0, 0.0, 0.0, []
    scale = coefficient or 1
    for number, (end, rate) in enumerate(zip(caps, rates, strict=True), 1):
        amount += before * (rate - rate_before)
        listed.append({"bracket": number, "initialLeverage": int(0.5 / rate), cap: end * scale, floor: before * scale,
                       "maintMarginRatio": rate, "cum": round(amount * scale, 8)})  # fmt: skip
        before, rate_before = end, rate
    contract = {"symbol": symbol, "brackets": listed}
    return write(path, json.dumps([contract | ({"notionalCoef": coefficient} if coefficient else {})]))


def book(path, middle, seconds=None, sizes=(20.0, 30.0), reach=0.06, digits=2):
    """An order book of levels every tenth of a percent; `sizes` in coin, of bids and asks."""
    levels = np.arange(0.0005, reach, 0.001)
    pairs = {name: [[f"{middle * (1 + sign * at):.{digits}f}", str(size)] for at in levels]
             for name, sign, size in (("bids", -1, sizes[0]), ("asks", 1, sizes[1]))}  # fmt: skip
    times = {} if seconds is None else {"E": 1_000 * seconds + 7, "T": 1_000 * seconds}
    return write(path, json.dumps({"lastUpdateId": 1, **times, **pairs}))


# Recipes.


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def recipe_text(recipe):
    lines = [f"{key} = {toml(value)}" for key, value in recipe.items() if not isinstance(value, dict | list)]
    for name, table in recipe.items():
        for one in table if isinstance(table, list) else [table] if isinstance(table, dict) else []:
            lines.append(f"[[{name}]]" if isinstance(table, list) else f"[{name}]")
            lines += [f"{key} = {toml(value)}" for key, value in one.items()]
    return "\n".join(lines) + "\n"


class Build:
    """A folder with files and a recipe, which tests change before they build."""

    def __init__(self, folder, recipe):
        self.folder, self.recipe = folder, copy.deepcopy(recipe)
        self.output = folder / "market.h5"

    @property
    def venue(self):
        return self.recipe["venue"][0]

    def sample(self, name):
        """A file of the samples, copied into the folder; its name."""
        shutil.copy(SAMPLES / name, self.folder / name)
        return name

    def run(self, *options, output=None):
        write(self.folder / "recipe.toml", recipe_text(self.recipe))
        return run_program("market", "build", "recipe.toml", "-o", output or self.output, *options, cwd=self.folder)

    def made(self, *options):
        """The warnings, and the snapshot: all datasets by their paths, and the attributes."""
        done = self.run(*options)
        assert done.returncode == 0, done.stderr
        values = {}
        with h5py.File(self.output) as file:
            file.visititems(lambda name, item: values.update({name: item[()]}) if hasattr(item, "shape") else None)
            values.update({name: values[name].astype(str) for name in ("positions/venue", "margin/contract")})
            return done.stderr, values, dict(file.attrs)

    def printed(self, *options):
        done = self.run("--json", *options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def refused(self, *options, code=2):
        """What is said, after nothing was written."""
        self.output.unlink(missing_ok=True)
        before = sorted(self.folder.rglob("*"))
        done = self.run(*options)
        assert done.returncode == code and done.stdout == "", (done.returncode, done.stdout, done.stderr)
        assert set(self.folder.rglob("*")) - set(before) <= {self.folder / "recipe.toml"}
        return " ".join(done.stderr.split())


def linear(folder, rows=None):
    """Bitcoin at Binance: two days of 5 minutes across New Year; candles to noon, counts to 11:55, book of 11:57."""
    rows = bars(NEW_YEAR - 36 * 3600, 48 * 12) if rows is None else rows
    klines(folder / "klines/BTCUSDT-5m-2024-12.csv", [row for row in rows if row[0] < NEW_YEAR])
    klines(folder / "klines/BTCUSDT-5m-2025-01.csv.gz", [row for row in rows if row[0] >= NEW_YEAR])
    counts(folder / "oi.json", rows[:-1])
    brackets(folder / "brackets.json", [50e3, 250e3, 3e6, 1e9], [0.004, 0.005, 0.01, 0.025], coefficient=1.5)
    book(folder / "depth.json", rows[-1][1], rows[-1][0] + 120)
    return Build(folder, {
        "schema": 1, "asset": "BTC", "source": "made by a test", "license": "CC0-1.0",
        "candles": {"files": ["klines/BTCUSDT-5m-*"]},
        "venue": [{"name": "binance-usdm", "contract": "linear", "insurance_fund": 188e6,
                   "open_interest": {"files": ["oi.json"]}, "tiers": {"files": ["brackets.json"]}}],
        "depth": {"files": ["depth.json"], "distances": [0.001, 0.01, 0.05]},
        "positions": {"method": "mixture", "band": BANDS},
    })  # fmt: skip


def short(folder, rows, **venue):
    """One file of candles, a stated open interest and stated tiers: for checks of the one thing a test is about."""
    klines(folder / "candles.csv", rows)
    return Build(folder, {
        "schema": 1, "asset": "BTC", "source": "made by a test", "license": "CC0-1.0",
        "candles": {"files": ["candles.csv"], "history_bar": "5min"},
        "venue": [{"name": "binance-usdm", "contract": "linear",
                   "open_interest": {"amount": 8e9, "unit": "usd", "sides": "one"},
                   "tiers": {"cap": [1e6, 1e9], "rate": [0.005, 0.01], "unit": "usd", "shape": "marginal"}, **venue}],
        "positions": {"method": "mixture", "band": BANDS},
    })  # fmt: skip
