"""Tables of a report's runs."""

import os
import tomllib
from collections.abc import Sequence
from typing import Any

import h5py
import numpy as np
import pandas

from .errors import LiqcascadeError
from .hdf5 import opened, values_of, variables_of

#: What a report says it is, and what makes one.
FILETYPE, MADE_BY = "liqcascade-report", "`liqcascade run -o`"

#: What stands before a key in the columns of /summary.
SET = "set."

#: Of each outcome, in the order of the columns.
_OF_OUTCOMES = (
    "question",
    "probability",
    "standard_error",
    "low",
    "high",
    "probability_without_cascade",
    "cascade_effect",
    "cascade_effect_standard_error",
    "difference_to_base",
    "difference_to_base_standard_error",
    "step_error",
    "step_error_standard_error",
)
_ALWAYS = 10  # the first of these are columns of every table, the others where a run has them


def plain(name: str, values: np.ndarray) -> np.ndarray:
    """The values of a column: of a key that was set, texts and booleans as such; tables and lists stay TOML."""
    if not name.startswith(SET) or values.dtype != object:
        return values

    def one(text: str) -> Any:
        try:
            value = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:  # empty: the scenario does not have the key
            return text
        return text if isinstance(value, (dict, list)) else value

    return np.array([one(text) for text in values] + [None], dtype=object)[:-1]


def _summary_of(file: h5py.File) -> pandas.DataFrame:
    columns = variables_of(file["summary"])
    runs = columns.pop("run").values
    table = pandas.DataFrame(
        {name: plain(name, column.values) for name, column in columns.items()}, index=range(len(runs))
    )
    table.index.name = "run"
    first = [name for name in ("name", "variant", "failure", "base", "seed", "paths", "complete") if name in table]
    keys = [name for name in columns if name.startswith(SET)]
    return table[first + keys + [name for name in table if name not in {*first, *keys}]]


def open_summary(path: str | os.PathLike[str]) -> pandas.DataFrame:
    """The table /summary of a report: a row for each run, by its number from 0.

    Columns as `liqcascade schema report` lists them: name, variant, failure, base (-1: a base run), seed, paths,
    complete, `set.KEY` (a run that does not set the key has the value of its scenario), `EVENT.OUTCOME.probability` and
    its like (shares), `liquidated.long.es99` and its like (USD or a share). Raises LiqcascadeError where the file is no
    report.
    """
    with opened(path, FILETYPE, MADE_BY) as file:
        return _summary_of(file)


def outcome_table(path: str | os.PathLike[str], statistics: Sequence[str] = ()) -> pandas.DataFrame:
    """The tidy table of a report: a row for each run and outcome, as `sweep` returns it.

    statistics  columns of /summary that each row of a run gets too, such as "liquidated.long.es99" (USD) or
                "drawdown.p95"

    Raises LiqcascadeError where the file is no report, or has no such statistic.
    """
    with opened(path, FILETYPE, MADE_BY) as file:
        summary = _summary_of(file)
        groups = [file[f"runs/{run:06d}"] for run in summary.index]
        keys = _differing_keys(groups)
        tables = [_outcomes_of(group, run) for run, group in enumerate(groups)]
    outcomes = pandas.concat([table for table in tables if len(table)] or tables, ignore_index=True)
    unknown = [name for name in statistics if name not in summary]
    if unknown:
        there = [
            name
            for name in map(str, summary)
            if name.count(".") and not name.startswith(SET) and name.rpartition(".")[0] + ".probability" not in summary
        ]
        raise LiqcascadeError(f"{os.fspath(path)}: has no statistic {unknown[0]!r}; accepted: {', '.join(there)}")
    about = summary.loc[outcomes["run"]].reset_index(drop=True)
    is_base = (about["base"] < 0).to_numpy()
    for name in ("difference_to_base", "difference_to_base_standard_error"):
        outcomes.loc[is_base, name] = 0.0
    left = about[["name", "variant", *(SET + key for key in keys)]].rename(columns=lambda name: name.removeprefix(SET))
    right = about[list(statistics)]
    return pandas.concat([outcomes[["run"]], left, outcomes.drop(columns="run"), right], axis=1)


def _differing_keys(runs: Sequence[h5py.Group]) -> list[str]:
    """The keys that not all runs have set to the same value, in the order of the runs."""
    of_runs = [dict(line.split(" = ", 1) for line in str(run.attrs["set"]).splitlines()) for run in runs]
    keys = dict.fromkeys(key for one in of_runs for key in one)
    return [key for key in keys if len({one.get(key) for one in of_runs}) > 1]


def _outcomes_of(run: h5py.Group, number: int) -> pandas.DataFrame:
    """The outcomes of one run; none where it failed before its first path."""
    labels = values_of(run["outcome"]) if "outcome" in run else np.array([], dtype=object)
    columns: dict[str, object] = {
        "run": np.full(len(labels), number),
        "event": [label.partition(".")[0] for label in labels],
        "outcome": [label.partition(".")[2] for label in labels],
    }
    for i, name in enumerate(_OF_OUTCOMES):
        if name in run:
            columns[name] = values_of(run[name])
        elif i < _ALWAYS:
            columns[name] = np.full(len(labels), np.nan)
    return pandas.DataFrame(columns)
