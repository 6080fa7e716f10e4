"""models/law.md 6, point 3: the least fixed point of a cascade, reached by rounds."""

from dataclasses import dataclass

import numpy as np

from .impact import by_side, displacement, recovered, withdraw
from .walls import Walls
from .waterfall import cash_of_round


@dataclass(frozen=True)
class CascadeRule:
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
        self.largest_displacement = np.zeros(n_paths)  # |I|
        self.temporary = np.zeros(n_paths)  # disp(E) in it
        self.log_depth_left = np.zeros(n_paths)  # ln W
        self.elastic = np.ones(n_paths)  # (v/theta)^(-gamma/2)
        self.walls = Walls(impact.walls, n_paths) if impact.walls else None
        self.step_fuel = np.zeros((2, n_paths))  # removed in this step, longs and shorts [USD]
        self.step_cash = np.zeros((2, n_paths))  # of their liquidation [USD]
        self.exhausted = np.zeros(n_paths, dtype=np.int64)  # visits at which max_rounds left a rest

    def disp(self, x, paths):
        """disp(E) of some paths at the fundamental log prices `x`."""
        return self.disp_of(x, paths, self.imbalance[paths], self.log_depth_left[paths])

    def disp_of(self, x, paths, imbalance, log_depth_left):
        share = np.exp(log_depth_left) * self.elastic[paths]
        return displacement(imbalance, share, self.impact, x, self.walls, paths)

    def impact_after(self, paths, seconds, x):
        """I at the fundamental log prices `x` once time has passed."""
        imbalance = self.imbalance[paths] * np.exp(-seconds / self.impact.resilience)
        left = recovered(self.log_depth_left[paths], seconds, self.impact)
        share = 1 - self.impact.permanent_share
        return self.permanent[paths] + share * self.disp_of(x, paths, imbalance, left)

    def pass_time(self, paths, seconds, x):
        """The imbalance decays and withdrawn depth recovers; I is that at `x`."""
        self.imbalance[paths] *= np.exp(-seconds / self.impact.resilience)
        self.log_depth_left[paths] = recovered(self.log_depth_left[paths], seconds, self.impact)
        self.displace(x, paths)

    def displace(self, x, paths):
        """I = I_perm + (1 - pi) disp(E) (models/law.md 5)."""
        disp = self.disp(x, paths)
        self.temporary[paths] = disp
        self.displaced[paths] = self.permanent[paths] + (1 - self.impact.permanent_share) * disp

    def see_displacement(self, paths):
        """The largest |I| is looked at after settlements and at the ends of steps."""
        seen = np.abs(self.displaced[paths])
        self.largest_displacement[paths] = np.maximum(self.largest_displacement[paths], seen)

    def note_walls(self, x, paths):
        """What the imbalances of this visit use of the walls."""
        share = np.exp(self.log_depth_left[paths]) * self.elastic[paths]
        e = self.imbalance[paths]
        for at, depth, bid in by_side(e, self.impact):
            usd = np.abs(e[at]) / share[at]
            self.walls.note(usd, x[at], depth, bid, paths[at])


def execute_round(pressure, paths, x, bundle, rule):
    """E <- E + phi (fuel_long - fuel_short), then I_perm and I follow (models/law.md 5 and 6.3)."""
    displaced_before, before = pressure.displaced[paths], pressure.temporary[paths]
    pressure.imbalance[paths] += rule.market_fraction * (bundle.fuel[0] - bundle.fuel[1])
    after = pressure.disp(x, paths)
    share = pressure.impact.permanent_share
    pressure.permanent[paths] += share * (after - before)
    pressure.temporary[paths] = after
    pressure.displaced[paths] = pressure.permanent[paths] + (1 - share) * after
    pressure.step_fuel[:, paths] += bundle.fuel
    pressure.step_cash[:, paths] += cash_of_round(
        bundle, x, displaced_before, pressure.displaced[paths], rule.market_fraction
    )


def settle(x, made, pressure, book, rule):
    """Settles the cascade of the paths `made`, of all of them, at their fundamental log prices."""
    paths = made.nonzero()[0]
    settle_some(paths, x[paths], pressure, book, rule)


def settle_some(paths, x, pressure, book, rule, come_to=None):
    """Settles the cascade of some paths at their fundamental log prices (models/law.md 6.3).

    All buckets newly reached by one m = X + omega I form one round. Rounds stop when no fuel is
    newly reached, or after `max_rounds`, which is counted where fuel was still reached. Then the
    orders drive depth away, and rounds begin anew where this reaches more. `come_to`: the marks of
    longs and of shorts that the first round has come to. Returns where rounds were exhausted.
    """
    exhausted = np.zeros(paths.size, dtype=bool)
    if pressure.walls:  # then I depends on X
        pressure.displace(x, paths)
    at = np.arange(paths.size)
    while at.size:
        fuel = np.zeros((2, paths.size))
        run_rounds(at, paths, x, pressure, book, rule, come_to, fuel, exhausted)
        if pressure.impact.sensitivity == 0:
            break
        come_to = None
        at = (fuel[0] + fuel[1] > 0).nonzero()[0]
        gone = paths[at]
        pressure.log_depth_left[gone] = withdraw(
            pressure.log_depth_left[gone], *fuel[:, at], rule.market_fraction, pressure.impact
        )
        pressure.displace(x[at], gone)
        at = at[~exhausted[at]]
    if pressure.walls:
        pressure.note_walls(x, paths)
    pressure.see_displacement(paths)
    return exhausted


def run_rounds(at, paths, x, pressure, book, rule, come_to, fuel, exhausted):
    """The rounds of one settlement in the entries `at`; adds up their fuel and notes where they were exhausted."""
    for rounds in range(rule.max_rounds + 1):
        mark = x[at] + rule.mark_pass_through * pressure.displaced[paths[at]]
        low = high = mark
        if come_to is not None and rounds == 0:
            low, high = np.minimum(mark, come_to[0][at]), np.maximum(mark, come_to[1][at])
        longs, shorts = book.levels
        touched = ((low <= longs[paths[at]]) | (high >= shorts[paths[at]])).nonzero()[0]
        if touched.size == 0:
            break
        at, ends = at[touched], np.array([low[touched], high[touched]])
        now = paths[at]
        if rounds == rule.max_rounds:
            pressure.exhausted[now] += 1
            exhausted[at] = True
            break
        bundle = book.take(now, ends)
        execute_round(pressure, now, x[at], bundle, rule)
        fuel[:, at] += bundle.fuel
