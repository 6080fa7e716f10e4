"""Where a cascade would sustain itself."""

import numpy as np
import xarray
from matplotlib.axes import Axes

from ..errors import LiqcascadeError
from . import style


def branching(data: xarray.Dataset, ax: Axes | None = None, *, reach: float = 0.15) -> Axes:
    """Draws the branching ratio by price, with the critical line at 1: above it, a cascade sustains itself.

    data   one run, with ladder_branching_ratio [ladder_price]; where depth withdraws also
           ladder_branching_ratio_withdrawn
    ax     where to draw; left out: a new figure
    reach  how far from spot the picture reaches, as a share of it

    Returns the Axes. Raises LiqcascadeError where the Dataset holds several runs or no ladder.
    """
    if not 0 < reach < 1:
        raise LiqcascadeError(f"reach is {reach}; accepted: a share of the spot price between 0 and 1")
    data = style.one_run(data)
    ratio = style.need(data, "ladder_branching_ratio")
    spot = float(style.about(data, "spot"))
    shown = data.sel(ladder_price=slice(spot * (1 - reach), spot * (1 + reach)))
    where = shown["ladder_price"].to_numpy()
    ax = style.axes_or_new(ax)
    values = shown[str(ratio.name)].to_numpy()
    withdrawn = shown.get("ladder_branching_ratio_withdrawn")
    highest = max(values.max(), 0.0 if withdrawn is None else np.nanmax(withdrawn.to_numpy()))
    ax.plot(where, values, color=style.COLOURS[0], linewidth=1.4, label="at the depth of the start")
    if withdrawn is not None:
        ax.plot(
            where,
            withdrawn.to_numpy(),
            color=style.COLOURS[4],
            linewidth=1.4,
            linestyle="--",
            label="at the depth that is left once the fuel up to there is liquidated",
        )
    ax.axhline(1, color=style.COLOURS[1], linewidth=1.4, label="1: from here on a cascade sustains itself")
    ax.fill_between(where, 1, np.maximum(values, 1), color=style.COLOURS[1], alpha=0.3, linewidth=0)
    ax.axvline(spot, color=style.INK, linewidth=1, linestyle=":", label=f"spot, {style.price(spot)}")
    ax.set_xlim(where[0], where[-1])
    ax.set_ylim(0, 1.25 * max(highest, 1.0))
    style.price_axis(ax.xaxis)
    ax.grid(axis="y", color=style.PALE, linewidth=0.6)
    ax.legend(loc="best", frameon=False, fontsize=9)
    asset = style.about(data, "asset")
    note = (
        f"Of the market of {style.as_of(data)}; no simulation goes "
        "into it. Longs are liquidated below spot, shorts above."
    )
    return style.finish(
        ax,
        f"{asset}: forced orders that one dollar of forced orders brings about, by price",
        note,
        x=f"price of {asset} (USD)",
        y="branching ratio",
    )
