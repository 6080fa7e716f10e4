"""Liquidation prices of isolated positions under maintenance tiers.

The maintenance margin of a position of notional n is max_i (r_i n - a_i), because the margin is
continuous in n and the rates increase. A long is therefore liquidated at the highest of the prices
that single tiers give, a short at the lowest.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Tiers:
    """Maintenance tiers; caps in USD (linear) or coin (inverse)."""

    cap: np.ndarray
    rate: np.ndarray

    @property
    def amount(self):
        """a_i = a_{i-1} + cap_{i-1} (r_i - r_{i-1})."""
        return np.concatenate([[0.0], np.cumsum(self.cap[:-1] * np.diff(self.rate))])


def liquidation_price(contract, sign, entry, leverage, size, tiers):
    """Liquidation price in USD; arrays broadcast. 0 (long) or infinity (short): never.

    sign: +1 long, -1 short. size: of the position, USD (linear: at entry) or coin (inverse: at
    entry). Equity equals maintenance: linear w + s q (P - e) = r q P - a, inverse
    w + s N (1/e - 1/P) = r N / P - a, with the wallet w = size / leverage.
    """
    entry, leverage, size = np.broadcast_arrays(
        np.asarray(entry, float), np.asarray(leverage, float), np.asarray(size, float)
    )
    worst = 0.0 if sign > 0 else np.inf
    prices = [np.full(entry.shape, worst)]
    for rate, amount in zip(tiers.rate, tiers.amount):
        if contract == "linear":
            price = entry * (1 / leverage + amount / size - sign) / (rate - sign)
            never = price <= 0
        else:
            below = 1 / leverage + amount / size + sign
            with np.errstate(divide="ignore"):
                price = entry * (rate + sign) / below
            never = sign * below <= 0
        prices.append(np.where(never, worst, price))
    return np.max(prices, axis=0) if sign > 0 else np.min(prices, axis=0)
