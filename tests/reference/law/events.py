"""interface.md, [[event]]: race, touch and close, observed on the traded and the fundamental price.

Prices arrive as an array (2, paths) of log prices: row 0 is P, with the cascade, row 1 is X.
Levels are inclusive, and order within a step is the order of visits (model.md 6.3).
"""

import numpy as np


class Race:
    """Outcomes up, down, neither: which level is reached first, by `by`."""

    outcomes = ("up", "down", "neither")

    def __init__(self, name, up, down, last_step, n_paths):
        self.name, self.up, self.down, self.last_step = name, up, down, last_step
        self.winner = np.full((2, n_paths), 2, dtype=np.int8)  # index of the outcome

    def visit(self, prices, step):
        if step > self.last_step:
            return
        undecided = self.winner == 2
        self.winner[undecided & (prices >= self.up)] = 0
        self.winner[undecided & (prices <= self.down)] = 1

    def end_of_step(self, prices, step):
        pass

    def happened(self):
        return [self.winner == outcome for outcome in range(3)]


class Touch:
    """Outcome touched: the level, above or below spot, is reached by `by`."""

    outcomes = ("touched",)

    def __init__(self, name, level, last_step, n_paths):
        self.name, self.level, self.last_step = name, level, last_step
        self.touched = np.zeros((2, n_paths), dtype=bool)

    def visit(self, prices, step):
        if step > self.last_step:
            return
        self.touched |= prices >= self.level if self.level > 0 else prices <= self.level

    def end_of_step(self, prices, step):
        pass

    def happened(self):
        return [self.touched]


class Close:
    """Outcome above: the price at the last visit of the step that ends at `at` is at or above."""

    outcomes = ("above",)

    def __init__(self, name, level, at_step, n_paths):
        self.name, self.level, self.at_step = name, level, at_step
        self.above = np.zeros((2, n_paths), dtype=bool)

    def visit(self, prices, step):
        pass

    def end_of_step(self, prices, step):
        if step == self.at_step:
            self.above = prices >= self.level

    def happened(self):
        return [self.above]


def make_event(table, spot, steps_of, horizon_steps, n_paths):
    """The event of one [[event]] table; `steps_of` turns a duration into a number of steps."""
    table = dict(table)
    name, kind = table.pop("name"), table.pop("kind")

    def log_level(key):
        return np.log(table.pop(key) / spot)

    def time(key):
        return steps_of(table.pop(key)) if key in table else horizon_steps

    if kind == "race":
        event = Race(name, log_level("up"), log_level("down"), time("by"), n_paths)
    elif kind == "touch":
        event = Touch(name, log_level("level"), time("by"), n_paths)
    elif kind == "close":
        event = Close(name, log_level("level"), time("at"), n_paths)
    else:
        raise ValueError(f"event {name}: kind {kind} is not transcribed")
    if table:
        raise ValueError(f"event {name}: {', '.join(table)} is not transcribed")
    return event
