"""Makes the events of the [[event]] tables of a scenario (host/interface.md)."""

import numpy as np

from .events import Close, Cross, Hold, Race, Sequence, Stage, Threshold, Touch


class EventReader:
    """Makes the event of an [[event]] table for a block of paths."""

    def __init__(self, scenario, n_paths):
        self.scenario, self.n_paths = scenario, n_paths

    def level(self, price):
        return np.log(price / self.scenario.spot)

    def steps(self, table, key):
        """A duration in steps; the horizon if there is none."""
        horizon = self.scenario.horizon.n_steps
        return self.scenario.steps_of(table.pop(key)) if key in table else horizon

    def threshold(self, table):
        """`above` or `below` of a table."""
        above = "above" in table
        return Threshold(self.level(table.pop("above" if above else "below")), above)

    def stage(self, table):
        table = dict(table)
        guards = []
        for key in ("before_above", "before_below"):
            if key in table:
                guards.append(Threshold(self.level(table.pop(key)), key == "before_above"))
        stage = Stage(self.threshold(table), tuple(guards), self.steps(table, "by"))
        self.finished("a step of a sequence", table)
        return stage

    def finished(self, name, table):
        if table:
            raise ValueError(f"event {name}: {', '.join(table)} is not transcribed")

    def cross(self, name, table):
        scenario = self.scenario
        calendar, horizon = scenario.calendar, scenario.horizon
        steps = calendar.close_steps(horizon.step, horizon.n_steps) if calendar else []
        fast, slow = table.pop("fast"), table.pop("slow")
        return Cross(name, fast, slow, calendar, steps, scenario.spot, self.n_paths)

    def event(self, table):
        table = dict(table)
        name, kind, n = table.pop("name"), table.pop("kind"), self.n_paths
        table.pop("given", None)  # a matter of counting, not of paths
        if kind == "race":
            up, down = self.level(table.pop("up")), self.level(table.pop("down"))
            event = Race(name, up, down, self.steps(table, "by"), n)
        elif kind == "touch":
            event = Touch(name, self.level(table.pop("level")), self.steps(table, "by"), n)
        elif kind == "close":
            event = Close(name, self.level(table.pop("level")), self.steps(table, "at"), n)
        elif kind == "sequence":
            event = Sequence(name, [self.stage(stage) for stage in table.pop("steps")], n)
        elif kind == "hold":
            steps = self.scenario.steps_of(table.pop("for"))
            event = Hold(name, self.threshold(table), steps, n)
        elif kind == "cross":
            event = self.cross(name, table)
        else:
            raise ValueError(f"event {name}: kind {kind} is not transcribed")
        self.finished(name, table)
        return event
