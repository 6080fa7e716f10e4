"""models/law.md 6, point 3: the least fixed point of a cascade, reached by rounds."""

from dataclasses import dataclass

import numpy as np

from .impact import displacement
from .walls import Walls
from .waterfall import cash_of_round


@dataclass(frozen=True)
class CascadeRule:
    enabled: bool = True
    market_fraction: float = 1.0  # phi
    mark_pass_through: float = 1.0  # omega
    max_rounds: int = 256


class Pressure:
    """What forced orders did to each path so far (arrays over paths)."""

    def __init__(self, n_paths, impact):
        self.impact = impact
        self.imbalance = np.zeros(n_paths)  # E [USD]
        self.permanent = np.zeros(n_paths)  # I_perm
        self.displaced = np.zeros(n_paths)  # I at the visit in progress, or the last one
        self.log_depth_left = np.zeros(n_paths)  # ln W
        self.elastic = np.ones(n_paths)  # (v/theta)^(-gamma/2)
        self.walls = Walls(impact.walls, n_paths) if impact.walls else None
        self.step_fuel = np.zeros((2, n_paths))  # removed in this step, longs and shorts [USD]
        self.step_cash = np.zeros((2, n_paths))  # of their liquidation [USD]
        self.exhausted = np.zeros(n_paths, dtype=np.int64)  # visits at which max_rounds left a rest

    def disp(self, x, paths):
        """disp(E) of some paths at the fundamental log prices `x`."""
        share = np.exp(self.log_depth_left[paths]) * self.elastic[paths]
        return displacement(self.imbalance[paths], share, self.impact, x, self.walls, paths)

    def displace(self, x, paths):
        """I = I_perm + (1 - pi) disp(E) (models/law.md 5)."""
        share = 1 - self.impact.permanent_share
        self.displaced[paths] = self.permanent[paths] + share * self.disp(x, paths)

    def note_walls(self, x, paths):
        """What the imbalances of this visit use of the walls."""
        share = np.exp(self.log_depth_left[paths]) * self.elastic[paths]
        e = self.imbalance[paths]
        for at, depth, bid in (
            (np.flatnonzero(e >= 1.0), self.impact.bid, True),
            (np.flatnonzero(e <= -1.0), self.impact.ask, False),
        ):
            usd = np.abs(e[at]) / share[at]
            self.walls.note(usd, x[at], depth, bid, paths[at])


def execute_round(pressure, paths, x, bundle, rule):
    """E <- E + phi (fuel_long - fuel_short), then I_perm and I follow (models/law.md 5 and 6.3)."""
    displaced_before = pressure.displaced[paths]
    before = pressure.disp(x, paths)
    pressure.imbalance[paths] += rule.market_fraction * (bundle.fuel[0] - bundle.fuel[1])
    after = pressure.disp(x, paths)
    share = pressure.impact.permanent_share
    pressure.permanent[paths] += share * (after - before)
    pressure.displaced[paths] = pressure.permanent[paths] + (1 - share) * after
    pressure.step_fuel[:, paths] += bundle.fuel
    pressure.step_cash[:, paths] += cash_of_round(
        bundle, x, displaced_before, pressure.displaced[paths], rule.market_fraction
    )


def settle(x, made, pressure, book, rule):
    """Settles the cascade of the paths `made` at their fundamental log prices (models/law.md 6.3).

    All buckets newly reached by one m = X + omega I form one round. Rounds stop when no fuel is
    newly reached, or after `max_rounds`, which is counted where fuel was still reached.
    """
    if pressure.walls:  # then I depends on X
        everyone = np.flatnonzero(made)
        pressure.displace(x[everyone], everyone)
    mark = x + rule.mark_pass_through * pressure.displaced
    paths = np.flatnonzero(made & book.touched(mark))
    rounds = 0
    while paths.size:
        mark = x[paths] + rule.mark_pass_through * pressure.displaced[paths]
        bundle = book.reached(paths, mark)
        more = bundle.fuel.sum(axis=0) > 0
        if rounds == rule.max_rounds:
            pressure.exhausted[paths[more]] += 1
            break
        book.remove(paths, mark)
        paths = paths[more]
        execute_round(pressure, paths, x[paths], bundle.of(more), rule)
        rounds += 1
    if pressure.walls:
        pressure.note_walls(x[everyone], everyone)
