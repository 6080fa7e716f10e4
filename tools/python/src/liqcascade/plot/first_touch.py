"""How likely it is that something has happened by a time."""

from collections.abc import Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes

from ..errors import LiqcascadeError
from . import style

_MOST = len(style.COLOURS)


def _chosen(data: xarray.Dataset, outcomes: Sequence[str] | None) -> list[str]:
    curves = style.need(data, "first_touch")
    known = [
        str(name) for name in curves["outcome"].to_numpy() if np.isfinite(curves.sel(outcome=name).to_numpy()).any()
    ]
    if not known:
        raise LiqcascadeError(
            "no outcome of the run has a curve over time: only outcomes that happen at one moment and have no "
            "condition do"
        )
    if outcomes is None:
        event = known[0].partition(".")[0]
        return [name for name in known if name.partition(".")[0] == event][:_MOST]
    wrong = [name for name in outcomes if name not in known]
    if wrong or not 1 <= len(outcomes) <= _MOST:
        found = f"{wrong[0]!r} has no curve over time" if wrong else f"{len(outcomes)} outcomes are asked for"
        raise LiqcascadeError(f"{found}; accepted: 1 to {_MOST} of {', '.join(known)}")
    return list(outcomes)


def first_touch(data: xarray.Dataset, ax: Axes | None = None, *, outcomes: Sequence[str] | None = None) -> Axes:
    """Draws the probability that outcomes have happened by a time, with the cascade and (dotted) without it.

    data      one run, with first_touch [time, outcome], shares
    ax        where to draw; left out: a new figure
    outcomes  EVENT.OUTCOME, at most six; left out: those of the scenario's first event

    The band is the 95 % sampling interval at each time (Wilson, from the number of paths), where paths are independent;
    the numbers at the end are probabilities at the horizon with the report's 95 % interval. Returns the Axes. Raises
    LiqcascadeError where the Dataset holds several runs or an outcome has no curve.
    """
    data = style.one_run(data)
    chosen = _chosen(data, outcomes)
    ax = style.axes_or_new(ax)
    time = np.concatenate([[style.start(data)], data["time"].to_numpy()])
    highest, ends = 0.0, []
    for name, colour in zip(chosen, style.COLOURS, strict=False):
        of = data.sel(outcome=name)
        curve = np.concatenate([[0.0], of["first_touch"].to_numpy()])
        without = np.concatenate([[0.0], of["first_touch_without_cascade"].to_numpy()])
        if style.is_independent(data):
            low, high = style.wilson(curve, float(style.about(data, "paths")))
            ax.fill_between(time, low, high, color=colour, alpha=0.25, linewidth=0)
        ax.plot(time, curve, color=colour, linewidth=1.8)
        ax.plot(time, without, color=colour, linewidth=1.1, linestyle=":")
        highest = max(highest, float(of["high"]), float(np.nanmax(curve)), float(np.nanmax(without)))
        ends.append(
            (
                float(curve[-1]),
                f"{name}\n{style.percent(float(of['probability']))} "
                f"({style.percent(float(of['low'])).removesuffix(' %')} to {style.percent(float(of['high']))})",
                colour,
            )
        )
    ax.set_ylim(0, 1.08 * highest if highest > 0 else 1)
    ax.set_xlim(time[0], time[-1])
    places = style.spread([end[0] for end in ends], 0.085 * ax.get_ylim()[1])
    for place, (_, words, colour) in zip(places, ends, strict=True):
        ax.annotate(
            words,
            (1, place),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            color=style.dark(colour),
            va="center",
            fontsize=9,
            annotation_clip=False,
        )
    ax.plot([], [], color=style.INK, linewidth=1.8, label="with the cascade")
    ax.plot([], [], color=style.INK, linewidth=1.1, linestyle=":", label="without")
    ax.legend(loc="best", frameon=False, fontsize=9)
    style.date_axis(ax.xaxis)
    style.percent_axis(ax.yaxis)
    ax.grid(axis="y", color=style.PALE, linewidth=0.6)
    band = (
        " Bands and brackets: 95 % sampling intervals."
        if style.is_independent(data)
        else " Brackets: 95 % sampling intervals."
    )
    return style.finish(
        ax,
        f"{style.about(data, 'asset')}: how likely each outcome has happened by a time",
        style.computed(data) + band,
        x="time (UTC)",
        y="probability",
    )
