"""liqcascade from Python: run scenarios, open reports, make snapshots, draw.

    import liqcascade
    data = liqcascade.run("june-2025.toml", paths=20_000)
    data.probability.sel(outcome="race_113k_93k.up")
    liqcascade.plot.fan(data)

The work is done by the program liqcascade, which `find_program` finds; opening reports and drawing need only this
package.
"""

import importlib
from typing import Any

from .backtests import open_backtest
from .errors import LiqcascadeError, LiqcascadeWarning
from .positions import read_positions
from .program import find_program
from .report import open_report
from .runs import run, sweep
from .snapshot import market
from .summary import open_summary, outcome_table

__version__ = "0.1.0"
__all__ = [
    "LiqcascadeError",
    "LiqcascadeWarning",
    "find_program",
    "market",
    "open_backtest",
    "open_report",
    "open_summary",
    "outcome_table",
    "plot",
    "read_positions",
    "run",
    "sweep",
]


def __getattr__(name: str) -> Any:
    """`liqcascade.plot` needs matplotlib, and is imported when it is used."""
    if name == "plot":
        try:
            return importlib.import_module(".plot", __name__)
        except ModuleNotFoundError as error:
            if error.name != "matplotlib":
                raise
            raise ImportError("liqcascade.plot needs matplotlib: pip install matplotlib") from error
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
