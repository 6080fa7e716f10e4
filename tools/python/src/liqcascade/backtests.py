"""Opens files of `liqcascade backtest`."""

import os

import xarray

from .hdf5 import opened

FILETYPE = "liqcascade-backtest"


def open_backtest(path: str | os.PathLike[str]) -> xarray.Dataset:
    """Opens a file of `liqcascade backtest -o`: scores, reliability and coverage of forecasts, read into memory.

    Axes and datasets are those of host/validation/README.md: `brier` [horizon, question, model], `skill_a` with the
    axis `bound` (value, low, high: its 95 % interval), `reliability_n` [horizon, foretold, model, bin] and so on.
    `horizon` is in days. Raises LiqcascadeError where the file is no such file.
    """
    opened(path, FILETYPE, "`liqcascade backtest -o`").close()
    return xarray.load_dataset(path, engine="h5netcdf", decode_timedelta=False)
