"""model.md 4, frozen: fuel on a grid of log distance from spot, and its prefix sums."""

from dataclasses import dataclass, field

import numpy as np

H = 2.0**-10  # grid spacing h of log distance
K = 819  # grid points are k = -K..K
UNIT = 1.0 / 16.0  # fuel is kept as integers of this many USD
LONG, SHORT = 1, -1


@dataclass
class Side:
    """One side: integer fuel per grid point (index k + K), and what is not in the book [USD]."""

    fuel: np.ndarray = field(default_factory=lambda: np.zeros(2 * K + 1, dtype=np.int64))
    off_grid: float = 0.0
    wrong_side: float = 0.0
    not_liquidatable: float = 0.0

    def total(self):
        return self.fuel.sum() * UNIT


class Book:
    """Both sides, and the prefix sums that a path reads (model.md 4, frozen)."""

    def __init__(self, longs, shorts):
        self.longs, self.shorts = longs, shorts
        # long_below[j + K]: fuel of the longs with k < j, j = -K..0
        below = np.concatenate([[0], np.cumsum(longs.fuel[:K])])
        # short_up_to[j]: fuel of the shorts with k <= j, j = 0..K
        above = np.concatenate([[0], np.cumsum(shorts.fuel[K + 1 :])])
        self.long_below = below * UNIT
        self.short_up_to = above * UNIT

    def longs_between(self, new_end, end):
        """Fuel [USD] of the longs with new_end <= k < end."""
        return self.long_below[end + K] - self.long_below[new_end + K]

    def shorts_between(self, start, new_start):
        """Fuel [USD] of the shorts with start < k <= new_start."""
        return self.short_up_to[new_start] - self.short_up_to[start]


def place(side_of_book, side, log_price, usd):
    """Puts `usd` of fuel at the log distance `log_price` of its liquidation price (model.md 4).

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
            side_of_book.fuel[(k if k != 0 else -side) + K] += share


def branching_ratio(book, impact, market_fraction, mark_pass_through):
    """n(u) = omega phi ell(u) / (W D'(u')), W = 1 (model.md 6).

    u' = max(h, D^-1(phi times the fuel between spot and u, both ends included)).
    Returns the arrays n below spot (k = -1..-K) and above spot (k = 1..K).
    """
    profile = []
    for fuel, d1 in (
        (book.longs.fuel[:K][::-1], impact.bid),
        (book.shorts.fuel[K + 1 :], impact.ask),
    ):
        fuel = fuel * UNIT
        reached = market_fraction * np.cumsum(fuel)
        u = np.maximum(H, 0.01 * (reached / d1) ** (1 / impact.exponent))
        slope = impact.exponent * d1 / 0.01 * (u / 0.01) ** (impact.exponent - 1)
        profile.append(mark_pass_through * market_fraction * fuel / H / slope)
    return profile
