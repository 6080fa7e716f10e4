"""How likely large values are."""

from collections.abc import Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from ..errors import LiqcascadeError
from . import style

_MOST = 4
_COUNT = "_count"


def _quantities(data: xarray.Dataset) -> list[str]:
    return [
        str(name).removesuffix(_COUNT)
        for name in data
        if str(name).endswith(_COUNT) and "worst_tail" in data[name].attrs
    ]


def _curve(data: xarray.Dataset, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Values, and the probability of the value or a worse one: two points for each bin that holds a path, its ends."""
    count = data[name + _COUNT].to_numpy().astype(float)
    held = count > 0
    count, low, high = count[held], data[f"{name}_lower"].to_numpy()[held], data[f"{name}_upper"].to_numpy()[held]
    below = np.concatenate([[0.0], np.cumsum(count)]) / count.sum()
    share = below if data[name + _COUNT].attrs["worst_tail"] == "low" else 1 - below
    return np.column_stack([low, high]).ravel(), np.column_stack([share[:-1], share[1:]]).ravel()


def _words(data: xarray.Dataset, name: str, unit: str) -> str:
    def text(statistic: str) -> str:
        value = float(data[f"{name}_{statistic}"])
        return style.money(value) if unit == "USD" else style.percent(value) if unit == "1" else f"{value:.4g}"

    low = data[name + _COUNT].attrs["worst_tail"] == "low"
    return (
        f"{data[name + _COUNT].attrs['meaning']}\n99 % of paths {'above' if low else 'below'} "
        f"{text('p01' if low else 'p99')}; mean of the worst 1 %: {text('es99')}"
    )


def exceedance(
    data: xarray.Dataset, ax: Axes | None = None, *, quantities: Sequence[str] = ("largest_1h_both", "largest_24h_both")
) -> Axes:
    """Draws the probability of at least so much: of liquidations within an hour and a day, or of other quantities.

    data        one run, with QUANTITY_count, _lower and _upper [QUANTITY_bin]
    ax          where to draw; left out: a new figure
    quantities  one to four of the same unit, such as "drawdown", "liquidated_long" or "close"; of a quantity whose
                worst values are the lowest (close, lowest) the probability of at most so much is drawn

    Bands are 95 % sampling intervals (Wilson), where paths are independent. Amounts are on a logarithmic axis. Returns
    the Axes. Raises LiqcascadeError where the Dataset holds several runs, or quantities are not there or differ in
    unit.
    """
    data = style.one_run(data)
    there = _quantities(data)
    wrong = [name for name in quantities if name not in there]
    if wrong or not 1 <= len(quantities) <= _MOST:
        found = f"there is no quantity {wrong[0]!r}" if wrong else f"{len(quantities)} quantities are asked for"
        raise LiqcascadeError(f"{found}; accepted: 1 to {_MOST} of {', '.join(there)}")
    kinds = {
        (data[f"{name}_lower"].attrs.get("units", ""), data[name + _COUNT].attrs["worst_tail"]) for name in quantities
    }
    if len(kinds) > 1:
        raise LiqcascadeError(
            f"{', '.join(quantities)} differ in their unit or in their worst tail, so that they cannot share an axis"
        )
    unit, tail = kinds.pop()
    ax = style.axes_or_new(ax)
    paths = float(style.about(data, "paths"))
    amounts = unit == "USD" and tail == "high" and not quantities[0].startswith("highest")
    for name, colour in zip(quantities, style.COLOURS, strict=False):
        value, probability = _curve(data, name)
        drawn = (probability > 0.1 / paths) & (value > 0 if amounts else np.isfinite(value))
        if not drawn.any():
            raise LiqcascadeError(f"{name} is 0 on every path, and has no tail to draw")
        value, probability = value[drawn], probability[drawn]
        if style.is_independent(data):
            low, high = style.wilson(probability, paths)
            ax.fill_between(value, np.maximum(low, 0.3 / paths), high, color=colour, alpha=0.25, linewidth=0)
        ax.plot(value, probability, color=colour, linewidth=1.8, label=_words(data, name, unit))
    _scales(ax, unit, amounts, paths)
    ax.legend(loc="lower left" if tail == "high" else "lower right", frameon=False, fontsize=9)
    note = style.computed(data) + (" Bands: 95 % sampling intervals." if style.is_independent(data) else "")
    than = "at least" if tail == "high" else "at most"
    several = len(quantities) > 1
    words = "value" if several else data[quantities[0] + _COUNT].attrs["meaning"]
    title = f"how likely {'so low prices' if tail == 'low' else 'so large values'} are" if several else words
    if several and amounts:
        words, title = "amount", "how likely so large amounts are"
    return style.finish(
        ax,
        f"{style.about(data, 'asset')}: {title}, with the cascade",
        note,
        x=words if unit == "1" else f"{words} ({unit})",
        y=f"probability of {than} this",
    )


def _scales(ax: Axes, unit: str, amounts: bool, paths: float) -> None:
    ax.set_yscale("log")
    ax.set_ylim(0.5 / paths, 1.3)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g} %"))
    if amounts:
        ax.set_xscale("log")
        style.money_axis(ax.xaxis, logarithmic=True)
    elif unit == "1":
        style.percent_axis(ax.xaxis)
    else:
        style.price_axis(ax.xaxis)
    ax.grid(color=style.PALE, linewidth=0.6)
