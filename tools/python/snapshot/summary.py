"""What a book of positions looks like, in text for people."""

import numpy as np

from .positions import SIDES


def fuel_within(book, spot, side, distance):
    """Notional [USD] whose liquidation price lies within a fraction of spot, side 0 long, 1 short.

    Notional at entry; the order that a liquidation sends differs by the move since entry.
    """
    price = book.liquidation[side]
    reached = price >= spot * (1 - distance) if side == 0 else price <= spot * (1 + distance)
    return float(book.open_interest[side][reached].sum())


def describe(book, spot):
    """Totals, mixture, survivors and the notional near spot."""
    lines = [f"spot {spot:,.2f} USD, {np.count_nonzero(book.open_interest):,} cells of positions"]
    for s, (name, _) in enumerate(SIDES):
        near = ", ".join(
            f"{d:.0%} {fuel_within(book, spot, s, d) / 1e6:,.0f}" for d in (0.01, 0.02, 0.05, 0.1)
        )
        lines.append(f"{name}s: {book.open_interest[s].sum() / 1e9:.3f} billion USD")
        lines.append(f"  liquidated by a move of (million USD): {near}")
        for v, venue in enumerate(book.venues):
            kept = ", ".join(f"{share:.2%}" for share in book.survived[s, v])
            lines.append(f"  {venue.name}: entries of each band still open: {kept}")
    return "\n".join(lines)


def crossed_by(book, low, high):
    """Notional [USD] of longs and shorts whose liquidation prices lie between low and high."""
    longs = float(book.open_interest[0][book.liquidation[0] >= low].sum())
    shorts = float(book.open_interest[1][book.liquidation[1] <= high].sum())
    return longs, shorts
