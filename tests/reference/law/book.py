"""models/law.md 4: fuel on a grid of log distance from spot; the frozen book.

A book of paths knows the next levels of every path (`levels`), answers, for the marks of some
paths, what they newly reach (`reached`) as a Bundle, takes it out (`take`), knows what is alive,
and can be deleveraged. The frozen one is here, the living one in living.py.
"""

from dataclasses import dataclass, field

import numpy as np

H = 2.0**-10  # grid spacing h of log distance
K = 819  # grid points are k = -K..K
UNIT = 1.0 / 16.0  # fuel is kept as integers of this many USD
LONG, SHORT = 1, -1
GRID = np.arange(-K, K + 1) * H  # g_k


@dataclass
class Side:
    """One side: integer fuel per grid point (index k + K), and what is not in the book [USD]."""

    fuel: np.ndarray = field(default_factory=lambda: np.zeros(2 * K + 1, dtype=np.int64))
    # units of fuel times the log gap from liquidation to bankruptcy price
    gap_fuel: np.ndarray = field(default_factory=lambda: np.zeros(2 * K + 1))
    off_grid: float = 0.0
    wrong_side: float = 0.0
    not_liquidatable: float = 0.0

    def total(self):
        return self.fuel.sum() * UNIT

    def gap(self):
        """The fuel-weighted log gap of every bucket; 0 of an empty one."""
        return np.divide(self.gap_fuel, self.fuel, where=self.fuel > 0, out=np.zeros(2 * K + 1))


class Book:
    """Both sides of the snapshot."""

    def __init__(self, longs, shorts):
        self.longs, self.shorts = longs, shorts


@dataclass
class Bundle:
    """Sums over some buckets of each path, of the longs (row 0) and the shorts (row 1)."""

    fuel: np.ndarray  # [USD], (2, paths)
    coins: np.ndarray  # fuel/p in coins times S0, p = S0 exp(g_k)
    bankrupt: np.ndarray  # the same coins at their bankruptcy prices [USD]: fuel exp(-s gap)


def weights(fuel, gap, side, log_price=GRID):
    """Fuel, coins and value at bankruptcy of buckets, as rows."""
    return np.array([fuel, fuel * np.exp(-log_price), fuel * np.exp(-side * gap)])


def long_end_at(mark):
    """Longs with k >= this are reached (g_k >= m)."""
    return np.maximum(np.ceil(mark / H), -K).astype(np.int64)


def of_sides(mark):
    """The mark of the longs and that of the shorts: one for both, or one for each."""
    return mark if mark.ndim == 2 else (mark, mark)


def short_start_at(mark):
    """Shorts with k <= this are reached (g_k <= m)."""
    return np.minimum(np.floor(mark / H), K).astype(np.int64)


class FrozenBook:
    """Alive are the longs below and the shorts above an index each (models/law.md 4, frozen)."""

    def __init__(self, book, n_paths):
        longs = weights(book.longs.fuel * UNIT, book.longs.gap(), LONG)
        shorts = weights(book.shorts.fuel * UNIT, book.shorts.gap(), SHORT)
        # long_below[:, j + K]: sums over the longs with k < j, j = -K..0
        self.long_below = np.pad(np.cumsum(longs[:, :K], axis=1), ((0, 0), (1, 0)))
        # short_up_to[:, j]: sums over the shorts with 0 < k <= j, j = 0..K
        self.short_up_to = np.pad(np.cumsum(shorts[:, K + 1 :], axis=1), ((0, 0), (1, 0)))
        self.long_end = np.zeros(n_paths, dtype=np.int64)  # longs with k < long_end are alive
        self.short_start = np.zeros(n_paths, dtype=np.int64)  # shorts with k > it are alive
        # filled_below[j + K]: the highest g_k, k < j, with longs; filled_above[j]: the lowest, k > j, with shorts
        below = np.where(longs[0, :K] > 0, GRID[:K], -np.inf)
        self.filled_below = np.concatenate([[-np.inf], np.maximum.accumulate(below)])
        above = np.where(shorts[0, K + 1 :] > 0, GRID[K + 1 :], np.inf)
        self.filled_above = np.concatenate([np.minimum.accumulate(above[::-1])[::-1], [np.inf]])
        # the next grid point with longs and that with shorts of every path; infinitely far where none is left
        self.levels = [np.full(n_paths, side) for side in (self.filled_below[K], self.filled_above[0])]
        self.survival = np.ones((2, n_paths))  # what deleveraging left of either side

    def touched(self, mark):
        return (mark <= self.levels[0]) | (mark >= self.levels[1])

    def ends(self, paths, mark):
        """The ends of the alive book without the longs g_k >= m and the shorts g_k <= m."""
        low, high = of_sides(mark)
        long_end = np.minimum(self.long_end[paths], long_end_at(low))
        short_start = np.maximum(self.short_start[paths], short_start_at(high))
        return long_end, short_start

    def reached(self, paths, mark):
        return self.between(paths, *self.ends(paths, mark))

    def between(self, paths, end, start):
        """What is alive from either end of the book to new ends."""
        below, up_to = self.long_below, self.short_up_to
        longs = below.take(self.long_end[paths] + K, axis=1) - below.take(end + K, axis=1)
        shorts = up_to.take(start, axis=1) - up_to.take(self.short_start[paths], axis=1)
        survival = self.survival[:, paths]
        return Bundle(*(np.array(sums) * survival for sums in zip(longs, shorts)))

    def take(self, paths, mark):
        """What the marks newly reach, and it is gone."""
        end, start = self.ends(paths, mark)
        bundle = self.between(paths, end, start)
        self.long_end[paths], self.short_start[paths] = end, start
        self.levels[0][paths], self.levels[1][paths] = self.filled_below[end + K], self.filled_above[start]
        return bundle

    def alive(self):
        """Alive fuel of both sides [USD], (2, paths)."""
        longs = self.long_below[0, self.long_end + K]
        shorts = self.short_up_to[0, -1] - self.short_up_to[0, self.short_start]
        return np.stack([longs, shorts]) * self.survival

    def deleverage(self, row, paths, kept):
        """Only the share `kept` of that side's alive fuel stays, in every bucket alike."""
        self.survival[row, paths] *= kept

    def end_step(self, step, close, mark):
        """Positions neither close nor open by themselves."""


def place(side_of_book, side, log_price, usd, gap=0.0):
    """Puts `usd` of fuel at the log distance `log_price` of its liquidation price (models/law.md 4).

    Split linearly between the neighbouring grid points; the share of g_0 goes to g_-1 (longs) or
    g_1 (shorts). The upper share is rounded to 1/16 USD, the lower is the rest: the sum is kept.
    """
    if not np.isfinite(log_price) or abs(log_price) > K * H:
        side_of_book.off_grid += usd
        return
    if side * log_price >= 0:
        side_of_book.wrong_side += usd
        return
    units = round(usd / UNIT)
    lower = int(np.floor(log_price / H))
    upper_units = round(units * (log_price / H - lower))
    for k, share in ((lower, units - upper_units), (lower + 1, upper_units)):
        if share:
            k = k if k != 0 else -side
            side_of_book.fuel[k + K] += share
            side_of_book.gap_fuel[k + K] += share * gap


def branching_ratio(book, impact, market_fraction, mark_pass_through):
    """n(u) = omega phi ell(u) / (W D'(u')), W = 1 (models/law.md 6).

    u' = max(h, D^-1(phi times the fuel between spot and u, both ends included)).
    Returns the arrays n below spot (k = -1..-K) and above spot (k = 1..K).
    """
    profile = []
    for fuel, depth in (
        (book.longs.fuel[:K][::-1], impact.bid),
        (book.shorts.fuel[K + 1 :], impact.ask),
    ):
        fuel = fuel * UNIT
        u = np.maximum(H, depth.inverse(market_fraction * np.cumsum(fuel)))
        profile.append(mark_pass_through * market_fraction * fuel / H / depth.slope(u))
    return profile
