"""The words of the file: root attributes, and one comment for each dataset that assumes something."""

import numpy as np

from . import figures

POOL_TEXT = (
    "The pool that can be liquidated is 24 billion USD of open interest: three large venues, 18.3 "
    "billion margined in stablecoin and 5.5 billion margined in coin, rounded up. The headline of "
    "70 billion counts CME and hedged positions. Open interest counts contracts, and every "
    "contract has a long and a short, so that the longs add up to 24 billion and the shorts too."
)


def _mixture():
    return ", ".join(
        f"{band.low:g}-{band.high:g}x {100 * band.share:g} % ({band.n_leverages} leverages)"
        for band in figures.BANDS
    )


def root_attributes(volatility, holding_days, history_bar="1d"):
    """Attributes of the file itself. Order is kept, so that the bytes are the same every time."""
    fade = ""
    if np.isfinite(holding_days):
        fade = f" Entries of leverage L fade by 1/e in {holding_days:g}/L days."
    return {
        "Conventions": "CF-1.10 ACDD-1.3",
        "filetype": "liqcascade-market",
        "schema_version": np.array([1, 0], dtype=np.int32),
        "title": "Bitcoin perpetual futures on 5 June 2025, 21:00 UTC: positions, margin, depth",
        "asset": "BTC",
        "quote": "USD",
        "as_of": figures.AS_OF.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "source": (
            "Derived by tools/python/make_snapshot.py from Binance's public spot candles of "
            "BTCUSDT (5 minutes), Binance's maintenance tiers of BTCUSDT of 24 October 2024, and "
            "published totals of open interest and depth; leverage and sizes are assumed"
        ),
        "license": (
            "No licence was granted for the source prices. The file holds derived figures, and in "
            f"/history an excerpt of {'daily' if history_bar == '1d' else history_bar} candles, "
            "computed from Binance's public spot candles"
        ),
        "assumptions": (
            f"1. {POOL_TEXT} "
            f"2. Leverage of open positions is not public. Share of open interest: {_mixture()}; "
            "the leverages of a band are the mid-points of equal pieces of its log leverage. "
            f"3. Entries are spread like the spot turnover of the {figures.ENTRY_WINDOW_DAYS} days "
            "before, each candle's evenly over its range, the same for longs and shorts; "
            f"nothing older is open.{fade} "
            "4. A position is gone if spot has reached its liquidation price since the start of "
            "the candle of its entry; what is left of each band is scaled up to the band's share. "
            f"5. A position of leverage L is worth {figures.POSITION_TIMES_LEVERAGE:,} / L USD. "
            "6. Margin is isolated; no fees, no funding, no added margin. All stable-margined "
            "venues have Binance's tiers; coin-margined positions of every size have the rate of "
            "the first tier. "
            "7. Depth is a power law through the published figure within 1 %."
        ),
        "realised_volatility": round(volatility, 4),
        "realised_volatility_comment": (
            "annualised root of the mean squared log return, closes of 5-minute spot candles over "
            f"the {figures.ENTRY_WINDOW_DAYS} days before as_of, mean return taken as 0, a year of "
            "365 days"
        ),
    }


def comments():
    """What is assumed about a dataset, by its path."""
    return {
        "/spot": (
            "close of the 5-minute candle of Binance BTCUSDT spot that ends at as_of; the low of "
            "the day, 100,372.26, fell into the same candle"
        ),
        "/positions/open_interest": (
            f"{POOL_TEXT} Assumed: the split over entry price and leverage, see the attribute "
            "assumptions of the file. Whole dollars."
        ),
        "/positions/leverage": f"representative leverages of the bands {_mixture()}",
        "/positions/position_notional": (
            f"assumed: {figures.POSITION_TIMES_LEVERAGE:,} USD / leverage; the coin-margined group "
            "in BTC, at spot. It chooses the maintenance tier."
        ),
        "/positions/liquidatable_share": (
            "1, because the open interest in this file is already the pool that can be liquidated"
        ),
        "/margin/notional_cap": (
            "stable-margined: Binance BTCUSDT, 24 October 2024, taken for all venues because only "
            "first tiers are known of the others; coin-margined: one tier, whose cap has no effect"
        ),
        "/margin/maintenance_rate": (
            "stable-margined: Binance BTCUSDT, 24 October 2024; coin-margined: the first tier, "
            "0.4 %, assumed for every size, which puts large positions' liquidation too far away"
        ),
        "/depth/notional": (
            "published: 512 million USD of bids and 362 million of asks within 1 %; assumed: the "
            f"power law of exponent {figures.DEPTH_EXPONENT} in log distance at other distances"
        ),
        "/history/close": (
            f"the {figures.HISTORY_DAYS} UTC days before the day of as_of, computed from Binance's "
            "public 5-minute spot candles of BTCUSDT"
        ),
    }
