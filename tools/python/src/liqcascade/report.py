"""Opens a report: all of its runs in one Dataset."""

import os
from collections.abc import Iterable
from typing import Any

import h5py
import numpy as np
import xarray

from .alignment import Axes, aligned
from .errors import LiqcascadeError
from .hdf5 import Known, Variable, attributes_of, opened, variables_of
from .summary import FILETYPE, MADE_BY, SET, plain

#: Columns of /summary that become coordinates of the runs, beside the keys that were set.
ABOUT_RUNS = ("name", "variant", "failure", "base", "seed", "paths", "complete")

#: Groups of a run that are left out: the snapshot, which is large and the same for most runs.
_LEFT_OUT = {"market"}

#: Axes of a group below the run that are its own, though they have the name of another.
_OWN_AXES = {"bin", "price"}

#: Attributes of a distribution that its counts take over.
_OF_COUNTS = {"meaning", "worst_tail"}


def _variables_of_run(group: h5py.Group, known: Known) -> dict[str, Variable]:
    """All variables of a run. Those of its groups have the group's name before theirs: `ladder_fuel`."""
    found = variables_of(group, known=known)
    below = {name: item for name, item in group.items() if isinstance(item, h5py.Group) and name not in _LEFT_OUT}
    below.update(below.pop("distributions", {}))
    for prefix, item in below.items():
        renamed = {axis: f"{prefix}_{axis}" for axis in _OWN_AXES}
        for name, variable in variables_of(item, known=known, prefix=prefix).items():
            if name == "count":  # of a distribution: what is counted, and in which tail its shortfalls are
                variable.attributes |= {key: value for key, value in attributes_of(item).items() if key in _OF_COUNTS}
            is_axis = variable.axes == (name,)
            variable.axes = tuple(renamed.get(axis, axis) for axis in variable.axes)
            title = variable.axes[0] if is_axis else f"{prefix}_{name}"
            if title in found and not is_axis:
                raise LiqcascadeError(
                    f"{group.file.filename}: {item.name}/{name} and another object of the run would both be "
                    f"{title}; a newer version of this package may read the file"
                )
            found.setdefault(title, variable)
    return found


def _asked_runs(file: h5py.File, path: str, runs: Iterable[int] | None) -> list[int]:
    there = len(file["runs"])
    asked = list(range(there)) if runs is None else [int(run) for run in runs]
    wrong = [run for run in asked if not 0 <= run < there]
    if wrong or not asked:
        found = f"has no run {wrong[0]}" if wrong else "no run is asked for"
        raise LiqcascadeError(f"{path}: {found}; accepted: 0 to {there - 1}")
    return asked


def _attributes(file: h5py.File, groups: list[h5py.Group]) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Attributes that hold for all runs that did not fail, and those that differ: a value for each run."""
    of_runs = [attributes_of(group) for group in groups]
    decisive = [one for one in of_runs if one.get("paths", 0) > 0] or of_runs
    common, differing = attributes_of(file), {}
    for name in dict.fromkeys(name for one in of_runs for name in one):
        of_decisive = [one.get(name) for one in decisive]
        if all(value == of_decisive[0] for value in of_decisive):
            common[name] = of_decisive[0]
            continue
        common.pop(name, None)
        values = [one.get(name) for one in of_runs]
        texts = any(isinstance(value, (str, list)) for value in values)
        differing[name] = np.array([_or_missing(value, texts) for value in values], dtype=object if texts else None)
    return common, differing


def _or_missing(value: Any, text: bool) -> Any:
    if value is None:
        return "" if text else np.nan
    return "\n".join(map(str, value)) if isinstance(value, list) else value


def _dates(variable: Variable) -> Variable:
    """Times in UTC of a count of seconds since one; any other variable as it is."""
    units = variable.attributes.get("units", "")
    if not units.startswith("seconds since "):
        return variable
    begin = np.datetime64(units.removeprefix("seconds since ").replace(" ", "T"), "ns")
    values = begin + np.round(variable.values * 1e9).astype("timedelta64[ns]")
    kept = {key: value for key, value in variable.attributes.items() if key not in ("units", "calendar")}
    return Variable(variable.axes, values, kept)


def open_report(path: str | os.PathLike[str], runs: Iterable[int] | None = None) -> xarray.Dataset:
    """Opens a report of `run -o` or `report merge` as one Dataset with the dimension `run`, read into memory.

    runs  the numbers of the runs, counted from 0; left out: all

    Variables are those of `liqcascade schema report`, [run, ...], with `units` and `long_name`: `probability` and
    `cascade_effect` [run, outcome], `first_touch` [run, time, outcome], `price_quantile` [run, time, quantile],
    `expected_liquidated` [run, time, price, side] and so on. What stands in a group below a run has its name before its
    own: `ladder_branching_ratio` [run, ladder_price], `largest_1h_both_p99` [run], `drawdown_count` [run,
    drawdown_bin], `portfolio_liquidated` [run, position]. Coordinates of `run` are its name, variant, failure, base
    run, seed, paths, spot, and `set.KEY` for each key that any run sets; attributes that differ between runs are
    variables. `runs/NNNNNN/market`, the snapshot, is left out: xarray.open_dataset(path,
    group="runs/000000/market/positions").

    Runs have the union of their outcomes, positions and limits. Where a run has no value it holds NaN, -1 or an empty
    text. Times, prices and quantiles must be the same in all runs: LiqcascadeError says which runs share theirs, to be
    asked for with `runs`. It is also raised where the file is no report.
    """
    name = os.fspath(path)
    with opened(path, FILETYPE, MADE_BY) as file:
        asked = _asked_runs(file, name, runs)
        groups = [file[f"runs/{run:06d}"] for run in asked]
        known: Known = {}
        of_runs = [{title: _dates(one) for title, one in _variables_of_run(group, known).items()} for group in groups]
        axes = Axes(name, asked, of_runs)
        variables, coordinates = aligned(of_runs, axes)
        common, differing = _attributes(file, groups)
        table = variables_of(file["summary"], lambda column: column in ABOUT_RUNS or column.startswith(SET))
    coordinates["run"] = ("run", asked, {"long_name": "number of the run, counted from 0"})
    for column, variable in table.items():
        coordinates[column] = ("run", plain(column, variable.values)[asked], variable.attributes)
        common.pop(column, None)
    for key, values in differing.items():
        if key == "spot":
            coordinates[key] = ("run", values)
        elif key not in coordinates:
            variables.setdefault(key, ("run", values))
    if "spot" not in coordinates:
        coordinates["spot"] = ("run", np.full(len(asked), common.pop("spot", np.nan)), {"units": "USD"})
    return xarray.Dataset(variables, coordinates, common)
