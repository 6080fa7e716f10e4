"""What the pictures share: colours, words for numbers, and how an Axes is finished."""

import math
from typing import Any

import numpy as np
import xarray
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.dates import AutoDateLocator, num2date
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from ..errors import LiqcascadeError

#: Okabe and Ito's colours: blue, vermilion, green, pink, orange, sky.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
INK, GREY, PALE = "#222222", "#6b6b6b", "#dddddd"
_Z = 1.959963984540054  # of a 95 % interval


def axes_or_new(ax: Axes | None) -> Axes:
    """The Axes to draw on; a figure of its own if there is none."""
    if ax is not None:
        return ax
    _, made = pyplot.subplots(figsize=(9, 5.4), layout="constrained")
    return made


def one_run(data: xarray.Dataset) -> xarray.Dataset:
    """The only run of a report. Raises LiqcascadeError where there are several."""
    if "run" not in data.dims:
        return data
    if data.sizes["run"] == 1:
        return data.isel(run=0)
    raise LiqcascadeError(
        f"the Dataset holds {data.sizes['run']} runs; a picture shows one: data.isel(run=0) takes the base run, "
        "data.sel(run=3) the run of number 3"
    )


def need(data: xarray.Dataset, name: str) -> xarray.DataArray:
    """A variable. Raises LiqcascadeError where the Dataset does not have it."""
    if name in data:
        return data[name]
    raise LiqcascadeError(
        f"the Dataset has no {name}; accepted: one of liqcascade.run or open_report, of a run whose report "
        f"has it (`liqcascade schema report` says when)"
    )


def about(data: xarray.Dataset, name: str) -> Any:
    """What a report says of a run: an attribute, or a coordinate where runs differ."""
    if name in data.attrs:
        return data.attrs[name]
    return need(data, name).item()


def money(usd: float) -> str:
    """$1.2B, $430M, $12K: three digits. The dollar is escaped, or matplotlib would take it for a formula."""
    if not math.isfinite(usd):
        return "not known"
    size = abs(usd)
    for factor, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")):
        if size >= factor * 0.9995:
            return rf"\${_digits(usd / factor)}{letter}"
    return rf"\${_digits(usd)}"


def _digits(value: float) -> str:
    text = f"{value:.3g}"
    return f"{value:.0f}" if "e" in text else text


def price(value: float) -> str:
    """93,000 or 0.000013841: five significant digits or more."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.5g}"


def percent(share: float) -> str:
    """27.5 %, 0.04 %: three significant digits, at most one decimal from 1 % on."""
    value = 100 * share
    if value == 0 or abs(value) >= 1:
        return f"{value:.1f} %"
    return f"{value:.2g} %"


def duration(seconds: float) -> str:
    """30 days, 5 min."""
    for unit, name in ((86_400, "day"), (3_600, "h"), (60, "min")):
        if seconds >= unit and seconds % unit == 0:
            number = int(seconds // unit)
            return f"{number} {name}{'s' if name == 'day' and number != 1 else ''}"
    return f"{seconds:g} s"


def computed(data: xarray.Dataset) -> str:
    """How a run was computed, for the line below a picture."""
    horizon, step = float(about(data, "horizon_seconds")), float(about(data, "step_seconds"))
    return (
        f"{int(about(data, 'paths')):,} paths of {duration(horizon)} in steps of {duration(step)}, from the market of "
        f"{as_of(data)}."
    )


def as_of(data: xarray.Dataset) -> str:
    """2025-06-05 21:00 UTC"""
    return str(about(data, "as_of")).replace("T", " ").removesuffix("Z").removesuffix(":00") + " UTC"


def start(data: xarray.Dataset) -> np.datetime64:
    """The time of the snapshot, at which all paths begin."""
    return np.datetime64(str(about(data, "as_of")).removesuffix("Z"), "ns")


def dark(colour: str) -> str:
    """The colour, dark enough for text on white."""
    red, green, blue = to_rgb(colour)
    return to_hex((0.72 * red, 0.72 * green, 0.72 * blue))


def wilson(probability: np.ndarray, n: float) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the 95 % interval of probabilities that were counted on n independent paths (Wilson 1927)."""
    centre = (probability + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * np.sqrt(probability * (1 - probability) / n + _Z**2 / (4 * n**2))
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def is_independent(data: xarray.Dataset) -> bool:
    """Whether the paths of a run are independent, so that counts have binomial errors."""
    return "sampling" not in data.attrs and "sampling" not in data or about(data, "sampling") == "independent"


def finish(ax: Axes, title: str, note: str, *, x: str, y: str) -> Axes:
    """Title, labels of the axes with their units, a line below that says how it was computed, and a quiet frame."""
    ax.set_title(title, loc="left", fontsize=12, fontweight="bold", color=INK, wrap=True, pad=10)
    ax.set_xlabel(x, color=INK)
    ax.set_ylabel(y, color=INK)
    ax.annotate(
        note,
        (0, 0),
        xytext=(0, -44),
        xycoords="axes fraction",
        textcoords="offset points",
        va="top",
        ha="left",
        fontsize=8,
        color=GREY,
        annotation_clip=False,
    )
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.tick_params(colors=INK)
    ax.set_axisbelow(True)
    return ax


def money_axis(axis: Any, logarithmic: bool = False) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: money(value)))
    if logarithmic:
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_minor_formatter(NullFormatter())


def price_axis(axis: Any) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: price(value)))


def percent_axis(axis: Any) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.6g} %"))


def date_axis(axis: Any) -> None:
    """Times within a day or two as hours, longer ones as days. Called after the limits are set."""
    low, high = axis.get_view_interval()
    form = "{0:%H:%M}\n{0.day} {0:%b}" if high - low <= 3 else "{0.day} {0:%b}\n{0.year}"
    axis.set_major_locator(AutoDateLocator(minticks=4, maxticks=8))
    axis.set_major_formatter(FuncFormatter(lambda value, _: form.format(num2date(value))))


def spread(positions: list[float], least: float) -> list[float]:
    """Positions of labels, moved apart so that neighbours are at least this far from each other, in the same order."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    moved = [positions[i] for i in order]
    for _ in range(200):
        for k in range(1, len(moved)):
            gap = least - (moved[k] - moved[k - 1])
            if gap > 0:
                moved[k] += gap / 2
                moved[k - 1] -= gap / 2
    back = [0.0] * len(positions)
    for at, i in enumerate(order):
        back[i] = moved[at]
    return back
