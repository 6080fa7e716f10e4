"""The objects of a market snapshot: the table of host/interface.md, "Market snapshot", which a test compares with
it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A dataset of a snapshot: its axes in their order, the units that it may be in, and whether it holds texts."""

    axes: tuple[str, ...]
    units: tuple[str, ...] = ()
    is_text: bool = False


_USD, _SHARE, _USD_OR_COIN = ("USD",), ("1",), ("USD", "coin")
_DAYS = ("days of mean volume",)
_CELLS = ("side", "venue", "entry_price", "leverage")
_KNOWN = ("side", "venue", "price")

#: Major and minor version of the layout.
LAYOUT_VERSION = (1, 1)

#: path -> what it is
LAYOUT: dict[str, Part] = {
    "spot": Part((), _USD),
    "positions/side": Part(("side",), is_text=True),
    "positions/venue": Part(("venue",), is_text=True),
    "positions/entry_price": Part(("entry_price",), _USD),
    "positions/leverage": Part(("leverage",), _SHARE),
    "positions/open_interest": Part(_CELLS, _USD),
    "positions/position_notional": Part(("side", "venue", "leverage"), _USD_OR_COIN),
    "positions/liquidatable_share": Part(("side", "venue"), _SHARE),
    "positions/class": Part(("leverage",), _SHARE),
    "positions/liquidation/price": Part(("price",), _USD),
    "positions/liquidation/notional": Part(_KNOWN, _USD),
    "positions/liquidation/bankruptcy_price": Part(_KNOWN, _USD),
    "positions/liquidation/not_liquidatable": Part(("side", "venue"), _USD),
    "positions/draws/replay": Part(("replay",), _DAYS),
    "positions/draws/weight": Part(("draw", "side", "leverage"), _SHARE),
    "positions/draws/volume_days": Part(("draw", "side"), _DAYS),
    "positions/draws/open_interest": Part(("replay", *_CELLS), _USD),
    "book/class": Part(("class",), _SHARE),
    "book/turnover": Part(("class",), ("s",)),
    "book/target": Part(("side", "class"), _SHARE),
    "margin/venue": Part(("venue",), is_text=True),
    "margin/tier": Part(("tier",), _SHARE),
    "margin/notional_cap": Part(("venue", "tier"), _USD_OR_COIN),
    "margin/maintenance_rate": Part(("venue", "tier"), _SHARE),
    "margin/contract": Part(("venue",), is_text=True),
    "margin/shape": Part(("venue",), is_text=True),
    "margin/cap_unit": Part(("venue",), is_text=True),
    "margin/contract_size": Part(("venue",), _USD_OR_COIN),
    "margin/max_leverage": Part(("venue", "tier"), _SHARE),
    "margin/insurance_fund": Part(("venue",), _USD),
    "depth/book_side": Part(("book_side",), is_text=True),
    "depth/distance": Part(("distance",), _SHARE),
    "depth/notional": Part(("book_side", "distance"), _USD),
    "history/time": Part(("time",), ("seconds since 1970-01-01",)),
    "history/open": Part(("time",), _USD),
    "history/high": Part(("time",), _USD),
    "history/low": Part(("time",), _USD),
    "history/close": Part(("time",), _USD),
    "history/volume": Part(("time",), ("coin",)),
    "history/open_interest": Part(("time",), _USD),
    "history/funding_rate": Part(("time",), _SHARE),
}
