"""Puts the variables of several runs on common axes."""

from typing import Any

import numpy as np

from .errors import LiqcascadeError
from .hdf5 import Variable

Run = dict[str, Variable]

#: Axes that count: runs may have more or fewer of them. The rest name things (texts) or measure (numbers, times).
_COUNTED = {"class", "path"}


def _in_words(runs: list[int]) -> str:
    """0 to 2, 5"""
    spans: list[list[int]] = []
    for run in runs:
        if spans and run == spans[-1][-1] + 1:
            spans[-1][1:] = [run]
        else:
            spans.append([run])
    return ", ".join(f"{span[0]} to {span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


class Axes:
    """The common axes of runs: name -> values, along which every run is laid out."""

    def __init__(self, file: str, numbers: list[int], runs: list[Run]) -> None:
        """`numbers` are those of the runs, for messages. Raises LiqcascadeError where times or prices differ."""
        self.values: dict[str, Variable] = {}
        self._require_shared(file, numbers, runs)
        for run in runs:
            for name, variable in run.items():
                if variable.axes == (name,):
                    self._add(name, variable)

    def _add(self, name: str, variable: Variable) -> None:
        known = self.values.get(name)
        if known is None:
            self.values[name] = variable
        elif _is_named(variable.values):
            values = list(dict.fromkeys([*known.values, *variable.values]))
            self.values[name] = Variable((name,), np.array(values, dtype=object), known.attributes)
        elif len(variable.values) > len(known.values):
            self.values[name] = variable

    @staticmethod
    def _require_shared(file: str, numbers: list[int], runs: list[Run]) -> None:
        """Axes that measure must be equal, because values on other ones cannot stand side by side."""
        kinds: list[tuple[Run, list[int]]] = []
        differing: set[str] = set()
        for number, run in zip(numbers, runs, strict=True):
            measured = {name: v for name, v in run.items() if v.axes == (name,) and _measures(name, v.values)}
            for axes, members in kinds:
                others = {
                    name
                    for name in axes.keys() & measured.keys()
                    if not np.array_equal(axes[name].values, measured[name].values)
                }
                differing |= others
                if not others:
                    axes.update(measured)
                    members.append(number)
                    break
            else:
                kinds.append((dict(measured), [number]))
        if len(kinds) > 1:
            sets = "; ".join(_in_words(members) for _, members in kinds[:8]) + ("; ..." if len(kinds) > 8 else "")
            raise LiqcascadeError(
                f"{file}: its runs differ in {', '.join(sorted(differing))}, so that they do not fit into "
                f"one Dataset. Runs that share them: {sets}. Choose some with "
                f"open_report(path, runs=[...])."
            )

    def place(self, name: str, run: Run) -> np.ndarray:
        """Where the values of a run stand on the axis."""
        own = run[name].values
        if not _is_named(own):
            return np.arange(len(own))
        at = {value: i for i, value in enumerate(self.values[name].values)}
        return np.array([at[value] for value in own], dtype=int)


def _is_named(values: np.ndarray) -> bool:
    return values.dtype == object and len(set(values)) == len(values)


def _measures(name: str, values: np.ndarray) -> bool:
    return not _is_named(values) and name not in _COUNTED and not name.endswith("_bin")


def _empty(kind: np.dtype, axes: tuple[str, ...], shape: tuple[int, ...]) -> np.ndarray:
    """What is not known: NaN, -1, an empty text, False. A bin that a run does not have has no paths."""
    if kind.kind == "O":
        return np.full(shape, "", dtype=object)
    if kind.kind in "iu":
        in_bins = any(axis.endswith("_bin") for axis in axes)
        return np.full(shape, 0 if in_bins else -1, dtype=np.int64)
    if kind.kind == "b":
        return np.zeros(shape, dtype=bool)
    return np.full(shape, np.nan)


def aligned(runs: list[Run], axes: Axes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Variables [run, ...] and coordinates of the axes, as xarray takes them."""
    variables: dict[str, Any] = {}
    for name in dict.fromkeys(name for run in runs for name in run if name not in axes.values):
        first = next(run[name] for run in runs if name in run)
        shape = tuple(len(axes.values[axis].values) for axis in first.axes)
        values = _empty(first.values.dtype, first.axes, (len(runs), *shape))
        for i, run in enumerate(runs):
            if name in run:
                place: Any = (i, *np.ix_(*(axes.place(axis, run) for axis in first.axes)))
                values[place] = run[name].values
        variables[name] = (("run", *first.axes), values, first.attributes)
    coordinates = {name: ((name,), axis.values, axis.attributes) for name, axis in axes.values.items()}
    return variables, coordinates
