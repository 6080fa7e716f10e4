"""models/law.md 4, living: positions also close by themselves and new ones open, in classes of a turnover each."""

from dataclasses import dataclass

import numpy as np

from .book import GRID, LONG, SHORT, UNIT, Book, Bundle, H, K, long_end_at, of_sides, short_start_at, weights

SIDES = (LONG, SHORT)
OUTWARD = (-1, 1)  # the way from the edge of the longs to further ones, and of the shorts
AHEAD = np.arange(16)  # so many buckets are looked at together for the next one with fuel
BUCKETS = 2 * K + 1  # of a side
LEVELS = np.concatenate([[-np.inf], GRID, [np.inf]])  # g_k at k + K + 1; infinitely far off the grid
SMALLEST_FACTOR = 1e-100  # of the lazily applied f
FURTHEST_ENTRY = 1640  # grid points from spot
LEAST_SHARE = 2.0**-24  # of the fuel of a side of a class; less does not open
MOST_CLASSES = 8


def split(z):
    """A number between two whole ones: both, with the shares that keep its mean."""
    lower = np.floor(z)
    return (lower.astype(np.int64), 1 - (z - lower)), (lower.astype(np.int64) + 1, z - lower)


def whole_openings(share, target):
    """N0, how many units open first, and 2^-G, at which worth all is counted anew (8)."""
    all_bits = int(np.floor(np.log2(1.5e9 * share)))
    bits = min(max(all_bits - 15, min(9, all_bits - 1)), 14, 29 + int(np.floor(np.log2(target * share))))
    return 2.0**bits, 2.0 ** (bits - all_bits)


@dataclass(frozen=True)
class Inflow:
    """New positions of one side of a class: its leverage mix, a cell per venue and leverage."""

    offsets: np.ndarray  # ln(P_liq/entry)
    shares: np.ndarray  # of the inflow; they sum to 1, or there are none
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
class LivingClass:
    """Positions of some leverages, of both sides, that are held for alike times."""

    book: Book  # theirs at t = 0
    turnover: float  # seconds; infinity: never
    target: tuple  # of the fuel on the grid at t = 0, longs and shorts
    inflow: tuple  # of Inflow, longs and shorts


@dataclass(frozen=True)
class Living:
    """[book]; `refresh` in seconds, `refresh_steps` in steps."""

    refresh: float
    refresh_steps: int
    classes: tuple  # of LivingClass
    refill: str = "closings"  # or "target"
    in_units: bool = True  # what opens is a whole number of units (8); False: exactly H (1 - f)

    def __post_init__(self):
        if self.refill not in ("closings", "target"):
            raise ValueError(f"[book] refill {self.refill} is not transcribed")
        if not 1 <= len(self.classes) <= MOST_CLASSES:
            raise ValueError(f"a living book has 1 to {MOST_CLASSES} classes, not {len(self.classes)}")

    def kept(self):
        """f = exp(-refresh/turnover) of every class."""
        return np.array([np.exp(-self.refresh / c.turnover) for c in self.classes])


class LivingBook:
    """Every bucket of every class on every path.

    Arrays of fuel are (classes, paths, buckets), one a side. Fuel alive is the class's `factor` times `fuel`: f is
    applied lazily. The edges are those of all classes together, as a mark reaches a bucket of every class at once.
    """

    def __init__(self, living, n_paths):
        self.living = living
        sides = [[c.book.longs for c in living.classes], [c.book.shorts for c in living.classes]]
        self.factor = np.ones(len(living.classes))
        self.fuel = [np.stack([np.tile(s.fuel * UNIT, (n_paths, 1)) for s in classes]) for classes in sides]
        self.gap_fuel = [np.stack([np.tile(s.gap_fuel * UNIT, (n_paths, 1)) for s in classes]) for classes in sides]
        occupied = [np.flatnonzero(sum(s.fuel for s in classes)) - K for classes in sides]
        # the highest k with longs and the lowest with shorts, -K - 1 and K + 1 of an empty side; and their grid points
        first = occupied[0].max(initial=-K - 1), occupied[1].min(initial=K + 1)
        self.edge = [np.full(n_paths, k, dtype=np.int64) for k in first]
        self.levels = [np.full(n_paths, LEVELS[k + K + 1]) for k in first]
        # of every class (classes, 2, paths): alive fuel, carried along, and H, what the side is held at
        fuel = np.array([[[s.total()] for s in classes] for classes in sides]).swapaxes(0, 1)
        target = np.array([c.target for c in living.classes])[:, :, None]
        self.total, self.held = fuel * np.ones(n_paths), target * fuel * np.ones(n_paths)
        self.first = self.total.sum(axis=0)
        self.held_first = self.held.copy()
        self.worth = np.ones_like(self.held)  # of a unit of what opens (8)
        self.flows = {
            name: np.zeros((2, n_paths))
            for name in ("opened", "closed", "liquidated", "deleveraged", "inflow_off_grid")
        }

    def touched(self, mark):
        return (mark <= self.levels[0]) | (mark >= self.levels[1])

    def at(self, amounts, paths, k):
        """Some buckets of every class, (classes, ...)."""
        return amounts.reshape(len(amounts), -1).take(paths * BUCKETS + (k + K), axis=1)

    def find_edge(self, row, paths, k):
        """The edge of one side is the first bucket with fuel of any class from k outwards."""
        seeking = (np.abs(k) <= K).nonzero()[0]
        while seeking.size:
            ahead = k[seeking, None] + OUTWARD[row] * AHEAD
            within = np.minimum(np.maximum(ahead, -K), K)  # the last bucket again and again, where the grid ends
            filled = (self.at(self.fuel[row], paths[seeking, None], within) > 0).any(axis=0)
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
        return self.sums(paths, [self.buckets(paths, mark, row) for row in (0, 1)])[0]

    def sums(self, paths, buckets):
        """Of some buckets of each side, as `buckets` finds them: all classes together, and the fuel of each."""
        sums, fuel_of = np.zeros((3, 2, paths.size)), np.zeros((self.factor.size, 2, paths.size))
        for row, (which, k) in enumerate(buckets):
            if which.size == 0:
                continue
            fuel, gap_fuel = (self.at(amounts[row], paths[which], k) for amounts in (self.fuel, self.gap_fuel))
            gap = np.divide(gap_fuel, fuel, where=fuel > 0, out=np.zeros(fuel.shape))
            fuel, *others = weights(self.factor[:, None] * fuel, gap, SIDES[row], k * H)
            for c, of_class in enumerate(fuel):
                fuel_of[c, row] = np.bincount(which, of_class, paths.size)
            sums[0, row] = fuel_of[:, row].sum(axis=0)
            for i, of_classes in enumerate(others):
                sums[i + 1, row] = np.bincount(which, of_classes.sum(axis=0), paths.size)
        return Bundle(*sums), fuel_of

    def take(self, paths, mark):
        """What the marks newly reach, and it is gone."""
        buckets = [self.buckets(paths, mark, row) for row in (0, 1)]
        bundle, fuel_of = self.sums(paths, buckets)
        self.total[:, :, paths] -= fuel_of
        self.flows["liquidated"][:, paths] += bundle.fuel
        for row, (which, k) in enumerate(buckets):
            if which.size:
                self.not_replaced(row, paths, fuel_of[:, row])
                for amounts in (self.fuel[row], self.gap_fuel[row]):
                    amounts[:, paths[which], k + K] = 0
                self.find_edge(row, paths, self.edge[row][paths])
        return bundle

    def not_replaced(self, row, paths, fuel_of):
        """H falls by what owners did not close themselves."""
        if self.living.refill == "closings":
            self.held[:, row, paths] = np.maximum(self.held[:, row, paths] - fuel_of, 0)

    def alive(self):
        return self.total.sum(axis=0)

    def buckets_of(self, row):
        """Alive fuel and fuel times gap of every bucket of one side, (classes, paths, buckets) each."""
        return self.factor[:, None, None] * self.fuel[row], self.factor[:, None, None] * self.gap_fuel[row]

    def counted(self):
        """Alive fuel, added up over the buckets and the classes."""
        return np.stack([self.factor @ fuel.sum(axis=2) for fuel in self.fuel])

    def deleverage(self, row, paths, kept):
        """The same share of every class."""
        closed = self.total[:, row, paths] * (1 - kept)
        self.flows["deleveraged"][row, paths] += closed.sum(axis=0)
        self.total[:, row, paths] -= closed
        self.not_replaced(row, paths, closed)
        self.worth[:, row, paths] *= np.where(kept > 0, kept, 1)
        for amounts in (self.fuel[row], self.gap_fuel[row]):
            amounts[:, paths] *= kept[:, None]
        self.find_edge(row, paths, self.edge[row][paths])  # where nothing is kept

    def end_step(self, step, close, mark):
        """Refreshes the book if it is due; `close` and `mark` are P and m of the last visit."""
        if step == 0 or step % self.living.refresh_steps:
            return
        for c, kept in enumerate(self.living.kept()):
            if kept < 1:
                self.close_positions(c, kept)
                for row in (0, 1):
                    self.open_positions(c, row, close, mark, 1 - kept)

    def close_positions(self, c, kept):
        self.flows["closed"] += self.total[c] * (1 - kept)
        self.total[c] *= kept
        self.factor[c] *= kept
        self.worth[c] *= kept
        if self.factor[c] < SMALLEST_FACTOR:
            for amounts in (*self.fuel, *self.gap_fuel):
                amounts[c] *= self.factor[c]
            self.factor[c] = 1.0

    def open_positions(self, c, row, close, mark, share):
        """H (1 - f) of a class, entered at the close; beyond the mark is one bucket further."""
        of_class = self.living.classes[c]
        if share < LEAST_SHARE or of_class.target[row] * share < LEAST_SHARE:
            return
        usd = self.opening(c, row, share)
        off_grid = np.abs(close / H) > FURTHEST_ENTRY
        distances = of_class.inflow[row].on_grid()
        for entered, entered_share in split(close / H):
            for distance, (part, gap) in distances.items():
                amount = usd * entered_share * part
                self.open_bucket(c, row, entered + distance, amount, gap, mark, off_grid)

    def opening(self, c, row, share):
        """H (1 - f), a whole number of units."""
        if not self.living.in_units:
            return self.held[c, row] * share
        first, least = whole_openings(share, self.living.classes[c].target[row])
        worth, held = self.worth[c, row], self.held_first[c, row]
        while (worn := worth < least).any():
            worth[worn] /= least
        whole = np.rint(first * np.divide(self.held[c, row], held, where=held > 0, out=np.zeros_like(held)) / worth)
        return whole * worth / first * held * share

    def open_bucket(self, c, row, k, usd, gap, mark, off_grid):
        beyond = np.abs(k) > K
        if row == 0:
            k = np.minimum(k, np.ceil(mark / H).astype(np.int64) - 1)
        else:
            k = np.maximum(k, np.floor(mark / H).astype(np.int64) + 1)
        off_grid = off_grid | beyond | (np.abs(k) > K)
        self.flows["inflow_off_grid"][row] += np.where(off_grid, usd, 0.0)
        usd = np.where(off_grid, 0.0, usd)
        self.flows["opened"][row] += usd
        self.total[c, row] += usd
        at = np.arange(k.size), np.clip(k, -K, K) + K
        self.fuel[row][c][at] += usd / self.factor[c]
        self.gap_fuel[row][c][at] += usd / self.factor[c] * gap
        further = np.maximum if row == 0 else np.minimum
        self.edge[row] = np.where(usd > 0, further(self.edge[row], k), self.edge[row])
        self.levels[row] = LEVELS[self.edge[row] + K + 1]

    def all_flows(self):
        """USD, (2, paths) each: initial + opened = closed + liquidated + deleveraged + alive."""
        return {"initial": self.first, **self.flows, "alive": self.counted()}
