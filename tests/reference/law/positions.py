"""models/law.md 3: what a position is, and where it is liquidated."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class MarginTiers:
    """Maintenance tiers of a venue: caps and amounts in USD (linear) or coin (inverse)."""

    contract: str  # "linear" or "inverse"
    caps: np.ndarray
    rates: np.ndarray

    def amounts(self):
        """a_i = a_{i-1} + cap_{i-1} (r_i - r_{i-1}), a_1 = 0 (models/law.md 3)."""
        steps = self.caps[:-1] * np.diff(self.rates)
        return np.concatenate([[0.0], np.cumsum(steps)])


def linear_price(side, entry, leverage, notional, rate, amount):
    """P_liq = (w + a - s q e) / (q (r - s)), w = N/L, q = N/e (models/law.md 3, linear)."""
    coins = notional / entry
    wallet = notional / leverage
    return (wallet + amount - side * coins * entry) / (coins * (rate - side))


def inverse_price(side, entry, leverage, notional, rate, amount):
    """P_liq = N (r + s) / (w_coin + a_coin + s N/e), w_coin = N/(L e) (models/law.md 3, inverse).

    A denominator of zero or of the wrong sign means that no price liquidates it: infinity.
    """
    margin = notional / (leverage * entry) + amount + side * notional / entry
    if margin == 0 or (rate + side) / margin <= 0:
        return np.inf
    return notional * (rate + side) / margin


def liquidation_price(side, entry, leverage, tiers, notional=None):
    """Liquidation price [USD] of one position; nan if it is never liquidated (models/law.md 3).

    `notional` is the position's size at its entry price [USD] (also for inverse contracts); it
    chooses the tier, that of the position valued at the liquidation price. None: the first tier.
    """
    price_of = linear_price if tiers.contract == "linear" else inverse_price
    if notional is None:
        price = price_of(side, entry, leverage, 1.0, tiers.rates[0], 0.0)
        return price if 0 < price < np.inf else np.nan
    floor = 0.0
    for i, (rate, amount) in enumerate(zip(tiers.rates, tiers.amounts())):
        price = price_of(side, entry, leverage, notional, rate, amount)
        if not 0 < price < np.inf:
            return np.nan
        size = notional / entry * price if tiers.contract == "linear" else notional / price
        last = i + 1 == len(
            tiers.rates
        )  # nothing is said beyond the last cap: the last tier goes on
        if size >= floor and (last or size <= tiers.caps[i]):
            return price
        floor = tiers.caps[i]
    raise ArithmeticError("no tier is consistent with its liquidation price")


def bankruptcy_gap(side, entry, leverage, contract, price):
    """Log gap from the liquidation price to the bankruptcy price, the same with r = a = 0.

    Positive where the bankruptcy price lies further from spot: below it for a long.
    """
    price_of = linear_price if contract == "linear" else inverse_price
    return side * np.log(price / price_of(side, entry, leverage, 1.0, 0.0, 0.0))


def fuel(entry, notional, price, contract):
    """The order of a liquidation [USD]: coins at the liquidation price; inverse: its USD size."""
    return notional / entry * price if contract == "linear" else notional
