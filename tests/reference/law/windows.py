"""models/law.md 6: the most that is liquidated within a window of time, which slides from step to step."""

from collections import deque

import numpy as np

SECONDS = {"5min": 300, "1h": 3600, "24h": 86400}


class Window:
    """One window of whole steps, of every path of a block."""

    def __init__(self, n_steps, n_paths):
        self.n_steps = n_steps
        self.inside = deque()  # fuel (2, paths) of each of its steps [USD]
        self.now = np.zeros((2, n_paths))
        self.largest = np.zeros((3, n_paths))  # of both sides together, of longs, of shorts [USD]
        self.first_step = np.full(n_paths, -1)  # with fuel, of the largest amount of both sides; -1: none

    def add(self, step, fuel):
        """The fuel that a step removed; what t = 0 removed counts with the first step."""
        if step == 1 and self.inside:
            self.inside[0][1][:] += fuel
        else:
            self.inside.append((max(step, 1), fuel.copy()))
            if len(self.inside) > self.n_steps:
                self.now -= self.inside.popleft()[1]
        self.now += fuel
        both = self.now.sum(axis=0)
        grown = np.flatnonzero(both > self.largest[0] + 1e-3)  # sums of the same fuel may differ by rounding
        for first, removed in reversed(self.inside):
            if grown.size == 0:
                break
            lost = grown[removed[:, grown].sum(axis=0) > 0]
            self.first_step[lost] = first
        np.maximum(self.largest, np.stack([both, *self.now]), out=self.largest)


def windows(step_seconds, n_paths):
    """By name, those that a step fits into."""
    steps = {name: int(seconds // step_seconds) for name, seconds in SECONDS.items()}
    return {name: Window(n, n_paths) for name, n in steps.items() if n > 0}
