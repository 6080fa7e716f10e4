"""Reads a market snapshot (host/interface.md): spot, the book, depth, history and the fund."""

from dataclasses import dataclass
from datetime import datetime, timezone

import h5py
import numpy as np

from law.book import LONG, SHORT, Book, Side, place
from law.depth import snapshot_depth
from law.events import DAY, Calendar
from law.living import MOST_CLASSES, Inflow, LivingClass
from law.positions import MarginTiers, bankruptcy_gap, fuel, liquidation_price

SIDES = {"long": LONG, "short": SHORT}


@dataclass
class Snapshot:
    spot: float
    book: Book
    positions: "Positions"
    classes: "Classes"
    depth: tuple | None  # bid and ask
    fund: float  # infinity: no limit
    calendar: Calendar | None
    log_returns: np.ndarray | None  # of the history, one a candle from the second on


def read_snapshot(path, spot, declared_shares, open_interest_factor):
    """Under the keys of [market]; `spot` None: the snapshot's; shares of longs and shorts."""
    with h5py.File(path, "r") as file:
        spot = float(file["spot"][()]) if spot is None else spot
        positions = Positions(file, declared_shares, open_interest_factor)
        book, _ = read_book(positions, spot)
        classes = Classes(file)
        depth, calendar, log_returns, fund = None, None, None, np.inf
        if "depth/notional" in file:
            depth = snapshot_depth(file["depth/distance"][:], *read_depth(file))
        if "history/close" in file:
            closes, times = file["history/close"][:], seconds_of(file["history/time"])
            log_returns = np.diff(np.log(closes))
            calendar = daily_closes(closes, times, as_of(file))
        if "margin/insurance_fund" in file:
            fund = float(file["margin/insurance_fund"][:].sum())
    return Snapshot(spot, book, positions, classes, depth, fund, calendar, log_returns)


def texts(dataset):
    return [text.decode() for text in dataset[:]]


class Positions:
    """/positions and /margin, with the shares that can be liquidated."""

    def __init__(self, file, declared_shares, open_interest_factor):
        self.interest = file["positions/open_interest"][:] * open_interest_factor
        self.sides = texts(file["positions/side"])
        self.entries = file["positions/entry_price"][:]
        self.leverages = file["positions/leverage"][:]
        self.margins = read_margins(file, self.interest.shape[1])
        self.sizes, share = None, np.ones(self.interest.shape[:2])
        if "positions/position_notional" in file:
            self.sizes = file["positions/position_notional"][:]
        if "positions/liquidatable_share" in file:
            share = file["positions/liquidatable_share"][:]
        declared = dict(zip(("long", "short"), declared_shares))
        self.share = share * np.array([declared[s] for s in self.sides])[:, None]

    def terms(self, s, v, l, entry):
        """Liquidation price (nan: never) and log gap to bankruptcy of a position of this kind."""
        margin, side = self.margins[v], SIDES[self.sides[s]]
        size = None if self.sizes is None else self.sizes[s, v, l]
        if size is not None and margin.contract == "inverse":
            size = size * entry  # given in coin
        leverage = self.leverages[l]
        price = liquidation_price(side, entry, leverage, margin, size)
        if np.isnan(price):
            return price, 0.0
        return price, bankruptcy_gap(side, entry, leverage, margin.contract, price)


class Classes:
    """What a snapshot of schema 1.1 says of the classes of a living book (models/law.md 4); None where it does not."""

    def __init__(self, file):
        self.members, self.turnovers, self.targets = None, None, None
        if "positions/class" in file:
            numbers = file["positions/class"][:]
            self.members = [np.flatnonzero(numbers == number) for number in np.unique(numbers)]
        if "book/turnover" in file:
            self.turnovers = [float(seconds) for seconds in file["book/turnover"][:]]
        if "book/target" in file:
            sides = texts(file["positions/side"])
            self.targets = file["book/target"][:][[sides.index("long"), sides.index("short")]]  # (side, class)
        for values in (self.turnovers, None if self.targets is None else self.targets[0]):
            if values is not None and len(values) != (1 if self.members is None else len(self.members)):
                raise ValueError("/book has other classes than /positions/class")


def merged(leverages):
    """A class for each leverage, and at most 8: the neighbours that are most alike become one (models/law.md 4)."""
    members = [[l] for l in range(leverages.size)]
    while len(members) > MOST_CLASSES:
        spread = [leverages[b[-1]] / leverages[a[0]] for a, b in zip(members, members[1:])]
        i = int(np.argmin(spread))  # of equals the first
        members[i : i + 2] = [members[i] + members[i + 1]]
    return members


def mean_leverage(positions, members):
    """Of the open interest of a class: what it is divided by its margin."""
    leverages, interest = positions.leverages[members], positions.interest[..., members].sum(axis=(0, 1, 2))
    if interest.sum() == 0:
        return float(np.sqrt(leverages.min() * leverages.max()))
    return float(interest.sum() / (interest / leverages).sum())


def living_class(snapshot, members, turnover, target):
    """The class of some leverages, by their indices."""
    book, cells = read_book(snapshot.positions, snapshot.spot, members)
    inflow = (read_inflow(snapshot.positions, s, snapshot.spot, cells[s]) for s in SIDES)
    return LivingClass(book, turnover, target, tuple(inflow))


def read_margins(file, n_venues):
    """The maintenance tiers of every venue (host/interface.md, /margin)."""
    contracts = ["linear"] * n_venues
    if "margin/contract" in file:
        contracts = texts(file["margin/contract"])
    caps, rates = file["margin/notional_cap"][:], file["margin/maintenance_rate"][:]
    used = np.isfinite(rates)
    return [MarginTiers(contracts[v], caps[v, used[v]], rates[v, used[v]]) for v in range(n_venues)]


def read_book(positions, spot, members=None):
    """The book (models/law.md 3 and 4), and per side the liquidatable fuel of each (venue, leverage).

    `members`: of these leverages alone, by their indices.
    """
    sides = {"long": Side(), "short": Side()}
    cells = {s: np.zeros((len(positions.margins), positions.leverages.size)) for s in sides}
    for s, v, e, l in zip(*np.nonzero(positions.interest)):
        if members is not None and l not in members:
            continue
        name, entry, share = positions.sides[s], positions.entries[e], positions.share[s, v]
        amount = positions.interest[s, v, e, l]
        price, gap = positions.terms(s, v, l, entry)
        log_price = np.nan
        if not np.isnan(price):
            amount = fuel(entry, amount, price, positions.margins[v].contract)
            log_price = np.log(price / spot)
            cells[name][v, l] += amount * share
        sides[name].not_liquidatable += amount * (1 - share)
        place(sides[name], SIDES[name], log_price, amount * share, gap)
    return Book(sides["long"], sides["short"]), cells


def read_inflow(positions, name, spot, cells):
    """The leverage mix of a side's new positions, entered at spot (models/law.md 4, living)."""
    offsets, amounts, gaps = [], [], []
    for v, l in zip(*np.nonzero(cells)):
        price, gap = positions.terms(positions.sides.index(name), v, l, spot)
        if not np.isnan(price):
            offsets.append(np.log(price / spot))
            amounts.append(cells[v, l])
            gaps.append(gap)
    shares = np.array(amounts) / sum(amounts) if amounts else np.zeros(0)
    return Inflow(np.array(offsets), shares, np.array(gaps))


def read_depth(file):
    """Cumulative USD of the bid and of the ask."""
    sides, notional = texts(file["depth/book_side"]), file["depth/notional"][:]
    return notional[sides.index("bid")], notional[sides.index("ask")]


def as_of(file):
    """Seconds since 1970."""
    text = file.attrs["as_of"].replace("Z", "+00:00")
    return datetime.fromisoformat(text).timestamp()


def seconds_of(dataset):
    """A time coordinate in seconds since 1970."""
    unit, _, epoch = dataset.attrs["units"].partition(" since ")
    if unit != "seconds":
        raise ValueError("/history/time is not in seconds")
    start = datetime.fromisoformat(epoch.replace("Z", ""))
    return dataset[:] + start.replace(tzinfo=timezone.utc).timestamp()


def daily_closes(closes, times, now):
    """The close of the last candle of each whole UTC day before `now`; candles begin at `times`."""
    days = np.floor(times / DAY)
    last = np.append(days[1:] != days[:-1], True) & ((days + 1) * DAY <= now)
    return Calendar(closes[last], DAY - now % DAY)
