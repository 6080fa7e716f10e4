"""models/law.md 6: one step of every path, and the life of a path."""

from dataclasses import dataclass

import numpy as np

from .book import FrozenBook
from .cascade import Pressure, settle
from .impact import elastic_share
from .living import LivingBook
from .walk import Walk, extremes
from .waterfall import Fund
from .windows import windows


@dataclass(frozen=True)
class Horizon:
    step: float  # dt [s]
    n_steps: int
    bridge: bool  # monitoring = "bridge"


@dataclass
class Step:
    """The diffusion of X in one step, and v ln U of its extremes (models/law.md 6.2); arrays over paths."""

    x: np.ndarray
    y: np.ndarray
    variance: np.ndarray
    spread: np.ndarray  # (2, paths)
    seconds: float

    @property
    def low_first(self):
        return self.y - self.x > 0


def draw_spread(variance, rng):
    """v ln U of the low and of the high, independent."""
    words = rng.integers(0, 2**32, size=(2, variance.size), dtype=np.uint32)
    return variance * np.log((words + 0.5) * 2.0**-32)


class Paths:
    """A block of paths and everything that is observed on them."""

    def __init__(self, n_paths, scenario, events):
        self.impact, self.rule, self.events = scenario.impact, scenario.rule, events
        self.book = (
            LivingBook(scenario.living, n_paths)
            if scenario.living
            else FrozenBook(scenario.book, n_paths)
        )
        self.fund = Fund(scenario.waterfall, n_paths) if scenario.waterfall else None
        self.everyone = np.ones(n_paths, dtype=bool)
        self.x = np.zeros(n_paths)  # the fundamental log price X
        self.pressure = Pressure(n_paths, scenario.impact)
        self.high = np.zeros((2, n_paths))  # running high of P and of X, S0 included
        self.low = np.zeros((2, n_paths))
        self.fall = np.zeros(n_paths)  # largest ln(running high) - P
        self.windows = windows(scenario.horizon.step, n_paths)
        self.liquidated = np.zeros((2, n_paths))  # fuel removed, longs and shorts [USD]
        self.largest_cascade = np.zeros(n_paths)  # most fuel removed in one step [USD]
        self.prices = np.zeros((2, n_paths))  # P and X at the last visit

    def visit(self, x, step, made):
        """The paths `made` visit `x`: settle, then observe (models/law.md 6.3)."""
        settle(x, made, self.pressure, self.book, self.rule)
        self.observe(np.stack([x + self.pressure.displaced, x]), step, made)

    def observe(self, prices, step, made):
        """The paths `made` see P and X."""
        self.prices = np.where(made, prices, self.prices)
        traded = self.prices[0]
        np.maximum(self.high, self.prices, out=self.high)
        np.minimum(self.low, self.prices, out=self.low)
        np.maximum(self.fall, self.high[0] - traded, out=self.fall)
        for event in self.events:
            event.visit(self.prices, step, made)

    def end_step(self, step, seconds):
        """Pay the waterfall, refresh the book (models/law.md 6.4)."""
        p = self.pressure
        if self.fund:
            self.fund.settle_step(p.step_cash, p.step_fuel, self.book)
        mark = self.prices[1] + self.rule.mark_pass_through * p.displaced
        self.book.end_step(step, self.prices[0], mark)
        p.see_displacement(slice(None))
        for event in self.events:
            event.end_of_step(self.prices, step)
        self.liquidated += p.step_fuel
        np.maximum(self.largest_cascade, p.step_fuel.sum(axis=0), out=self.largest_cascade)
        for window in self.windows.values():
            window.add(step, p.step_fuel)
        p.step_fuel[:] = 0
        p.step_cash[:] = 0

    def pass_through(self, step, rng):
        """What happens between the ends of a step (models/law.md 6.3); returns the extremes of P and of X."""
        p, omega, everyone = self.pressure, self.rule.mark_pass_through, np.arange(self.x.size)
        before, after = p.before_step(everyone).copy(), p.free_after(everyone, step.seconds)
        traded = extremes(step.x + before, step.y + after, step.spread)
        mark = extremes(step.x + omega * before, step.y + omega * after, step.spread)
        walks = self.book.touched(mark[0]) | self.book.touched(mark[1])
        if p.walls:  # which may hold the price
            walks |= np.abs(p.imbalance) * np.exp(-step.seconds / self.impact.resilience) >= 1
        at = np.flatnonzero(walks)
        if at.size:
            walk = Walk(p, self.book, self.rule, at, step, rng)
            traded[:, at] = walk.run(mark[:, at], traded[:, at])
        rest = np.flatnonzero(~walks)
        p.pass_time(rest, np.full(rest.size, step.seconds))
        return traded, extremes(step.x, step.y, step.spread)

    def see_variance(self, price, state):
        """Depth follows the variance at the start of the step."""
        if self.impact.volatility_elasticity != 0:
            self.pressure.elastic = elastic_share(price.variance_ratio(state), self.impact)

    def take_step(self, step, price, state, horizon, rng):
        """Points 1 to 4 of models/law.md 6."""
        seconds = horizon.step
        self.see_variance(price, state)
        move = price.move(state, seconds, rng)
        x = self.x
        y = x + move.diffusion
        if horizon.bridge and move.bridge_variance is not None:
            variance = np.broadcast_to(move.bridge_variance, x.shape)
            step_of_x = Step(x, y, variance, draw_spread(variance, rng), seconds)
            traded, fundamental = self.pass_through(step_of_x, rng)
            for low in (step_of_x.low_first, ~step_of_x.low_first):
                prices = np.where(low, [traded[0], fundamental[0]], [traded[1], fundamental[1]])
                self.observe(prices, step, self.everyone)
        else:
            nothing = np.zeros(x.size)
            self.pass_through(Step(x, y, nothing, np.zeros((2, x.size)), seconds), rng)
        self.visit(y, step, self.everyone)
        if move.jump is not None:
            y = y + move.jump
            if move.jumped.any():
                self.visit(y, step, move.jumped)
        self.x = y
        self.end_step(step, seconds)


def live(paths, price, horizon, rng):
    """The life of a block of paths (models/law.md 6).

    The visit of a non-zero initial jump is dated to t = 0; it is read as a step of no length:
    its fuel withdraws depth and is a cascade of its own (README.md, readings).
    """
    state = price.start(paths.x.size, rng)
    state["n_paths"] = paths.x.size
    paths.see_variance(price, state)
    if price.initial_jump != 0:
        paths.x += price.initial_jump
        paths.visit(paths.x, 0, paths.everyone)
    paths.end_step(0, 0.0)
    for step in range(1, horizon.n_steps + 1):
        paths.take_step(step, price, state, horizon, rng)
