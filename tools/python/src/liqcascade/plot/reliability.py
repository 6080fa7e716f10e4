"""Whether forecasts happened as often as they said."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes

from ..errors import LiqcascadeError
from . import style

#: Short words for the models of `liqcascade backtest` (host/validation/README.md).
_MODELS = {
    "A": "climatology",
    "B": "constant volatility",
    "C": "trailing volatility",
    "M0": "forecast volatility, martingale",
    "M": "forecast volatility",
    "D": "implied volatility",
    "0.85D": "0.85 of implied volatility",
    "S0": "simulated, without the cascade",
    "S": "simulated, with the cascade",
}
_MARKERS = "osD^"


def _choice(words: str, asked: object, there: Sequence[object]) -> None:
    if asked not in there:
        raise LiqcascadeError(f"{words} is {asked!r}; accepted: {', '.join(map(str, there))}")


def reliability(
    data: xarray.Dataset,
    ax: Axes | None = None,
    *,
    foretold: str | None = None,
    horizon: int | None = None,
    models: Sequence[str] = ("M", "A"),
) -> Axes:
    """Draws how often what was foretold happened, by tenths of the probability that was foretold.

    data      the Dataset of `open_backtest`, with reliability_n, _forecast and _observed [horizon, foretold, model,
              bin]
    ax        where to draw; left out: a new figure
    foretold  QUESTION.OUTCOME; left out: all touches together, or the first one where none was asked
    horizon   days; left out: the shortest
    models    one to four of the file's, such as "M" (forecast volatility), "A" (climatology)

    On the diagonal, forecasts happened as often as they said. Bars are 95 % intervals of the block bootstrap, areas of
    markers go with the number of forecasts. Returns the Axes. Raises LiqcascadeError for what the file does not have.
    """
    style.need(data, "reliability_observed")
    there = [str(name) for name in data["foretold"].to_numpy()]
    foretold = foretold or ("touches.hit" if "touches.hit" in there else there[0])
    horizon = int(data["horizon"].min()) if horizon is None else horizon
    _choice("foretold", foretold, there)
    _choice("horizon", horizon, [int(days) for days in data["horizon"].to_numpy()])
    for model in models:
        _choice("a model", model, [str(name) for name in data["model"].to_numpy()])
    if not 1 <= len(models) <= len(_MARKERS):
        raise LiqcascadeError(f"{len(models)} models are asked for; accepted: 1 to {len(_MARKERS)}")
    ax = style.axes_or_new(ax)
    ax.plot([0, 1], [0, 1], color=style.GREY, linewidth=1, linestyle="--", label="as often as foretold")
    for model, colour, marker in zip(models, style.COLOURS, _MARKERS, strict=False):
        of = data.sel(foretold=foretold, horizon=horizon, model=model)
        n = of["reliability_n"].to_numpy().astype(float)
        held = n > 0
        forecast = of["reliability_forecast"].to_numpy()[held]
        observed, low, high = of["reliability_observed"].transpose("bound", "bin").to_numpy()[:, held]
        known = np.isfinite(low) & np.isfinite(high)
        ax.vlines(forecast[known], low[known], high[known], color=colour, linewidth=1.2, alpha=0.8)
        ax.plot(forecast, observed, color=colour, linewidth=0.8, alpha=0.6)
        name = f"{model}: {_MODELS[model]}" if model in _MODELS else model
        look: dict[str, Any] = {
            "color": colour,
            "marker": marker,
            "alpha": 0.85,
            "edgecolor": "white",
            "linewidth": 0.8,
        }
        ax.scatter(forecast, observed, s=20 + 180 * n[held] / n.max(), zorder=3, **look)
        ax.scatter([], [], s=60, label=f"{name} ({int(n.sum()):,} forecasts)", **look)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.02, 1.02)
    style.percent_axis(ax.xaxis)
    style.percent_axis(ax.yaxis)
    ax.grid(color=style.PALE, linewidth=0.6)
    ax.legend(loc="upper left", frameon=False, fontsize=9)
    what = "touches of levels" if foretold == "touches.hit" else foretold
    begin, end = (str(time)[:10] for time in data["start"].to_numpy()[[0, -1]].astype("datetime64[D]"))
    return style.finish(
        ax,
        f"Did forecasts of {what} within {horizon} days happen as often as they said?",
        f"Forecasts of {begin} to {end} with the past only. Bars: 95 % intervals (block bootstrap); larger "
        "markers: more forecasts.",
        x="probability that was foretold",
        y="share that happened",
    )
