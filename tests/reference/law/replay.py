"""The book of positions by replay (host/estimation/README.md): what a class of leverage liquidates."""

import numpy as np

from law.positions import liquidation_price

ENTRY_BIN = 1e-4  # of the log price
SIZE_TIMES_LEVERAGE = 5e6  # USD: a position of leverage L is worth this over L


def ratio(side, leverage, tiers, price):
    """Liquidation price over entry price; side +1: longs, -1: shorts."""
    return liquidation_price(side, price, leverage, tiers, round(SIZE_TIMES_LEVERAGE / leverage)) / price


def days_of_volume(volume, per_day):
    """Trading of each bar over that of a mean day, of the 30 days before it; the first day has its own mean."""
    shares = np.empty(len(volume))
    for i in range(len(volume)):
        before = volume[max(0, i - 30 * per_day) : i] if i >= per_day else volume[:per_day]
        shares[i] = volume[i] / before.mean() / per_day
    return shares


def liquidated(side, contract, leverage, ratio_, c, low, high, close, shares, coin):
    """USD of each bar: what a class liquidates that opens as much as it closes, with a weight of 1.

    In this order within a bar: (1) entries e whose liquidation price r e lies in the bar's range are
    liquidated; (2) the share 1 - exp(-lambda) of what is open is closed, lambda = share of a day's volume
    times L/c; (3) Q (1 - exp(-lambda)) opens at the close, Q the open interest.
    """
    bins = np.rint(np.log(close) / ENTRY_BIN).astype(int)
    first = bins.min()
    entry = np.exp(ENTRY_BIN * np.arange(first, bins.max() + 1))
    stock = np.zeros(len(entry))
    usd = np.zeros(len(close))
    for i in range(len(close)):
        reached = ratio_ * entry >= low[i] if side > 0 else ratio_ * entry <= high[i]
        each = stock[reached] * entry[reached] * (ratio_ if contract == "linear" else 1.0)
        usd[i] = each.sum()
        stock[reached] = 0
        kept = np.exp(-shares[i] * leverage / c)
        stock *= kept
        stock[bins[i] - first] += coin[i] * (1 - kept)
    return usd
