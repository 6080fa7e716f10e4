"""models/law.md 6, point 3: the least fixed point of a cascade, reached by rounds."""

from dataclasses import dataclass

import numpy as np

from .impact import displacement, recovered, withdraw
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
        self.log_depth_left = np.zeros(n_paths)  # ln W
        self.elastic = np.ones(n_paths)  # (v/theta)^(-gamma/2)
        self.walls = Walls(impact.walls, n_paths, impact.resilience) if impact.walls else None
        self.step_fuel = np.zeros((2, n_paths))  # removed in this step, longs and shorts [USD]
        self.step_cash = np.zeros((2, n_paths))  # of their liquidation [USD]
        self.exhausted = np.zeros(n_paths, dtype=np.int64)  # visits at which max_rounds left a rest

    def disp(self, x, paths):
        """disp(E) of some paths at the fundamental log prices `x`."""
        return self.disp_of(x, paths, self.imbalance[paths], self.log_depth_left[paths])

    def disp_of(self, x, paths, imbalance, log_depth_left):
        share = np.exp(log_depth_left) * self.elastic[paths]
        return displacement(imbalance, share, self.impact, x, self.walls, paths)

    def impact_of(self, disp, paths):
        """I = I_perm + (1 - pi) disp(E) (models/law.md 5)."""
        return self.permanent[paths] + (1 - self.impact.permanent_share) * disp

    def free(self, paths, imbalance=None, log_depth_left=None):
        """The free impact: I as if there were no walls."""
        e = self.imbalance[paths] if imbalance is None else imbalance
        left = self.log_depth_left[paths] if log_depth_left is None else log_depth_left
        share = np.exp(left) * self.elastic[paths]
        return self.impact_of(displacement(e, share, self.impact), paths)

    def free_after(self, paths, seconds):
        """The free impact once time has passed."""
        imbalance = self.imbalance[paths] * np.exp(-seconds / self.impact.resilience)
        return self.free(paths, imbalance, recovered(self.log_depth_left[paths], seconds, self.impact))

    def before_step(self, paths):
        """The free impact when a step begins: without walls I as it was last."""
        return self.free(paths) if self.walls else self.displaced[paths]

    def pass_time(self, paths, seconds):
        """The imbalance decays, withdrawn depth recovers, and so do walls; I is the free one."""
        self.imbalance[paths] *= np.exp(-seconds / self.impact.resilience)
        self.log_depth_left[paths] = recovered(self.log_depth_left[paths], seconds, self.impact)
        if self.walls:
            self.walls.pass_time(paths, seconds)
        self.displaced[paths] = self.free(paths)

    def at_walls(self, free, paths, seconds, omega=1.0, use=False):
        """X + omega I where it would be `free` without walls, `seconds` from now; S is that of now.

        `use`: the imbalance then holds what it uses of walls.
        """
        if not self.walls:
            return free
        imbalance = self.imbalance[paths] * np.exp(-seconds / self.impact.resilience)
        x = free - omega * self.free(paths, imbalance)
        if use:
            self.use_walls(x, paths, seconds)
        return x + omega * self.impact_at(x, paths, imbalance, seconds)

    def impact_at(self, x, paths, imbalance, seconds=0.0):
        share = np.exp(self.log_depth_left[paths]) * self.elastic[paths]
        return self.impact_of(displacement(imbalance, share, self.impact, x, self.walls, paths, seconds), paths)

    def free_level(self, level, paths, down, omega):
        """Where X + omega I would be without walls when it comes to a level, from above (`down`) or from below.

        It rises with X. Walls make I smaller: X lies between where it would be without E and without walls.
        """
        if not self.walls:
            return level
        behind = self.behind_walls(level, paths, omega)
        found = level.copy()
        found[behind] = self.searched_level(level[behind], paths[behind], down, omega)
        return found

    def behind_walls(self, level, paths, omega):
        """Indices of the levels that walls are in front of; without a level it is infinitely far."""
        there = np.flatnonzero(np.isfinite(level))
        moved = np.abs(self.at_walls(level[there], paths[there], 0.0, omega) - level[there])
        return there[moved >= 1e-12]

    def searched_level(self, level, paths, down, omega):
        shift, e = omega * self.free(paths), self.imbalance[paths]
        ends = np.stack([level - omega * self.permanent[paths], level - shift])
        low, high = ends.min(axis=0), ends.max(axis=0)
        for _ in range(40):
            x = (low + high) / 2
            mark = x + omega * self.impact_at(x, paths, e)
            below = mark <= level if down else mark < level
            low, high = np.where(below, x, low), np.where(below, high, x)
        return (low if down else high) + shift

    def displace(self, x, paths):
        """I is that at these fundamental log prices."""
        self.displaced[paths] = self.impact_of(self.disp(x, paths), paths)

    def see_displacement(self, paths):
        """The largest |I| is looked at after settlements and at the ends of steps."""
        seen = np.abs(self.displaced[paths])
        self.largest_displacement[paths] = np.maximum(self.largest_displacement[paths], seen)

    def use_walls(self, x, paths, seconds=0.0):
        """What imbalances use of the walls at these prices, `seconds` from now."""
        share = np.exp(self.log_depth_left[paths]) * self.elastic[paths]
        e = self.imbalance[paths] * np.exp(-seconds / self.impact.resilience)
        seconds = np.broadcast_to(seconds, e.shape)
        for at, depth, bid in (
            (np.flatnonzero(e >= 1.0), self.impact.bid, True),
            (np.flatnonzero(e <= -1.0), self.impact.ask, False),
        ):
            usd = np.abs(e[at]) / share[at]
            self.walls.use(usd, x[at], depth, bid, paths[at], seconds[at])


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
    """Settles the cascade of the paths `made`, of all of them, at their fundamental log prices."""
    paths = np.flatnonzero(made)
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
        at = np.flatnonzero(fuel.sum(axis=0) > 0)
        gone = paths[at]
        pressure.log_depth_left[gone] = withdraw(
            pressure.log_depth_left[gone], *fuel[:, at], rule.market_fraction, pressure.impact
        )
        pressure.displace(x[at], gone)
        at = at[~exhausted[at]]
    if pressure.walls:
        pressure.use_walls(x, paths)
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
