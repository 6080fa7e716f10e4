"""model.md 5: depth, displacement and the withdrawal of depth."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Impact:
    bid: float  # D1 of the bid side [USD]
    ask: float  # D1 of the ask side [USD]
    exponent: float = 1.0  # kappa
    resilience: float = 1800.0  # tau_E [s]
    permanent_share: float = 0.0  # pi
    sensitivity: float = 0.0  # eta
    recovery: float = 3600.0  # tau_W [s]
    floor: float = 0.05  # W_min


def displacement(imbalance, depth_left, impact):
    """disp(E) = -sign(E) D^-1(|E|/W), D(u) = D1 (u/0.01)^kappa (model.md 5).

    |E| < 1 USD counts as 0. D is that of the bid side for E > 0 (sales), of the ask side for E < 0.
    """
    moved = np.zeros(imbalance.shape)
    some = np.abs(imbalance) >= 1.0
    e = imbalance[some]
    d1 = np.where(e > 0, impact.bid, impact.ask)
    u = 0.01 * (np.abs(e) / (depth_left[some] * d1)) ** (1 / impact.exponent)
    moved[some] = -np.sign(e) * u
    return moved


def withdraw(log_depth_left, seconds, fuel_long, fuel_short, market_fraction, impact):
    """The new ln W at the end of a step (model.md 5):

    max(ln W_min, exp(-dt/tau_W) ln W - eta phi (fuel_long/D1_bid + fuel_short/D1_ask)).
    """
    removed = fuel_long / impact.bid + fuel_short / impact.ask
    recovered = np.exp(-seconds / impact.recovery) * log_depth_left
    lost = impact.sensitivity * market_fraction * removed
    return np.maximum(np.log(impact.floor), recovered - lost)
