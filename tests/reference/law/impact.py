"""models/law.md 5: displacement, the withdrawal of depth and its elasticity to variance."""

from dataclasses import dataclass

import numpy as np

from .depth import PowerLaw, TableDepth

RATIO_LOW, RATIO_HIGH = 1 / 16, 16  # clamp of v/theta


@dataclass(frozen=True)
class Impact:
    bid: PowerLaw | TableDepth
    ask: PowerLaw | TableDepth
    resilience: float = 1800.0  # tau_E [s]
    permanent_share: float = 0.0  # pi
    sensitivity: float = 0.0  # eta
    recovery: float = 3600.0  # tau_W [s]
    floor: float = 0.05  # W_min
    volatility_elasticity: float = 0.0  # gamma
    walls: tuple = ()  # of Wall


def power_law_impact(bid, ask, exponent=1.0, **others):
    """Impact with power laws of D1 = `bid` and `ask` [USD]."""
    return Impact(PowerLaw(bid, exponent), PowerLaw(ask, exponent), **others)


def elastic_share(variance_ratio, impact):
    """(v/theta)^(-gamma/2), the ratio clamped to [1/16, 16]."""
    clamped = np.clip(variance_ratio, RATIO_LOW, RATIO_HIGH)
    return clamped ** (-impact.volatility_elasticity / 2)


def by_side(imbalance, impact):
    """For each side of the book that takes orders somewhere: where, its D, whether it is the bid.

    Sales (E > 0) meet the bid; |E| < 1 USD counts as 0 and meets nobody.
    """
    for where, depth, bid in ((imbalance >= 1.0, impact.bid, True), (imbalance <= -1.0, impact.ask, False)):
        at = where.nonzero()[0]
        if at.size:
            yield at, depth, bid


def displacement(imbalance, depth_share, impact, x=None, walls=None, paths=None, seconds=0.0):
    """disp(E) = -sign(E) D^-1(|E|/W), walls included (models/law.md 5).

    `depth_share`: W times the elasticity to variance, which scales all of D. `x`, `walls` and
    `paths` (their indices among all paths) are needed with walls only, which are those of `seconds` from now.
    """
    moved, now = np.zeros(imbalance.shape), not isinstance(seconds, np.ndarray)
    for at, depth, bid in by_side(imbalance, impact):
        usd = np.abs(imbalance[at]) / depth_share[at]
        if walls is not None:
            usd, _ = walls.through(usd, x[at], depth, bid, paths[at], seconds if now else seconds[at])
        moved[at] = (-1 if bid else 1) * depth.inverse(usd)
    return moved


def recovered(log_depth_left, seconds, impact):
    """ln W once time has passed: exp(-t/tau_W) ln W (models/law.md 5)."""
    return np.exp(-seconds / impact.recovery) * log_depth_left


def withdraw(log_depth_left, fuel_long, fuel_short, market_fraction, impact):
    """ln W once this fuel was removed (models/law.md 5):

    max(ln W_min, ln W - eta phi (fuel_long/D1_bid + fuel_short/D1_ask)).
    """
    removed = fuel_long / impact.bid.one_percent + fuel_short / impact.ask.one_percent
    lost = impact.sensitivity * market_fraction * removed
    return np.maximum(np.log(impact.floor), log_depth_left - lost)
