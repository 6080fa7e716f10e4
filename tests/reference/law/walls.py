"""models/law.md 5: walls, extra resting depth at a price."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Wall:
    log_price: float  # ln(price/spot)
    notional: float  # full size [USD]
    refill: float = np.inf  # seconds from nothing to full; infinity: never


class Walls:
    """What is left of every wall on every path for the imbalance that uses it, and what this one holds of it."""

    def __init__(self, walls, n_paths, resilience=1800.0):
        self.walls = sorted(walls, key=lambda wall: wall.log_price)
        self.left = [np.full(n_paths, wall.notional) for wall in self.walls]
        self.held = [np.zeros(n_paths) for _ in self.walls]
        self.resilience = resilience  # tau_E [s]

    def from_the_mid(self, bid):
        """Indices of the walls, those of higher price first on the bid side."""
        order = range(len(self.walls))
        return reversed(order) if bid else order

    def after(self, i, paths, seconds):
        """What is left of a wall and what is held of it, once time has passed (or before that, if negative).

        What has decayed of what is held is gone; the wall fills up linearly, never beyond its full size.
        """
        left, held = self.left[i][paths], self.held[i][paths]
        if not isinstance(seconds, np.ndarray) and seconds == 0:
            return left, held
        return self.aged(i, left, held, seconds)

    def aged(self, i, left, held, seconds):
        kept = held * np.exp(-seconds / self.resilience)
        filled = self.walls[i].notional * seconds / self.walls[i].refill
        return np.minimum(left - (held - kept) + filled, self.walls[i].notional), kept

    def through(self, usd, x, depth, bid, paths, seconds=0.0):
        """`usd` less what the walls on its way take, and what it uses of each wall {index: usd}.

        D has a jump of what is left of the wall at u = |x_wall - x|: an imbalance between the depth before
        the wall and that behind it stands at the wall.
        """
        used = {}
        for i in self.from_the_mid(bid):
            offset = self.walls[i].log_price - x
            ahead = offset < 0 if bid else offset > 0
            before, left = depth.at(np.abs(offset)), self.after(i, paths, seconds)[0]
            used[i] = np.where(ahead, np.minimum(np.maximum(usd - before, 0.0), left), 0.0)
            usd = usd - used[i]
        return usd, used

    def use(self, usd, x, depth, bid, paths, seconds=0.0):
        """An imbalance holds of each wall at least what it uses of it, `seconds` from now (not positive)."""
        for i, used in self.through(usd, x, depth, bid, paths, seconds)[1].items():
            left, held = self.after(i, paths, seconds)
            more = used > held
            left, held = self.aged(i, left, used, -seconds)
            self.left[i][paths] = np.where(more, left, self.left[i][paths])
            self.held[i][paths] = np.where(more, held, self.held[i][paths])

    def pass_time(self, paths, seconds):
        for i in range(len(self.walls)):
            self.left[i][paths], self.held[i][paths] = self.after(i, paths, seconds)
