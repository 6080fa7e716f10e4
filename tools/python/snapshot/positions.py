"""Who is open: entries where trading was heavy, less those that the price has liquidated since."""

from dataclasses import dataclass

import numpy as np

from .figures import BANDS, BIN, POSITION_TIMES_LEVERAGE, all_leverages
from .liquidation import liquidation_price

SIDES = (("long", +1), ("short", -1))


@dataclass(frozen=True)
class Positions:
    """Open interest on the axes of a snapshot, and what follows from it cell by cell."""

    venues: tuple
    entry_price: np.ndarray  # USD, mid-points of bins
    leverage: np.ndarray
    band_of: np.ndarray  # of each leverage
    size: np.ndarray  # [side, venue, leverage], USD (inverse: coin)
    open_interest: np.ndarray  # [side, venue, entry_price, leverage], whole USD
    liquidation: np.ndarray  # the same axes, USD; 0 or infinity: never
    survived: np.ndarray  # [side, venue, band], share of the entries that are still open


def entry_profile(candles):
    """Turnover by bar and entry price bin: each bar's turnover spread evenly over its range.

    Returns the mid-points of the bins and an array [bar, bin] in USD.
    """
    first, last = int(candles.low.min() // BIN), int(candles.high.max() // BIN)
    edges = BIN * np.arange(first, last + 2, dtype=float)
    low, high = candles.low[:, None], np.maximum(candles.high, candles.low + 0.01)[:, None]
    overlap = np.minimum(high, edges[None, 1:]) - np.maximum(low, edges[None, :-1])
    profile = np.clip(overlap, 0, None) / (high - low) * candles.turnover[:, None]
    return (edges[:-1] + edges[1:]) / 2, profile


def survivors(candles, profile, liquidation, sign):
    """Turnover [bin] of entries whose liquidation price [bin] was not reached up to now.

    "Since its entry" counts the bar of the entry in full. The low since a bar rises with the bar,
    so the entries of a bin that survive are those after some bar: a suffix sum.
    """
    if sign > 0:
        extreme = np.minimum.accumulate(candles.low[::-1])[::-1]
        first_open = np.searchsorted(extreme, liquidation, side="right")
    else:
        extreme = np.maximum.accumulate(candles.high[::-1])[::-1]
        first_open = np.searchsorted(-extreme, -liquidation, side="right")
    bars_from = np.vstack([np.cumsum(profile[::-1], axis=0)[::-1], np.zeros(profile.shape[1])])
    return bars_from[first_open, np.arange(profile.shape[1])]


def apportion(total, weights):
    """Whole dollars in proportion to weights that add up to `total`: largest remainders."""
    exact = (total * weights / weights.sum()).ravel()
    whole = np.floor(exact)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: round(total - whole.sum())]] += 1
    return whole.reshape(weights.shape)


def typical_size(contract, leverage, spot):
    """Typical size of an open position: USD, or coin at spot for inverse contracts."""
    dollars = np.round(POSITION_TIMES_LEVERAGE / leverage)
    return dollars if contract == "linear" else np.round(dollars / spot, 6)


def band_dollars(open_interest, survived):
    """Whole dollars of each band; `survived`: the share of each band that is left, None: all."""
    shares = np.array([band.share for band in BANDS])
    if survived is None:
        return [round(open_interest * share) for share in shares]
    return [int(dollars) for dollars in apportion(open_interest, shares * survived)]


def open_positions(candles, venues, tiers, holding_days, refilled=True):
    """The book as of the end of `candles`, in each venue group `venues[i]` with `tiers[i]`.

    Every leverage L of a band starts with the same weight, spread over the entries; those fade by
    exp(-age L / holding_days), because a position of high leverage lives shorter. What the price
    has liquidated is taken out; then each band of each side and venue is scaled: if `refilled`, so
    that the mixture of what is open now is the stated one (others have opened in their place),
    else so that the side holds its open interest and the bands have what is left of their shares.
    """
    entry, profile = entry_profile(candles)
    age_days = (candles.time[-1] - candles.time) / 86_400
    leverage, band_of = all_leverages()
    shape = (len(SIDES), len(venues))
    size = np.zeros((*shape, len(leverage)))
    open_interest = np.zeros((*shape, len(entry), len(leverage)))
    liquidation = np.zeros_like(open_interest)
    survived = np.zeros((*shape, len(BANDS)))
    for v, (venue, table) in enumerate(zip(venues, tiers)):
        for s, (_, sign) in enumerate(SIDES):
            size[s, v] = typical_size(venue.contract, leverage, candles.close[-1])
            price = liquidation_price(
                venue.contract, sign, entry[:, None], leverage, size[s, v], table
            )
            still_open = np.empty_like(price)
            for i, lever in enumerate(leverage):
                faded = profile * np.exp(-age_days * lever / holding_days)[:, None]
                kept = survivors(candles, faded, price[:, i], sign)
                still_open[:, i] = kept / faded.sum()
            liquidation[s, v] = price
            for b in range(len(BANDS)):
                survived[s, v, b] = still_open[:, band_of == b].sum() / (band_of == b).sum()
            dollars = band_dollars(venue.open_interest, None if refilled else survived[s, v])
            for b in range(len(BANDS)):
                inside = band_of == b
                open_interest[s, v][:, inside] = apportion(dollars[b], still_open[:, inside])
    return Positions(
        venues, entry, leverage, band_of, size, open_interest, liquidation, survived
    )
