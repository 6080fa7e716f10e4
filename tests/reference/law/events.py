"""host/interface.md, [[event]]: what is asked, observed on the traded and the fundamental price.

Prices arrive as an array (2, paths) of log prices: row 0 is P, with the cascade, row 1 is X.
Not every path makes every visit (only those with jumps visit the end of the jumps): `made` says
which do. Levels are inclusive, order within a step is the order of visits, and what happens at a
visit is dated to the end of its step (models/law.md 6.3).
"""

from dataclasses import dataclass

import numpy as np

DAY = 86400.0


class Event:
    """Its outcomes, and what happened on which path; events override what they need."""

    def __init__(self, name, n_paths):
        self.name, self.n_paths = name, n_paths

    def nowhere(self):
        return np.zeros((2, self.n_paths), dtype=bool)

    def visit(self, prices, step, made):
        pass

    def end_of_step(self, prices, step):
        pass


class Race(Event):
    """Outcomes up, down, neither: which level is reached first, by `by`."""

    outcomes = ("up", "down", "neither")

    def __init__(self, name, up, down, last_step, n_paths):
        super().__init__(name, n_paths)
        self.up, self.down, self.last_step = up, down, last_step
        self.winner = np.full((2, n_paths), 2, dtype=np.int8)  # index of the outcome

    def visit(self, prices, step, made):
        if step > self.last_step:
            return
        undecided = made & (self.winner == 2)
        self.winner[undecided & (prices >= self.up)] = 0
        self.winner[undecided & (prices <= self.down)] = 1

    def happened(self):
        return [self.winner == outcome for outcome in range(3)]


@dataclass(frozen=True)
class Threshold:
    """A log price, and whether reaching it means being at or above it (or at or below)."""

    level: float
    above: bool

    def reached(self, prices):
        return prices >= self.level if self.above else prices <= self.level


class Touch(Event):
    """Outcome touched: the level, above or below spot, is reached by `by`."""

    outcomes = ("touched",)

    def __init__(self, name, level, last_step, n_paths):
        super().__init__(name, n_paths)
        self.threshold, self.last_step = Threshold(level, level > 0), last_step
        self.touched = self.nowhere()

    def visit(self, prices, step, made):
        if step <= self.last_step:
            self.touched |= made & self.threshold.reached(prices)

    def happened(self):
        return [self.touched]


class Close(Event):
    """Outcome above: the price at the last visit of the step that ends at `at` is at or above."""

    outcomes = ("above",)

    def __init__(self, name, level, at_step, n_paths):
        super().__init__(name, n_paths)
        self.level, self.at_step = level, at_step
        self.above = self.nowhere()

    def end_of_step(self, prices, step):
        if step == self.at_step:
            self.above = prices >= self.level

    def happened(self):
        return [self.above]


@dataclass(frozen=True)
class Stage:
    """One step of a sequence: to reach `goal` by `last_step` before any of `guards`."""

    goal: Threshold
    guards: tuple
    last_step: int


class Sequence(Event):
    """Outcome happened: the stages are met in order, at most one a visit.

    The guards of the stage that is next are looked at first, until it is met.
    """

    outcomes = ("happened",)

    def __init__(self, name, stages, n_paths):
        super().__init__(name, n_paths)
        self.stages = stages
        self.met = np.zeros((2, n_paths), dtype=np.int8)  # stages met so far
        self.failed = self.nowhere()

    def visit(self, prices, step, made):
        met_before = self.met.copy()
        for i, stage in enumerate(self.stages):
            waiting = made & (met_before == i) & ~self.failed
            for guard in stage.guards:
                self.failed |= waiting & guard.reached(prices)
            if step <= stage.last_step:
                self.met += waiting & ~self.failed & stage.goal.reached(prices)

    def happened(self):
        return [self.met == len(self.stages)]


class Hold(Event):
    """Outcome held: some stretch of `steps` steps with every visit on the right side."""

    outcomes = ("held",)

    def __init__(self, name, threshold, steps, n_paths):
        super().__init__(name, n_paths)
        self.threshold, self.steps = threshold, steps
        # the step at whose end the stretch in progress began; -1: none
        at_spot = 0 if threshold.reached(0.0) else -1
        self.since = np.full((2, n_paths), at_spot, dtype=np.int64)
        self.held = self.nowhere()

    def visit(self, prices, step, made):
        right = self.threshold.reached(prices)
        self.since[made & ~right] = -1
        self.since[made & right & (self.since < 0)] = step

    def end_of_step(self, prices, step):
        self.held |= (self.since >= 0) & (step - self.since >= self.steps)

    def happened(self):
        return [self.held]


@dataclass(frozen=True)
class Calendar:
    """The daily closes before the simulation, and when the simulated ones fall."""

    closes: np.ndarray  # in order of days [USD], the last at or before as_of
    first_midnight: float  # seconds from as_of to the first 00:00 UTC after it

    def close_steps(self, step, n_steps):
        """The last step that ends at or before 00:00 UTC of each day, to the horizon."""
        midnights = np.arange(self.first_midnight, n_steps * step + 1e-6, DAY)
        return [int(np.floor(midnight / step + 1e-9)) for midnight in midnights]


class Cross(Event):
    """Outcomes golden, death, none: the first change of sign of fast - slow average.

    Averages of daily closes in prices, seeded with those before the simulation.
    """

    outcomes = ("golden", "death", "none")

    def __init__(self, name, fast, slow, calendar, close_steps, spot, n_paths):
        super().__init__(name, n_paths)
        if calendar is None or calendar.closes.size < slow:
            raise ValueError(f"event {name}: fewer than {slow} days of history")
        self.fast, self.slow, self.spot, self.close_steps = fast, slow, spot, close_steps
        self.closes = list(calendar.closes[-slow:])  # numbers, then arrays (2, paths)
        self.sign = np.full((2, n_paths), np.sign(self.difference()))
        self.winner = np.full((2, n_paths), 2, dtype=np.int8)

    def difference(self):
        return sum(self.closes[-self.fast :]) / self.fast - sum(self.closes) / self.slow

    def end_of_step(self, prices, step):
        for _ in range(self.close_steps.count(step)):
            self.closes = [*self.closes[1:], self.spot * np.exp(prices)]
            sign = np.sign(self.difference())
            undecided = self.winner == 2
            self.winner[undecided & (self.sign < 0) & (sign > 0)] = 0
            self.winner[undecided & (self.sign > 0) & (sign < 0)] = 1
            self.sign = np.where(sign != 0, sign, self.sign)

    def happened(self):
        return [self.winner == outcome for outcome in range(3)]
