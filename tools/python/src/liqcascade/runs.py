"""Runs scenarios."""

import contextlib
import os
import pathlib
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas
import xarray

from .errors import LiqcascadeError, LiqcascadeWarning
from .hdf5 import opened
from .program import call
from .report import open_report
from .summary import FILETYPE, MADE_BY, outcome_table
from .toml import toml_document, toml_value

#: A scenario: the path of a TOML file, or what such a file holds as nested mappings. Paths of files in mappings are
#: relative to the working directory.
Scenario = str | os.PathLike[str] | Mapping[str, Any]

#: Overrides that are options of the program. They set the same keys as `simulation.NAME`.
OPTIONS = ("paths", "seed", "target_se", "step_check", "book_draws", "price_draws")

_FAILED = 1  # exit code: with several runs, at least one of them failed


def _override_arguments(overrides: Mapping[str, Any]) -> list[str]:
    """The command line's words for overrides.

    A name with a dot is a key as it stands; in any other, two underscores stand for a dot.
    """
    words: list[str] = []
    for name, value in overrides.items():
        option = "--" + name.replace("_", "-")
        if name == "step_check":
            words += [option] if value else ["--set", "simulation.step_check=false"]
        elif name in OPTIONS:
            words += [option, toml_value(value, name)]
        else:
            key = name if "." in name else name.replace("__", ".")
            words += ["--set", f"{key}={toml_value(value, key)}"]
    return words


#: Keys of scenarios that name files.
_FILES = (("market", "file"), ("portfolio", "file"), ("simulation", "price_fit"), ("benchmark", "quotes"))


def _with_files_from_here(scenario: Mapping[str, Any]) -> dict[str, Any]:
    """The scenario with paths of files that hold from any folder."""
    found = dict(scenario)
    for table, key in _FILES:
        if isinstance(found.get(table), Mapping) and found[table].get(key):
            found[table] = {**found[table], key: pathlib.Path.cwd() / os.fspath(found[table][key])}
    return found


@contextlib.contextmanager
def _report_of(
    scenario: Scenario,
    words: Sequence[str],
    output: str | os.PathLike[str] | None,
    *,
    backend: str,
    threads: int,
    strict: bool,
    reproducible: bool,
    progress: bool,
    program: str | os.PathLike[str] | None,
) -> Iterator[pathlib.Path]:
    """The report of a call of `run`; without `output` it is there until the end."""
    with tempfile.TemporaryDirectory(prefix="liqcascade-") as folder:
        report = pathlib.Path(folder) / "report.h5" if output is None else pathlib.Path(output).absolute()
        before = report.stat().st_mtime_ns if report.exists() else None
        file: str | os.PathLike[str] = "scenario.toml"
        if isinstance(scenario, Mapping):  # in its folder, so that messages do not name a path that is gone
            (pathlib.Path(folder) / file).write_text(toml_document(_with_files_from_here(scenario)), encoding="utf-8")
        else:
            file = scenario
        choices = ["--color", "never", "--backend", backend, "--threads", str(threads)]
        choices += [word for word, wanted in (("--strict", strict), ("--reproducible", reproducible)) if wanted]
        choices += [] if progress else ["--quiet"]
        _, code = call(
            ["run", file, "-o", report, *choices, *words],
            program=program,
            folder=folder if isinstance(scenario, Mapping) else None,
            progress=progress,
            good=lambda code: (
                code == 0 or (code == _FAILED and report.exists() and report.stat().st_mtime_ns != before)
            ),
        )
        _warn_of_runs(report)
        yield report


def _warn_of_runs(report: pathlib.Path) -> None:
    """Issues each warning of the runs once, and tells failures. Raises LiqcascadeError where no run has a result."""
    told: list[str] = []
    failed: dict[int, str] = {}
    paths = 0
    with opened(report, FILETYPE, MADE_BY) as file:
        for number, run in enumerate(file["runs"].values()):
            paths += int(run.attrs["paths"])
            if run.attrs.get("failure", ""):
                failed[number] = str(run.attrs["failure"])
            for name in ("warnings", "warnings_of_the_day"):
                told += str(run.attrs.get(name, "")).splitlines()
        runs = len(file["runs"])
    reasons = "\n".join(f"run {number}: {reason}" for number, reason in failed.items())
    if failed and paths == 0:
        raise LiqcascadeError(reasons, _FAILED)
    if failed:
        told.append(f"{len(failed)} of {runs} runs failed:\n{reasons}")
    for text in dict.fromkeys(told):
        warnings.warn(text, LiqcascadeWarning, stacklevel=5)


def run(
    scenario: Scenario,
    *,
    output: str | os.PathLike[str] | None = None,
    backend: str = "auto",
    threads: int = 0,
    strict: bool = False,
    reproducible: bool = False,
    progress: bool = False,
    program: str | os.PathLike[str] | None = None,
    **overrides: Any,
) -> xarray.Dataset:
    """Simulates a scenario, with its sweep and variants, and returns its report as a Dataset.

    `overrides` change keys of the scenario, for all its runs. `price__volatility=0.5` sets `price.volatility`; any key
    can be given as it stands, `**{"event.race_113k_93k.up": 112_000}`. `paths`, `seed`, `target_se`, `step_check`,
    `book_draws` and `price_draws` are short for `simulation__paths` and so on. `liqcascade schema scenario` lists all
    keys with units.

    output        keeps the report as this file (HDF5); left out, it is removed once it has been read
    backend       "auto" (a GPU if there is one), "cpu" or "cuda"; the answers are the same
    threads       of the CPU; 0: every core
    strict        refuses a snapshot that is older than `market.max_age`
    reproducible  leaves out what differs from run to run
    progress      prints progress on stderr
    program       the program liqcascade; left out: see `find_program`

    The Dataset is that of `open_report`; where the scenario is a single run, it has no dimension `run`. Probabilities
    are shares (0.27 is 27 %), amounts are in USD, times are in UTC; each variable says so in its attributes `units` and
    `long_name`. Warnings of the program are issued as LiqcascadeWarning, its errors raised as LiqcascadeError. Runs of
    a batch that failed are warned of and hold NaN; where no run has a result, LiqcascadeError is raised.
    """
    with _report_of(
        scenario,
        _override_arguments(overrides),
        output,
        backend=backend,
        threads=threads,
        strict=strict,
        reproducible=reproducible,
        progress=progress,
        program=program,
    ) as report:
        data = open_report(report)
    return data.isel(run=0) if data.sizes["run"] == 1 else data


def sweep(
    scenario: Scenario,
    over: Mapping[str, Iterable[Any]] | None = None,
    *,
    variants: Mapping[str, Mapping[str, Any]] | None = None,
    statistics: Sequence[str] = (),
    output: str | os.PathLike[str] | None = None,
    backend: str = "auto",
    threads: int = 0,
    strict: bool = False,
    reproducible: bool = False,
    progress: bool = False,
    program: str | os.PathLike[str] | None = None,
    **overrides: Any,
) -> pandas.DataFrame:
    """Simulates a scenario for every combination of values, and returns a tidy table: a row for each run and outcome.

    over        keys with the values that they take, {"impact.depth": [200e6, 400e6]}; every combination is a run, and
                the scenario as it stands is run 0. Left out: the scenario's own [sweep]
    variants    named changes of the base run, {"thin": {"impact.depth": 100e6}}. Left out: the scenario's own
    statistics  metrics such as "liquidated.long.es99" or "drawdown.p95" that become columns of each row, in their unit
                (USD or a share); `liqcascade schema report` lists them below /summary

    Columns: `run`, `name`, `variant`, a column for each key in which runs differ (a run that does not set it has the
    value of the scenario; NaN where that is no number and all others are), `event`, `outcome`, `question`, then
    `probability`, `standard_error`, `low` and `high` (95 % sampling interval), `probability_without_cascade`,
    `cascade_effect` and `difference_to_base` with their standard errors, as shares. All runs share their random
    numbers, so that differences to the base run have the small error of pairs. Runs that failed have no rows; a warning
    says why. Everything else as in `run`.
    """
    words = _override_arguments(overrides)
    if over is not None:
        words += ["--set", "sweep=" + toml_value({key: list(values) for key, values in over.items()}, "sweep")]
    if variants is not None:
        made = [{"name": name, "set": dict(changes)} for name, changes in variants.items()]
        words += ["--set", "variant=" + toml_value(made, "variant")]
    with _report_of(
        scenario,
        words,
        output,
        backend=backend,
        threads=threads,
        strict=strict,
        reproducible=reproducible,
        progress=progress,
        program=program,
    ) as report:
        return outcome_table(report, statistics)
