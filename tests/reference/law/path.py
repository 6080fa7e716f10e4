"""model.md 2 (gbm) and 6: one step of every path, and the life of a path."""

from dataclasses import dataclass

import numpy as np

from .cascade import Pressure, settle
from .impact import withdraw

YEAR = 365 * 86400.0  # seconds (model.md 1)


@dataclass(frozen=True)
class Horizon:
    step: float  # dt [s]
    n_steps: int
    bridge: bool  # monitoring = "bridge"


@dataclass(frozen=True)
class Gbm:
    volatility: float  # sigma [per year^0.5]
    drift: float = 0.0  # mu [per year]
    initial_jump: float = 0.0


def bridge_extremes(x, y, variance, rng):
    """Low and high: (x + y -+ sqrt((x - y)^2 - 2 v dt ln U)) / 2, independent (model.md 6.2)."""
    words = rng.integers(0, 2**32, size=(2, x.size), dtype=np.uint32)
    logs = np.log((words + 0.5) * 2.0**-32)
    spread = np.sqrt((x - y) ** 2 - 2 * variance * logs)
    return (x + y - spread[0]) / 2, (x + y + spread[1]) / 2


class Paths:
    """A block of paths and everything that is observed on them."""

    def __init__(self, n_paths, book, impact, rule, events):
        self.book, self.impact, self.rule, self.events = book, impact, rule, events
        self.x = np.zeros(n_paths)  # the fundamental log price X
        self.pressure = Pressure(n_paths)
        self.high = np.zeros(n_paths)  # running high of P, S0 included
        self.fall = np.zeros(n_paths)  # largest ln(running high) - P
        self.liquidated = np.zeros((2, n_paths))  # fuel removed, longs and shorts [USD]
        self.largest_cascade = np.zeros(n_paths)  # most fuel removed in one step [USD]
        self.prices = np.zeros((2, n_paths))  # P and X at the last visit

    def visit(self, x, step):
        """Settle, then observe (model.md 6.3)."""
        if self.rule.enabled:
            settle(x, self.pressure, self.book, self.impact, self.rule)
        self.prices = np.stack([x + self.pressure.displaced, x])
        traded = self.prices[0]
        np.maximum(self.high, traded, out=self.high)
        np.maximum(self.fall, self.high - traded, out=self.fall)
        for event in self.events:
            event.visit(self.prices, step)

    def end_step(self, step, seconds):
        """Withdraw depth, take the step's close, tally the step's fuel (model.md 6.4)."""
        p = self.pressure
        phi = self.rule.market_fraction
        p.log_depth_left = withdraw(
            p.log_depth_left, seconds, p.step_long, p.step_short, phi, self.impact
        )
        for event in self.events:
            event.end_of_step(self.prices, step)
        self.liquidated += np.stack([p.step_long, p.step_short])
        np.maximum(self.largest_cascade, p.step_long + p.step_short, out=self.largest_cascade)
        p.step_long[:] = 0
        p.step_short[:] = 0

    def take_step(self, step, price, horizon, rng):
        """Points 1 to 4 of model.md 6 for gbm."""
        seconds = horizon.step
        self.pressure.imbalance *= np.exp(-seconds / self.impact.resilience)
        self.pressure.displace(self.impact)
        variance = price.volatility**2 * seconds / YEAR
        mean = (price.drift - price.volatility**2 / 2) * seconds / YEAR
        x = self.x
        y = x + (mean + np.sqrt(variance) * rng.standard_normal(x.size))
        if horizon.bridge:
            low, high = bridge_extremes(x, y, variance, rng)
            rising = y - x > 0
            self.visit(np.where(rising, low, high), step)
            self.visit(np.where(rising, high, low), step)
        self.visit(y, step)
        self.x = y
        self.end_step(step, seconds)


def live(paths, price, horizon, rng):
    """The life of a block of paths (model.md 6).

    The visit of a non-zero initial jump is dated to t = 0; it is read as a step of no length:
    its fuel withdraws depth and is a cascade of its own (README.md, readings).
    """
    if price.initial_jump != 0:
        paths.x += price.initial_jump
        paths.visit(paths.x, 0)
        paths.end_step(0, 0.0)
    for step in range(1, horizon.n_steps + 1):
        paths.take_step(step, price, horizon, rng)
