"""Where and when positions are liquidated."""

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm

from ..errors import LiqcascadeError
from . import style

_DECADES = 3  # of the colours, below the darkest
_TIMES = 60  # at most so many columns: narrower ones show the noise of rare paths
_SIDES = {"both": "positions", "long": "longs", "short": "shorts"}


def _rates(data: xarray.Dataset, side: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Edges of time and of price, and USD a day in each 1 % of the price [time, price]."""
    liquidated = style.need(data, "expected_liquidated")
    n = liquidated.sizes["time"]
    every = -(-n // _TIMES)
    liquidated = liquidated.isel(time=slice((n - 1) % every, None, every))  # the last time is among them
    of_side = liquidated.sum("side") if side == "both" else liquidated.sel(side=side)
    times = np.concatenate([[style.start(data)], liquidated["time"].to_numpy()])
    bounds = data["price_bounds"].transpose("price", "bound").to_numpy()
    edges = np.concatenate([bounds[:, 0], bounds[-1:, 1]])
    in_each = np.diff(of_side.transpose("time", "price").to_numpy(), axis=0, prepend=0.0)
    days = np.diff(times) / np.timedelta64(1, "D")
    hundredths = np.diff(np.log(edges)) / np.log(1.01)
    return times, edges, np.maximum(in_each, 0.0) / days[:, None] / hundredths


def _range_of_price(data: xarray.Dataset, edges: np.ndarray, rates: np.ndarray) -> tuple[int, int]:
    """The bins where the price is likely to be and something is liquidated: first one, and the one behind the last."""
    quantile = data["price_quantile"].to_numpy()
    held = np.flatnonzero(rates.max(axis=0) > 0)
    first = max(int(np.searchsorted(edges, 0.97 * np.nanmin(quantile))) - 1, held[0])
    last = min(int(np.searchsorted(edges, 1.03 * np.nanmax(quantile))), held[-1] + 1)
    return (first, last) if rates[:, first:last].max(initial=0) > 0 else (held[0], held[-1] + 1)


def heat_map(data: xarray.Dataset, ax: Axes | None = None, *, side: str = "both") -> Axes:
    """Draws the expected liquidations by time and price: USD a day in each 1 % of the price, mean over all paths.

    data  one run, with expected_liquidated [time, price, side] in USD, cumulative over time
    ax    where to draw; left out: a new figure. A bar of colours is put beside it
    side  "both", "long" or "short"

    Lines are the median of the price and its 5 % and 95 % quantiles. Colours are logarithmic over three decades; what
    is below is white. Returns the Axes. Raises LiqcascadeError where the Dataset holds several runs, or nothing is
    liquidated.
    """
    if side not in _SIDES:
        raise LiqcascadeError(f"side is {side!r}; accepted: {', '.join(_SIDES)}")
    data = style.one_run(data)
    times, edges, rates = _rates(data, side)
    if not rates.max() > 0:
        raise LiqcascadeError(f"no {_SIDES[side]} are liquidated on any path of this run")
    ax = style.axes_or_new(ax)
    low, high = _range_of_price(data, edges, rates)
    rates = rates[:, low:high]
    edges = edges[low : high + 1]
    darkest = np.quantile(rates[rates > 0], 0.999)
    lightest = darkest / 10**_DECADES
    shown = np.ma.masked_less(rates, lightest)
    mesh = ax.pcolormesh(times, edges, shown.T, norm=LogNorm(lightest, darkest), cmap="YlOrBr", rasterized=True)
    bar = ax.figure.colorbar(mesh, ax=ax, pad=0.02, extend="max" if rates.max() > darkest else "neither")
    style.money_axis(bar.ax.yaxis)
    bar.ax.minorticks_off()
    bar.set_label(f"USD of {_SIDES[side]} liquidated a day, for each 1 % of price", labelpad=8)
    for level, line, words in (
        (0.05, "--", "5 % and 95 % of the price"),
        (0.95, "--", "_nolegend_"),
        (0.5, "-", "median"),
    ):
        quantile = data["price_quantile"].sel(quantile=level, method="nearest")
        if np.isclose(float(quantile["quantile"]), level):
            ax.plot(
                quantile["time"].to_numpy(),
                quantile.to_numpy(),
                color=style.COLOURS[0],
                linewidth=1.3,
                linestyle=line,
                label=words,
            )
    ax.set_ylim(edges[0], edges[-1])
    ax.set_xlim(times[0], times[-1])
    ax.legend(loc="upper left", frameon=True, framealpha=0.85, edgecolor="none", fontsize=9)
    style.date_axis(ax.xaxis)
    style.price_axis(ax.yaxis)
    asset = style.about(data, "asset")
    note = style.computed(data) + (
        "\nMean over all paths, those without liquidations included; white: less than the bar begins with."
    )
    return style.finish(
        ax, f"{asset}: when and where {_SIDES[side]} are liquidated", note, x="time (UTC)", y=f"price of {asset} (USD)"
    )
