"""10 October 2025, 20:50 UTC, minutes before the fall: published figures, assumptions, words.

The one home of what scenarios/btc-2025-10-10.h5 rests on. Public pages are named in the comments;
what no page says is called an assumption. Leverage, holding times, sizes and the resolution are
those of the snapshot of 5 June (figures.py).
"""

from datetime import datetime, timedelta, timezone

import numpy as np

from . import figures
from .candles import Candles
from .figures import DAY, VenueGroup

AS_OF = datetime(2025, 10, 10, 20, 50, tzinfo=timezone.utc)

# "Bitcoin plunged from about $117,000 to about $104,000 in minutes" at 20:50 UTC: a post on Binance
# Square (31063396369578). Rounded.
SPOT = 117_000.0

# One price a day [USD], about 23:23 UTC, of 9 September to 9 October 2025: the public repository
# Cimera311/Tagesgenaue-Preise, src/scripts/price-data-btc.js (there by Berlin's date, one later).
FIRST_DAILY = datetime(2025, 9, 9, 23, 23, tzinfo=timezone.utc)
DAILY = (
    111_401, 113_943, 115_379, 116_037, 116_009, 115_549, 115_415, 116_844, 116_636, 116_821,
    115_566, 115_778, 115_255, 112_721, 112_033, 113_264, 109_481, 109_583, 109_566, 112_222,
    114_316, 113_910, 118_323, 120_637, 122_407, 122_264, 123_464, 124_776, 121_737, 123_311,
    121_519,
)  # fmt: skip

# Open interest of bitcoin perpetuals fell "an estimated 18.6 %, nearly 50,000 BTC in the single
# day" (the same post): 268,800 BTC before, 31.4 billion USD at 117,000. CME's stayed as it was, and
# all futures together fell from about 560,000 to 481,000 BTC (Glassnode in CoinDesk, 15 October
# 2025): the pool that can be liquidated is the perpetuals. Assumption: margined in stablecoin and
# in coin as on 5 June.
POOL = 31_400_000_000
STABLE = round(POOL * figures.VENUES[0].open_interest / figures.POOL / 1e8) * 100_000_000
VENUES = (
    VenueGroup("stable-margined", "linear", STABLE),
    VenueGroup("coin-margined", "inverse", POOL - STABLE),
)

# The median of 2025 up to June, bids within 1 %, three large venues: 348 million USD. Impact of
# spot taker flow was the same in the 30 days before 10 October (1.54 bp per million USD, Binance)
# as in the 30 days before 5 June (1.49), so that it is taken to have held. Asks: assumed the same.
DEPTH = {"bid": 348_000_000, "ask": 348_000_000}

# Binance's fund shared by the USDT contracts of BTC, ETH and BNB stood at 1.23 billion USD before
# and 1.04 after (Binance Square 30856400292745): 188 million were used. What was used is
# taken for the fund, because the rest was never at stake, and other venues' funds are not known.
INSURANCE_FUND = (188e6, 0.0)


def daily_bars():
    """Bars from one daily price to the next, the last one up to AS_OF; the same turnover a day.

    The range of a bar is what lies between its two prices: the published series has no highs and
    lows. Turnover is in arbitrary units, because only its shares are used.
    """
    times = [FIRST_DAILY + timedelta(days=i) for i in range(len(DAILY))]
    starts = np.array([int(time.timestamp()) for time in times])
    opens = np.array(DAILY, dtype=float)
    closes = np.append(opens[1:], SPOT)
    length = np.diff(np.append(starts, int(AS_OF.timestamp())))
    turnover = length / DAY
    return Candles(
        starts, opens, np.maximum(opens, closes), np.minimum(opens, closes), closes, turnover,
        turnover,
    )  # fmt: skip


def _mixture():
    return ", ".join(f"{b.low:g}-{b.high:g}x {100 * b.share:g} %" for b in figures.BANDS)


def root_attributes():
    """Attributes of the file itself. Order is kept, so that the bytes are the same every time."""
    return {
        "Conventions": "CF-1.10 ACDD-1.3",
        "filetype": "liqcascade-market",
        "schema_version": np.array([1, 0], dtype=np.int32),
        "title": "Bitcoin perpetual futures, 10 October 2025, 20:50 UTC: positions, margin, depth",
        "asset": "BTC",
        "quote": "USD",
        "as_of": AS_OF.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "source": (
            "Derived by tools/python/make_october_snapshot.py from published daily prices, "
            "published totals of open interest, Binance's maintenance tiers of BTCUSDT of 24 "
            "October 2024 and depth of the months before; leverage, sizes and the split over "
            "entries are assumed"
        ),
        "license": "The file holds derived figures only",
        "assumptions": (
            "1. The pool is the open interest of bitcoin perpetuals, 31.4 billion USD on each "
            "side: its reported fall of nearly 50,000 BTC was 18.6 %. How much of it was hedged, "
            "cross-margined or topped up is not known: scenarios say so by liquidatable_share. "
            "2. Leverage of open positions is not public. Share of open interest before the price "
            f"fell from 121,500 to 117,000 on that day: {_mixture()}, as in the snapshot of 5 June "
            "2025. "
            "3. Entries are spread evenly over the days since 9 September and over the range "
            "between one daily price and the next, the same for longs and shorts; entries of "
            f"leverage L fade by 1/e in {figures.HOLDING_DAYS:g}/L days. "
            "4. A position is gone if a later daily bar has reached its liquidation price. None "
            "has opened in its place: the fall was hours old. What is left of a side is scaled to "
            "the pool. "
            f"5. A position of leverage L is worth {figures.POSITION_TIMES_LEVERAGE:,} / L USD. "
            "6. Margin is isolated; no fees, no funding, no added margin. All stable-margined "
            "venues have Binance's tiers; coin-margined positions of every size have the rate of "
            "the first tier. "
            "7. Depth is the median of the first half of 2025 and a power law; the insurance fund "
            "is what Binance's shared fund was reported to have paid."
        ),
    }


def comments():
    """What is assumed about a dataset, by its path."""
    return {
        "/spot": "reported price just before the announcement of 20:50 UTC, rounded to thousands",
        "/positions/open_interest": (
            "268,800 BTC of perpetuals at 117,000 USD, from a reported fall of nearly 50,000 BTC "
            "or 18.6 %. Assumed: the split over venue group, entry price and leverage. Whole "
            "dollars."
        ),
        "/positions/position_notional": (
            f"assumed: {figures.POSITION_TIMES_LEVERAGE:,} USD / leverage; the coin-margined group "
            "in BTC, at spot. It chooses the maintenance tier."
        ),
        "/margin/insurance_fund": (
            "188 million USD: the fall of Binance's fund for the USDT contracts of BTC, ETH and "
            "BNB, from 1.23 to 1.04 billion. Coin-margined: unknown, taken for nothing."
        ),
        "/depth/notional": (
            "348 million USD within 1 %: median of bids of 2025 up to June at three large venues, "
            "taken for both sides; assumed: the power law of exponent "
            f"{figures.DEPTH_EXPONENT} in log distance. Before the fall, not in it."
        ),
    }
