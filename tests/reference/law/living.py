"""models/law.md 4, living: positions also close by themselves and new ones open."""

from dataclasses import dataclass

import numpy as np

from .book import GRID, LONG, SHORT, UNIT, Bundle, H, K, long_end_at, of_sides, short_start_at, weights

SIDES = (LONG, SHORT)
OUTWARD = (-1, 1)  # the way from the edge of the longs to further ones, and of the shorts
AHEAD = np.arange(16)  # so many buckets are looked at together for the next one with fuel
LEVELS = np.concatenate([[-np.inf], GRID, [np.inf]])  # g_k at k + K + 1; infinitely far off the grid
SMALLEST_FACTOR = 1e-100  # of the lazily applied f
FURTHEST_ENTRY = 1640  # grid points from spot
LEAST_SHARE = 2.0**-24  # of a side's fuel; less does not open


def split(z):
    """A number between two whole ones: both, with the shares that keep its mean."""
    lower = np.floor(z)
    return (lower.astype(np.int64), 1 - (z - lower)), (lower.astype(np.int64) + 1, z - lower)


@dataclass(frozen=True)
class Inflow:
    """New positions of one side: its leverage mix, a cell per venue and leverage."""

    offsets: np.ndarray  # ln(P_liq/entry)
    shares: np.ndarray  # of the side's inflow; they sum to 1
    gaps: np.ndarray  # log gap from liquidation to bankruptcy price

    def on_grid(self):
        """{distance from the entry in grid points: (share, mean gap)}."""
        found = {}
        for offset, share, gap in zip(self.offsets, self.shares, self.gaps):
            for distance, part in split(offset / H):
                before, gap_before = found.get(int(distance), (0.0, 0.0))
                found[int(distance)] = before + share * part, gap_before + share * part * gap
        return {d: (share, gap / share) for d, (share, gap) in found.items() if share > 0}


@dataclass(frozen=True)
class Living:
    """[book]; `turnover` and `refresh` in seconds, `refresh_steps` in steps."""

    refresh: float
    refresh_steps: int
    turnover: float  # infinity: never
    target: tuple  # of the fuel alive at t = 0, longs and shorts
    inflow: tuple  # of Inflow, longs and shorts

    def kept(self):
        """f = exp(-refresh/turnover)."""
        return np.exp(-self.refresh / self.turnover)


class LivingBook:
    """Every bucket of every path. Fuel alive is `factor` times `fuel`: f is applied lazily."""

    def __init__(self, book, living, n_paths):
        self.living = living
        sides = (book.longs, book.shorts)
        self.factor = 1.0
        self.fuel = [np.tile(s.fuel * UNIT, (n_paths, 1)) for s in sides]
        self.gap_fuel = [np.tile(s.gap_fuel * UNIT, (n_paths, 1)) for s in sides]
        occupied = [np.flatnonzero(s.fuel) - K for s in sides]
        # the highest k with longs and the lowest with shorts, -K - 1 and K + 1 of an empty side; and their grid points
        first = occupied[0].max(initial=-K - 1), occupied[1].min(initial=K + 1)
        self.edge = [np.full(n_paths, k, dtype=np.int64) for k in first]
        self.levels = [np.full(n_paths, LEVELS[k + K + 1]) for k in first]
        self.first = np.array([[s.total()] for s in sides]) * np.ones(n_paths)
        self.total = self.first.copy()  # alive of either side, carried along
        self.flows = {
            name: np.zeros((2, n_paths))
            for name in ("opened", "closed", "liquidated", "deleveraged", "inflow_off_grid")
        }

    def touched(self, mark):
        return (mark <= self.levels[0]) | (mark >= self.levels[1])

    def find_edge(self, row, paths, k):
        """The edge of one side is the first bucket with fuel from k outwards."""
        seeking = (np.abs(k) <= K).nonzero()[0]
        while seeking.size:
            ahead = k[seeking, None] + OUTWARD[row] * AHEAD
            within = np.minimum(np.maximum(ahead, -K), K)  # the last bucket again and again, where the grid ends
            filled = self.fuel[row][paths[seeking, None], within + K] > 0
            found = filled.any(axis=1)
            k[seeking] += OUTWARD[row] * np.where(found, filled.argmax(axis=1), AHEAD.size)
            seeking = seeking[~(found | (np.abs(k[seeking]) > K))]
        k = np.minimum(np.maximum(k, -K - 1), K + 1)
        self.edge[row][paths], self.levels[row][paths] = k, LEVELS[k + K + 1]

    def buckets(self, paths, mark, row):
        """The buckets of one side from its edge to the mark: (which of `paths`, k), one a line."""
        edge, mark = self.edge[row][paths], of_sides(mark)[row]
        if row == 0:
            counts = edge - long_end_at(mark) + 1
        else:
            counts = short_start_at(mark) - edge + 1
        counts = np.maximum(counts, 0)
        which = np.arange(paths.size).repeat(counts)
        steps = np.arange(which.size) - (counts.cumsum() - counts).repeat(counts)
        return which, edge[which] + OUTWARD[row] * steps

    def reached(self, paths, mark):
        return self.sums(paths, [self.buckets(paths, mark, row) for row in (0, 1)])

    def sums(self, paths, buckets):
        """Of some buckets of each side, as `buckets` finds them."""
        sums = np.zeros((3, 2, paths.size))
        for row, (which, k) in enumerate(buckets):
            if which.size == 0:
                continue
            at = paths[which], k + K
            fuel, gap_fuel = self.fuel[row][at], self.gap_fuel[row][at]
            gap = np.divide(gap_fuel, fuel, where=fuel > 0, out=np.zeros(fuel.size))
            for i, amounts in enumerate(weights(self.factor * fuel, gap, SIDES[row], k * H)):
                sums[i, row] = np.bincount(which, amounts, paths.size)
        return Bundle(*sums)

    def take(self, paths, mark):
        """What the marks newly reach, and it is gone."""
        buckets = [self.buckets(paths, mark, row) for row in (0, 1)]
        bundle = self.sums(paths, buckets)
        self.total[:, paths] -= bundle.fuel
        self.flows["liquidated"][:, paths] += bundle.fuel
        for row, (which, k) in enumerate(buckets):
            if which.size:
                at = paths[which], k + K
                self.fuel[row][at] = 0
                self.gap_fuel[row][at] = 0
                self.find_edge(row, paths, self.edge[row][paths])
        return bundle

    def alive(self):
        return self.total

    def counted(self):
        """Alive fuel, added up over the buckets."""
        return np.stack([self.factor * fuel.sum(axis=1) for fuel in self.fuel])

    def deleverage(self, row, paths, kept):
        closed = self.total[row, paths] * (1 - kept)
        self.flows["deleveraged"][row, paths] += closed
        self.total[row, paths] -= closed
        for amounts in (self.fuel[row], self.gap_fuel[row]):
            amounts[paths] *= kept[:, None]
        self.find_edge(row, paths, self.edge[row][paths])  # where nothing is kept

    def end_step(self, step, close, mark):
        """Refreshes the book if it is due; `close` and `mark` are P and m of the last visit."""
        kept = self.living.kept()
        if step == 0 or step % self.living.refresh_steps or kept == 1:
            return
        self.flows["closed"] += self.total * (1 - kept)
        self.total *= kept
        self.factor *= kept
        if self.factor < SMALLEST_FACTOR:
            for amounts in (*self.fuel, *self.gap_fuel):
                amounts *= self.factor
            self.factor = 1.0
        for row in (0, 1):
            self.open_positions(row, close, mark, 1 - kept)

    def open_positions(self, row, close, mark, share):
        """target (1 - f), entered at the close; beyond the mark is one bucket further."""
        if share < LEAST_SHARE or self.living.target[row] * share < LEAST_SHARE:
            return
        usd = self.living.target[row] * self.first[row] * share
        off_grid = np.abs(close / H) > FURTHEST_ENTRY
        for entered, entered_share in split(close / H):
            for distance, (part, gap) in self.living.inflow[row].on_grid().items():
                amount = usd * entered_share * part
                self.open_bucket(row, entered + distance, amount, gap, mark, off_grid)

    def open_bucket(self, row, k, usd, gap, mark, off_grid):
        beyond = np.abs(k) > K
        if row == 0:
            k = np.minimum(k, np.ceil(mark / H).astype(np.int64) - 1)
        else:
            k = np.maximum(k, np.floor(mark / H).astype(np.int64) + 1)
        off_grid = off_grid | beyond | (np.abs(k) > K)
        self.flows["inflow_off_grid"][row] += np.where(off_grid, usd, 0.0)
        usd = np.where(off_grid, 0.0, usd)
        self.flows["opened"][row] += usd
        self.total[row] += usd
        at = np.arange(k.size), np.clip(k, -K, K) + K
        self.fuel[row][at] += usd / self.factor
        self.gap_fuel[row][at] += usd / self.factor * gap
        further = np.maximum if row == 0 else np.minimum
        self.edge[row] = np.where(usd > 0, further(self.edge[row], k), self.edge[row])
        self.levels[row] = LEVELS[self.edge[row] + K + 1]

    def all_flows(self):
        """USD, (2, paths) each: initial + opened = closed + liquidated + deleveraged + alive."""
        return {"initial": self.first, **self.flows, "alive": self.counted()}
