"""Price candles of 5 minutes: reading, windows, repair, volatility."""

import csv
import gzip
from dataclasses import dataclass
from datetime import datetime, timezone

import numpy as np

DAY = 86_400  # seconds
BAR = 300  # seconds
COLUMNS = ("ts", "open", "high", "low", "close", "volume", "quote_volume")
MISSING = {"", "nan", "na", "null", "none"}  # how files write a value that is not there
LONGEST_REPAIR = 12  # bars, an hour: what happened in a longer hole is not known
LATEST = 10**11  # seconds, the year 5138: what is beyond it counts milliseconds


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
    row: np.ndarray | None = None  # where the bar stands in the file; 1 is the first below the header
    held: np.ndarray | None = None  # bars that a repair made from the close before them
    source: str = "candles"

    def between(self, start, end, repair=False):
        """The bars that start at or after `start` and end at or before `end`, one after the other.

        A window with a hole, with a bar off the 5 minutes or with a value that is missing or no
        price is refused, with the row. `repair` fills holes and missing values of up to an hour: such
        a bar has the close of the bar before it, and no volume.
        """
        inside = (self.time >= start) & (self.time + BAR <= end)
        window = self._rows(inside)
        known = window._known_rows(repair)
        window._check_bars(known)
        window = window._rows(known)
        place = (window.time - start) // BAR
        count = (end - start) // BAR
        window._check_holes(place, count, start, repair)
        return window._held_over(place, count, start)

    def _columns(self):
        return self.open, self.high, self.low, self.close, self.volume, self.turnover

    def _rows(self, which):
        row = np.arange(1, len(self.time) + 1) if self.row is None else self.row
        columns = (column[which] for column in self._columns())
        return Candles(self.time[which], *columns, row=row[which], source=self.source)

    def _at(self, i):
        return f"{self.source}: row {self.row[i]} ({utc(self.time[i])})"

    def _known_rows(self, repair):
        """Flags of the rows in which no value is missing."""
        known = ~np.isnan(self._columns()).any(axis=0)
        if not repair and not known.all():
            first = int(np.argmin(known))
            raise SystemExit(
                f"{self._at(first)} has a missing value (NaN or nothing); rows of the window that have "
                f"one: {(~known).sum()}. Give a file without them (estimate_price_model.py has --repair)?"
            )
        return known

    def _check_bars(self, known):
        """Rows that hold what cannot be a bar are no matter of repair."""
        problems = (
            (self.time % BAR != 0, "does not start at a whole number of 5 minutes"),
            (np.minimum(np.minimum(self.open, self.close), self.low) <= 0, "has a price that is not positive"),
            (self.high < np.maximum(self.open, self.close), "has a high below its open or close"),
            (self.low > np.minimum(self.open, self.close), "has a low above its open or close"),
        )
        for wrong, words in problems:
            found = np.flatnonzero(wrong & known)
            if len(found):
                raise SystemExit(
                    f"{self._at(found[0])} {words}; rows of the window of which this is true: "
                    f"{len(found)}. Accepted: bars of 5 minutes with the columns {', '.join(COLUMNS)}"
                )

    def _check_holes(self, place, count, start, repair):
        """Refuses holes, and where they are to be repaired those longer than LONGEST_REPAIR."""
        end = start + count * BAR
        if len(place) == 0:
            raise SystemExit(
                f"{self.source}: 0 bars from {utc(start)} to {utc(end)} where {count} are needed. Give a "
                "file of 5-minute candles that covers these times"
            )
        edges = np.concatenate([[-1], place, [count]])
        lengths = np.diff(edges) - 1
        longest = int(lengths.argmax()) if repair else int(np.argmax(lengths > 0))
        allowed = LONGEST_REPAIR if repair else 0
        if lengths[longest] > allowed:
            where = utc(start + (edges[longest] + 1) * BAR)
            before = f", below row {self.row[longest - 1]}" if longest > 0 else ""
            raise SystemExit(
                f"{self.source}: {lengths[longest]} bars are missing from {where}{before}; found are "
                f"{len(place)} bars from {utc(start)} to {utc(end)} where {count} are needed"
                + (f", and a repair fills at most {LONGEST_REPAIR} in a row" if repair else "")
                + ". Give a file of 5-minute candles that covers these times without a gap"
            )
        if place[0] > 0:
            raise SystemExit(
                f"{self.source}: the bar of {utc(start)}, the first of the window, is missing, and a "
                "repair has no close before it. Start the window earlier or later?"
            )

    def _held_over(self, place, count, start):
        """These bars at their places of a grid, and between them what holds the last close."""
        last = np.zeros(count, dtype=np.int64)
        last[place] = np.arange(len(place))
        last = np.maximum.accumulate(last)
        held = np.ones(count, dtype=bool)
        held[place] = False
        close = self.close[last]
        open_, high, low = (np.where(held, close, c[last]) for c in (self.open, self.high, self.low))
        volume, turnover = (np.where(held, 0.0, c[last]) for c in (self.volume, self.turnover))
        time = start + BAR * np.arange(count)
        return Candles(time, open_, high, low, close, volume, turnover, self.row[last], held, self.source)


def utc(seconds):
    """Unix seconds as people read them."""
    return datetime.fromtimestamp(int(seconds), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_value(path, row, name, text):
    """A number of a row; NaN where the file has none."""
    if text.strip().lower() in MISSING:
        return np.nan
    try:
        value = float(text)
    except ValueError:
        value = np.inf
    if not np.isfinite(value):
        raise SystemExit(f"{path}: row {row}: {name} = {text!r} is not a number")
    return value


def read_row(path, row, cells, index):
    """The values of COLUMNS; refuses a row that is too short or has no time."""
    if len(cells) <= max(index):
        raise SystemExit(f"{path}: row {row} has {len(cells)} columns where its header has more")
    values = [read_value(path, row, name, cells[i]) for name, i in zip(COLUMNS, index)]
    if not float(values[0]).is_integer():
        raise SystemExit(f"{path}: row {row}: ts = {cells[index[0]]!r} is not a time in Unix seconds")
    if abs(values[0]) > LATEST:
        raise SystemExit(
            f"{path}: row {row}: ts = {cells[index[0]]} is no time in Unix seconds (the year would be "
            "after 5000). Does the file count milliseconds or microseconds?"
        )
    return values


def read_candles(path):
    """Reads a CSV (plain or .gz) with the columns of Binance's klines; see COLUMNS."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise SystemExit(f"{path}: no column {', '.join(missing)}; found {', '.join(header)}")
        index = [header.index(name) for name in COLUMNS]
        table = [read_row(path, row, cells, index) for row, cells in enumerate(rows, start=1)]
    columns = np.array(table, dtype=float).reshape(-1, len(COLUMNS)).T
    time = columns[0].astype(np.int64)
    back = np.flatnonzero(np.diff(time) <= 0)
    if len(back):
        raise SystemExit(
            f"{path}: ts does not increase: row {back[0] + 2} ({utc(time[back[0] + 1])}) follows row "
            f"{back[0] + 1} ({utc(time[back[0]])}). Sort the file by ts?"
        )
    return Candles(time, *columns[1:], row=np.arange(1, len(time) + 1), source=str(path))


def realised_volatility(candles):
    """Annualised root of the mean squared log return from close to close, mean taken as 0.

    A year is 365 days. Andersen & Bollerslev 1998, the realised variance estimator.
    """
    returns = np.diff(np.log(candles.close))
    return float(np.sqrt(np.mean(returns**2) * (365 * DAY / BAR)))
