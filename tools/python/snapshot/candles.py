"""Price candles of 5 minutes: reading, windows, longer bars, volatility."""

import csv
import gzip
from dataclasses import dataclass

import numpy as np

from .figures import DAY

BAR = 300  # seconds
COLUMNS = ("ts", "open", "high", "low", "close", "volume", "quote_volume")


@dataclass(frozen=True)
class Candles:
    """Columns of equal length; time is the start of the bar, Unix seconds UTC."""

    time: np.ndarray
    open: np.ndarray  # USD, as the other prices
    high: np.ndarray
    low: np.ndarray
    close: np.ndarray
    volume: np.ndarray  # coin
    turnover: np.ndarray  # USD

    def between(self, start, end):
        """The bars that start at or after `start` and end at or before `end`, without a gap.

        Refuses a window that the file does not cover bar for bar.
        """
        inside = (self.time >= start) & (self.time + BAR <= end)
        found, wanted = int(inside.sum()), (end - start) // BAR
        if found != wanted:
            raise SystemExit(
                f"candles: {found} bars from {start} to {end} (Unix seconds) where {wanted} are "
                "needed; give a file of 5-minute candles that covers these times without a gap"
            )
        return Candles(*(getattr(self, name)[inside] for name in self.__dataclass_fields__))


def read_candles(path):
    """Reads a CSV (plain or .gz) with the columns of Binance's klines; see COLUMNS."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows)
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise SystemExit(f"{path}: no column {', '.join(missing)}; found {', '.join(header)}")
        index = [header.index(name) for name in COLUMNS]
        table = [[row[i] for i in index] for row in rows]
    columns = list(zip(*table))
    time = np.array(columns[0], dtype=np.int64)
    if np.any(np.diff(time) <= 0):
        raise SystemExit(f"{path}: ts does not increase")
    return Candles(time, *(np.array(column, dtype=float) for column in columns[1:]))


def longer_bars(candles, seconds):
    """Candles of so many seconds, a divisor of a day, from bars of 5 minutes that fill them."""
    count = seconds // BAR

    def joined(column):
        return column.reshape(-1, count)

    return Candles(
        time=joined(candles.time)[:, 0],
        open=joined(candles.open)[:, 0],
        high=joined(candles.high).max(axis=1),
        low=joined(candles.low).min(axis=1),
        close=joined(candles.close)[:, -1],
        volume=np.round(joined(candles.volume).sum(axis=1), 2),
        turnover=joined(candles.turnover).sum(axis=1),
    )


def realised_volatility(candles):
    """Annualised root of the mean squared log return from close to close, mean taken as 0.

    A year is 365 days. Andersen & Bollerslev 1998, the realised variance estimator.
    """
    returns = np.diff(np.log(candles.close))
    return float(np.sqrt(np.mean(returns**2) * (365 * DAY / BAR)))
