"""models/law.md 5: cumulative resting depth D(u) within log distance u of the mid, one side."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class PowerLaw:
    """D(u) = D1 (u/0.01)^kappa."""

    one_percent: float  # D1 [USD]
    exponent: float = 1.0  # kappa

    def at(self, u):
        return self.one_percent * (u / 0.01) ** self.exponent

    def inverse(self, usd):
        return 0.01 * (usd / self.one_percent) ** (1 / self.exponent)

    def slope(self, u):
        return self.exponent * self.one_percent / 0.01 * (u / 0.01) ** (self.exponent - 1)


class TableDepth:
    """A table with (0, 0) implied: linear between points, beyond them their last power law."""

    def __init__(self, distances, notionals):
        self.u = np.concatenate([[0.0], distances])
        self.usd = np.concatenate([[0.0], notionals])
        u, usd = self.u, self.usd
        self.last_exponent = 1.0  # of a table of one point: the line from (0, 0) goes on
        if distances.size > 1:
            self.last_exponent = np.log(usd[-1] / usd[-2]) / np.log(u[-1] / u[-2])

    @property
    def one_percent(self):
        """D1 = D(0.01)."""
        return float(self.at(0.01))

    def at(self, u):
        u = np.asarray(u, dtype=float)
        beyond = self.usd[-1] * (np.maximum(u, self.u[-1]) / self.u[-1]) ** self.last_exponent
        return np.where(u > self.u[-1], beyond, np.interp(u, self.u, self.usd))

    def inverse(self, usd):
        usd = np.asarray(usd, dtype=float)
        ratio = np.maximum(usd, self.usd[-1]) / self.usd[-1]
        beyond = self.u[-1] * ratio ** (1 / self.last_exponent)
        return np.where(usd > self.usd[-1], beyond, np.interp(usd, self.usd, self.u))

    def slope(self, u):
        u = np.asarray(u, dtype=float)
        segment = np.clip(np.searchsorted(self.u, u, side="left"), 1, self.u.size - 1)
        inside = np.diff(self.usd)[segment - 1] / np.diff(self.u)[segment - 1]
        beyond = self.last_exponent * self.at(u) / np.maximum(u, self.u[-1])
        return np.where(u > self.u[-1], beyond, inside)


def snapshot_depth(distance, bid, ask):
    """Both sides of /depth: fractions d of the mid are log distances -ln(1-d) and ln(1+d)."""
    return TableDepth(-np.log1p(-distance), bid), TableDepth(np.log1p(distance), ask)
