"""models/law.md 7: who pays. Liquidations above or below their bankruptcy prices fill or empty a fund;
what it cannot pay closes positions of the other side."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Waterfall:
    fund: float = np.inf  # pooled over the venues [USD]; infinity: unlimited


def cash_of_round(bundle, x, displaced_before, displaced_after, market_fraction):
    """Cash s q (P_exec - P_bankrupt) of a round's longs and shorts [USD], (2, paths).

    P_exec is the arithmetic mean of the traded prices before and after the round; the share that
    is taken over off-book changes hands at its bankruptcy price and brings no cash.
    """
    executed = (np.exp(x + displaced_before) + np.exp(x + displaced_after)) / 2  # over S0
    s = np.array([[1.0], [-1.0]])
    return s * market_fraction * (bundle.coins * executed - bundle.bankrupt)


class Fund:
    """The fund of each path, and what it could not pay."""

    def __init__(self, waterfall, n_paths):
        self.first = waterfall.fund
        self.change = np.zeros(n_paths)  # of the fund since t = 0 [USD]
        self.highest = np.zeros(n_paths)  # running maximum of the change, t = 0 included
        self.drawdown = np.zeros(n_paths)
        self.unpaid = np.zeros(n_paths)  # sum of what it could not pay
        self.emptied = np.zeros(n_paths, dtype=bool)
        self.deleveraged = np.zeros((2, n_paths))

    def settle_step(self, cash, fuel, book):
        """Settles the cash of a step's longs and shorts, whose fuel was `fuel`, (2, paths).

        Gains are paid in, then deficits paid out, those of the longs first.
        """
        if not cash.any():
            return
        self.change += np.maximum(cash, 0).sum(axis=0)
        for row in (0, 1):
            deficit = np.maximum(-cash[row], 0)
            paid = np.minimum(deficit, np.maximum(self.first + self.change, 0))
            emptied = (deficit > 0) & (paid >= self.first + self.change)
            self.emptied |= emptied
            self.change = np.where(emptied, -self.first, self.change - paid)
            unpaid = deficit - paid
            self.unpaid += unpaid
            self.deleverage(1 - row, unpaid, deficit, fuel[row], book)
        np.maximum(self.highest, self.change, out=self.highest)
        np.maximum(self.drawdown, self.highest - self.change, out=self.drawdown)

    def deleverage(self, other, unpaid, deficit, fuel, book):
        """The fraction unpaid/deficit of the fuel closes the other side's alive fuel pro rata."""
        alive = book.alive()[other]
        paths = np.flatnonzero((unpaid > 0) & (alive > 0))
        if paths.size == 0:
            return
        wanted = unpaid[paths] / deficit[paths] * fuel[paths]
        closed = np.minimum(wanted, alive[paths])
        self.deleveraged[other, paths] += closed
        book.deleverage(other, paths, 1 - closed / alive[paths])
