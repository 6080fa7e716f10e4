"""The price over time."""

import tomllib
from collections.abc import Mapping

import numpy as np
import xarray
from matplotlib.axes import Axes

from . import style


def asked_levels(data: xarray.Dataset) -> dict[str, float]:
    """The levels of the first question of the run's scenario, with their words; none where it has no levels."""
    events = tomllib.loads(str(style.about(data, "scenario"))).get("event", [])
    first = events[0] if events else {}
    return {style.price(first[key]): float(first[key]) for key in ("up", "down", "level") if key in first}


def _from_start(data: xarray.Dataset, variable: xarray.DataArray) -> tuple[np.ndarray, np.ndarray]:
    """Times and values [time, quantile], with the spot price at the start before them."""
    spot = np.full((1, variable.sizes["quantile"]), float(style.about(data, "spot")))
    values = variable.transpose("time", "quantile").to_numpy()
    return np.concatenate([[style.start(data)], variable["time"].to_numpy()]), np.concatenate([spot, values])


def _bands(levels: np.ndarray) -> list[tuple[int, int, str]]:
    """Pairs of quantiles around the median, the widest first: indices and words."""
    found = []
    for i, level in enumerate(levels):
        partner = np.flatnonzero(np.isclose(levels, 1 - level))
        if level < 0.5 and partner.size:
            found.append((i, int(partner[0]), f"{round(100 * (1 - 2 * level), 6):g} % of paths"))
    return found


def fan(
    data: xarray.Dataset, ax: Axes | None = None, *, levels: Mapping[str, float] | None = None, paths: int = 0
) -> Axes:
    """Draws the quantiles of the price over time: bands around the median, and the 5 % and 95 % without the cascade.

    data    one run, with price_quantile [time, quantile] in USD
    ax      where to draw; left out: a new figure
    levels  prices to mark, with their words, {"support": 97_000.0}; left out: those of the scenario's first question
    paths   so many sample paths are drawn too, at the few times at which the report has them

    Returns the Axes. Raises LiqcascadeError where the Dataset holds several runs or no quantiles.
    """
    data = style.one_run(data)
    with_cascade = style.need(data, "price_quantile")
    ax = style.axes_or_new(ax)
    time, values = _from_start(data, with_cascade)
    quantiles = with_cascade["quantile"].to_numpy()
    bands = _bands(quantiles)
    for i, (low, high, words) in enumerate(bands):
        shade = 0.16 + 0.5 * (i + 1) / (len(bands) + 1)
        ax.fill_between(
            time, values[:, low], values[:, high], color=style.COLOURS[0], alpha=shade, linewidth=0, label=words
        )
    middle = np.flatnonzero(np.isclose(quantiles, 0.5))
    if middle.size:
        ax.plot(time, values[:, middle[0]], color=style.INK, linewidth=1.6, label="median")
    _draw_without(ax, data, quantiles)
    if paths:
        _draw_paths(ax, data, paths)
    marked = asked_levels(data) if levels is None else dict(levels)
    for words, level in marked.items():
        ax.axhline(level, color=style.COLOURS[1], linewidth=1.1, linestyle=(0, (5, 3)))
        ax.annotate(
            words,
            (1, level),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            color=style.dark(style.COLOURS[1]),
            va="center",
            fontsize=9,
            annotation_clip=False,
        )
    ax.set_xlim(time[0], time[-1])
    style.date_axis(ax.xaxis)
    style.price_axis(ax.yaxis)
    ax.grid(axis="y", color=style.PALE, linewidth=0.6)
    ax.legend(loc="upper left", frameon=False, fontsize=9, ncols=2)
    asset = style.about(data, "asset")
    note = style.computed(data) + "\nA band holds this share of all paths at each time; no path has to stay in it."
    return style.finish(
        ax, f"{asset}: where the price may be, with the cascade", note, x="time (UTC)", y=f"price of {asset} (USD)"
    )


def _draw_without(ax: Axes, data: xarray.Dataset, quantiles: np.ndarray) -> None:
    if "price_quantile_without_cascade" not in data:
        return
    time, values = _from_start(data, data["price_quantile_without_cascade"])
    words = "5 % and 95 % without the cascade"
    for level in (0.05, 0.95):
        for at in np.flatnonzero(np.isclose(quantiles, level)):
            ax.plot(time, values[:, at], color=style.INK, linewidth=1.0, linestyle=":", label=words)
            words = "_nolegend_"


def _draw_paths(ax: Axes, data: xarray.Dataset, paths: int) -> None:
    sample = style.need(data, "sample_price").transpose("path", "extreme_time").isel(path=slice(paths))
    words = f"{sample.sizes['path']} sample paths, at {sample.sizes['extreme_time']} times"
    time = np.concatenate([[style.start(data)], sample["extreme_time"].to_numpy()])
    spot = float(style.about(data, "spot"))
    for one in sample.to_numpy():
        ax.plot(time, [spot, *one], color=style.GREY, linewidth=0.6, alpha=0.8, label=words)
        words = "_nolegend_"
