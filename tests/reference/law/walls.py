"""models/law.md 5: walls, extra resting depth at a price."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Wall:
    log_price: float  # ln(price/spot)
    notional: float  # full size [USD]
    refill: float = np.inf  # seconds from nothing to full; infinity: never


class Walls:
    """What is left of every wall on every path, and how much of it this step's imbalances used."""

    def __init__(self, walls, n_paths):
        self.walls = sorted(walls, key=lambda wall: wall.log_price)
        self.left = [np.full(n_paths, wall.notional) for wall in self.walls]
        self.used = [np.zeros(n_paths) for _ in self.walls]

    def from_the_mid(self, bid):
        """Indices of the walls, those of higher price first on the bid side."""
        order = range(len(self.walls))
        return reversed(order) if bid else order

    def through(self, usd, x, depth, bid, paths):
        """`usd` less what the walls on its way take, and what it uses of each wall {index: usd}.

        D has a jump of the wall's remaining size at u = |x_wall - x|: an imbalance between the
        depth before the wall and that behind it stands at the wall.
        """
        used = {}
        for i in self.from_the_mid(bid):
            offset = self.walls[i].log_price - x
            ahead = offset < 0 if bid else offset > 0
            before, left = depth.at(np.abs(offset)), self.left[i][paths]
            used[i] = np.where(ahead, np.minimum(np.maximum(usd - before, 0.0), left), 0.0)
            usd = usd - used[i]
        return usd, used

    def note(self, usd, x, depth, bid, paths):
        """Remembers the most that an imbalance has used of each wall in this step."""
        for i, used in self.through(usd, x, depth, bid, paths)[1].items():
            self.used[i][paths] = np.maximum(self.used[i][paths], used)

    def begin_step(self, seconds):
        """Linear refill to the full size."""
        for wall, left in zip(self.walls, self.left):
            if np.isfinite(wall.refill):
                np.minimum(left + wall.notional * seconds / wall.refill, wall.notional, out=left)

    def end_step(self):
        """The most that was used in the step is gone."""
        for left, used in zip(self.left, self.used):
            left -= used
            used[:] = 0
