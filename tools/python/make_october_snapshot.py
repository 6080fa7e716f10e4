#!/usr/bin/env python3
"""Makes the shipped market snapshot of Bitcoin on 10 October 2025, 20:50 UTC.

    tools/python/make_october_snapshot.py --margin-tiers TIERS.json \\
                                          --output scenarios/btc-2025-10-10.h5

Needs Python 3.11 with numpy and h5py. The same input gives the same bytes. All figures but the
tiers stand in snapshot/october.py, each with its source or named an assumption.
"""

import argparse
from pathlib import Path

from make_snapshot import inverse_tiers, read_linear_tiers
from snapshot import figures, october
from snapshot.file import Snapshot, write_snapshot
from snapshot.positions import open_positions
from snapshot.summary import describe


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--margin-tiers", required=True, help="JSON of maintenance tiers")
    parser.add_argument("--output", required=True, help="the HDF5 file to write")
    return parser.parse_args()


def main():
    """Builds, writes, and says what came out."""
    options = arguments()
    linear = read_linear_tiers(options.margin_tiers)
    tiers = (linear, inverse_tiers(linear, october.SPOT))
    book = open_positions(
        october.daily_bars(), october.VENUES, tiers, figures.HOLDING_DAYS, refilled=False
    )
    write_snapshot(
        options.output,
        Snapshot(
            attributes=october.root_attributes(),
            spot=october.SPOT,
            positions=book,
            tiers=tiers,
            depth=october.DEPTH,
            comments=october.comments(),
            insurance_fund=october.INSURANCE_FUND,
        ),
    )
    print(f"{options.output}: {Path(options.output).stat().st_size:,} bytes")
    print(describe(book, october.SPOT))


if __name__ == "__main__":
    main()
