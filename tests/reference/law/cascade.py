"""model.md 6, point 3: the least fixed point of a cascade, reached by rounds."""

from dataclasses import dataclass

import numpy as np

from .book import H, K
from .impact import displacement


@dataclass(frozen=True)
class CascadeRule:
    enabled: bool = True
    market_fraction: float = 1.0  # phi
    mark_pass_through: float = 1.0  # omega
    max_rounds: int = 256


class Pressure:
    """What forced orders did to each path so far (arrays over paths)."""

    def __init__(self, n_paths):
        self.imbalance = np.zeros(n_paths)  # E [USD]
        self.permanent = np.zeros(n_paths)  # I_perm
        self.displaced = np.zeros(n_paths)  # I
        self.log_depth_left = np.zeros(n_paths)  # ln W
        self.long_end = np.zeros(n_paths, dtype=np.int64)  # longs with k < long_end are alive
        self.short_start = np.zeros(
            n_paths, dtype=np.int64
        )  # shorts with k > short_start are alive
        self.step_long = np.zeros(n_paths)  # fuel removed in this step [USD]
        self.step_short = np.zeros(n_paths)
        self.exhausted = np.zeros(n_paths, dtype=np.int64)  # visits at which max_rounds left a rest

    def displace(self, impact):
        """I = I_perm + (1 - pi) disp(E) (model.md 5)."""
        disp = displacement(self.imbalance, np.exp(self.log_depth_left), impact)
        self.displaced = self.permanent + (1 - impact.permanent_share) * disp


def newly_reached(pressure, paths, mark):
    """The ends of the alive book without the longs g_k >= m and the shorts g_k <= m (6.3)."""
    long_end = np.minimum(
        pressure.long_end[paths], np.maximum(np.ceil(mark / H), -K).astype(np.int64)
    )
    short_start = np.maximum(
        pressure.short_start[paths], np.minimum(np.floor(mark / H), K).astype(np.int64)
    )
    return long_end, short_start


def execute_round(pressure, paths, fuel_long, fuel_short, impact, rule):
    """E <- E + phi (fuel_long - fuel_short), then I_perm and I follow (model.md 5 and 6.3)."""
    depth_left = np.exp(pressure.log_depth_left[paths])
    before = displacement(pressure.imbalance[paths], depth_left, impact)
    pressure.imbalance[paths] += rule.market_fraction * (fuel_long - fuel_short)
    after = displacement(pressure.imbalance[paths], depth_left, impact)
    share = impact.permanent_share
    pressure.permanent[paths] += share * (after - before)
    pressure.displaced[paths] = pressure.permanent[paths] + (1 - share) * after
    pressure.step_long[paths] += fuel_long
    pressure.step_short[paths] += fuel_short


def settle(x, pressure, book, impact, rule):
    """Settles the cascade at the visited fundamental log prices `x` (model.md 6.3).

    All buckets newly reached by one m = X + omega I form one round. Rounds stop when no fuel is
    newly reached, or after `max_rounds`, which is counted where fuel was still reached.
    """
    mark = x + rule.mark_pass_through * pressure.displaced
    touched = (mark <= (pressure.long_end - 1) * H) | (mark >= (pressure.short_start + 1) * H)
    paths = np.flatnonzero(touched)
    rounds = 0
    while paths.size:
        mark = x[paths] + rule.mark_pass_through * pressure.displaced[paths]
        long_end, short_start = newly_reached(pressure, paths, mark)
        fuel_long = book.longs_between(long_end, pressure.long_end[paths])
        fuel_short = book.shorts_between(pressure.short_start[paths], short_start)
        more = fuel_long + fuel_short > 0
        if rounds == rule.max_rounds:
            pressure.exhausted[paths[more]] += 1
            break
        pressure.long_end[paths], pressure.short_start[paths] = long_end, short_start
        paths = paths[more]
        execute_round(pressure, paths, fuel_long[more], fuel_short[more], impact, rule)
        rounds += 1
