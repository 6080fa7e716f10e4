"""What the snapshot takes from publications and what it assumes: the one home of both.

Everything here is a choice that a reader may want to question; the prices themselves come from
the candles. The comments say which figures are published and which are assumptions.
"""

from dataclasses import dataclass
from datetime import datetime, timezone

import numpy as np

DAY = 86_400


@dataclass(frozen=True)
class VenueGroup:
    """Venues whose contracts have the same form, pooled."""

    name: str
    contract: str  # "linear" or "inverse"
    open_interest: int  # USD; the same for the longs and for the shorts


@dataclass(frozen=True)
class Band:
    """A range of leverage and its share of the open interest of a side."""

    low: float
    high: float
    share: float
    n_leverages: int

    def leverages(self):
        """Mid-points of n equal pieces of log leverage, to 3 significant digits."""
        position = (np.arange(self.n_leverages) + 0.5) / self.n_leverages
        exact = self.low * (self.high / self.low) ** position
        return np.array([float(f"{value:.3g}") for value in exact])


AS_OF = datetime(2025, 6, 5, 21, tzinfo=timezone.utc)
ENTRY_WINDOW_DAYS = 30  # assumption: nothing older is open
HISTORY_DAYS = 250  # enough for the averages over 50 and 200 days
HOLDING_DAYS = 30  # assumption: entries of leverage L fade by 1/e in 30/L days, 3 days at 10x
BIN = 100  # USD, width of an entry price bin: the resolution of the simulator's grid of levels

# Published: three large venues, $18.3B margined in stablecoin and $5.5B margined in coin, together
# "nearer $24B". The rounding remainder of $0.2B is given to the stable-margined group.
VENUES = (
    VenueGroup("stable-margined", "linear", 18_500_000_000),
    VenueGroup("coin-margined", "inverse", 5_500_000_000),
)
POOL = sum(venue.open_interest for venue in VENUES)

# Assumption: leverage of open positions is not public. Below 1x nothing is assumed to be open.
BANDS = (
    Band(1, 3, 0.36, 6),
    Band(3, 7, 0.47, 6),
    Band(7, 15, 0.10, 6),
    Band(15, 30, 0.045, 6),
    Band(30, 60, 0.02, 4),
    Band(60, 125, 0.005, 4),
)

# Assumption: an open position of leverage L is typically worth 5,000,000 / L USD, which reaches
# Binance's limits of size (50,000 USD at 125x, 600,000 at 100x, ...) nowhere.
POSITION_TIMES_LEVERAGE = 5_000_000

# Published: the first tier of a coin-margined contract; assumed for positions of all sizes.
INVERSE_RATE = 0.004

# Published: depth within 1 % of the mid, and the exponent that was measured in cascades. The
# other points of the depth table are that power law, no measurement.
DEPTH_WITHIN_ONE_PERCENT = {"bid": 512_000_000, "ask": 362_000_000}
DEPTH_EXPONENT = 1.16
DEPTH_DISTANCES = (
    0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1,
)  # fmt: skip


def all_leverages():
    """The leverage axis, ascending, and the index of the band of each."""
    values = [band.leverages() for band in BANDS]
    band_of = [np.full(len(part), index) for index, part in enumerate(values)]
    return np.concatenate(values), np.concatenate(band_of)
