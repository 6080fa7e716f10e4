"""Writes a market snapshot in the layout of the simulator: HDF5 that xarray opens.

The bytes depend on the content only: no times are stored, and nothing else varies from run to run.
"""

import os
from dataclasses import dataclass

import h5py
import numpy as np

from .figures import DAY, DEPTH_DISTANCES, DEPTH_EXPONENT

TEXT = h5py.string_dtype("utf-8")


@dataclass(frozen=True)
class Snapshot:
    """All that goes into the file; positions and tiers per venue group, history in days."""

    attributes: dict
    spot: float
    positions: object
    tiers: tuple
    depth: dict  # side -> USD within 1 % of the mid
    comments: dict  # path of a dataset -> what is assumed about it
    history: object = None  # None: the file has none
    insurance_fund: tuple = ()  # USD per venue group; empty: no limit is known


class _Writer:
    """One group after the other; every axis of a dataset is a dimension scale of its group."""

    def __init__(self, file, comments):
        self.file = file
        self.comments = comments

    def dataset(self, path, values, axes, long_name, units=None):
        """Writes values over scales, given by their paths."""
        values = np.asarray(values)
        options = {}
        if values.nbytes > 65_536:
            options = {"compression": "gzip", "compression_opts": 4, "shuffle": True}
        text = values.dtype.kind in "UO"
        data = values.astype(object) if text else values
        out = self.file.create_dataset(
            path, data=data, dtype=TEXT if text else None, track_times=False, **options
        )
        out.attrs["long_name"] = long_name
        if units:
            out.attrs["units"] = units
        if path in self.comments:
            out.attrs["comment"] = self.comments[path]
        for i, axis in enumerate(axes):
            out.dims[i].attach_scale(self.file[axis])
        return out

    def scale(self, path, values, long_name, units=None):
        """Writes a coordinate and makes it a dimension scale."""
        out = self.dataset(path, values, (), long_name, units)
        out.make_scale(path.rsplit("/", 1)[1])
        return out


def _positions(write, snapshot, venues):
    book = snapshot.positions
    side, venue = "/positions/side", "/positions/venue"
    entry, leverage = "/positions/entry_price", "/positions/leverage"
    write.scale(side, ["long", "short"], "side of the position")
    write.scale(venue, venues, "venue group")
    write.scale(entry, book.entry_price, "entry price, middle of a bin of 100 USD", "USD")
    write.scale(leverage, book.leverage, "leverage: notional by margin, at entry", "1")
    write.dataset(
        "/positions/open_interest", book.open_interest, (side, venue, entry, leverage),
        "open interest, valued at entry", "USD",
    )  # fmt: skip
    write.dataset(
        "/positions/position_notional", book.size, (side, venue, leverage),
        "typical size of a position: USD (linear) or BTC (inverse)", "USD",
    )  # fmt: skip
    write.dataset(
        "/positions/liquidatable_share", np.ones(book.size.shape[:2]), (side, venue),
        "share of the open interest that can be liquidated", "1",
    )  # fmt: skip


def _margin(write, snapshot, venues):
    n_tiers = max(len(table.cap) for table in snapshot.tiers)
    cap = np.full((len(venues), n_tiers), np.nan)
    rate = np.full_like(cap, np.nan)
    for v, table in enumerate(snapshot.tiers):
        cap[v, : len(table.cap)], rate[v, : len(table.rate)] = table.cap, table.rate
    venue, tier = "/margin/venue", "/margin/tier"
    write.scale(venue, venues, "venue group")
    write.scale(tier, np.arange(1, n_tiers + 1), "maintenance tier", "1")
    write.dataset(
        "/margin/notional_cap", cap, (venue, tier),
        "upper end of the position's notional: USD (linear) or BTC (inverse)", "USD",
    )  # fmt: skip
    write.dataset("/margin/maintenance_rate", rate, (venue, tier), "maintenance margin rate", "1")
    contracts = [group.contract for group in snapshot.positions.venues]
    write.dataset("/margin/contract", contracts, (venue,), "form of the contract")
    if snapshot.insurance_fund:
        write.dataset(
            "/margin/insurance_fund", np.array(snapshot.insurance_fund), (venue,),
            "what the venues of the group pay for positions that end below nothing", "USD",
        )  # fmt: skip


def depth_within(side, distance, within_one_percent):
    """Resting depth [USD] within a fraction of the mid: the power law through the depth at 1 %."""
    sign = -1 if side == "bid" else 1
    ratio = np.log1p(sign * np.asarray(distance)) / np.log1p(sign * 0.01)
    return np.round(within_one_percent * ratio**DEPTH_EXPONENT)


def _depth(write, snapshot):
    side, distance = "/depth/book_side", "/depth/distance"
    write.scale(side, ["bid", "ask"], "side of the order book")
    write.scale(distance, DEPTH_DISTANCES, "distance from the mid, as a fraction of it", "1")
    write.dataset(
        "/depth/notional",
        [depth_within(name, DEPTH_DISTANCES, snapshot.depth[name]) for name in ("bid", "ask")],
        (side, distance), "resting orders within the distance, cumulative", "USD",
    )  # fmt: skip


def _history(write, history):
    bar = "day" if history.time[1] - history.time[0] == DAY else "bar"
    time = write.scale("/history/time", history.time, f"start of the {bar}", None)
    time.attrs["units"] = "seconds since 1970-01-01 00:00:00"
    time.attrs["calendar"] = "standard"
    for name in ("open", "high", "low", "close"):
        values = getattr(history, name)
        write.dataset(f"/history/{name}", values, ("/history/time",), f"{name} of the {bar}", "USD")
    write.dataset(
        "/history/volume", history.volume, ("/history/time",), f"volume of the {bar}", "BTC"
    )


def write_snapshot(path, snapshot):
    """Writes the file beside its final name first, so that a failure leaves no half file."""
    part = f"{path}.part"
    venues = [group.name for group in snapshot.positions.venues]
    with h5py.File(part, "w", libver="earliest") as file:
        for name, value in snapshot.attributes.items():
            file.attrs[name] = value
        write = _Writer(file, snapshot.comments)
        write.dataset("/spot", snapshot.spot, (), "price at as_of", "USD")
        _positions(write, snapshot, venues)
        _margin(write, snapshot, venues)
        _depth(write, snapshot)
        if snapshot.history is not None:
            _history(write, snapshot.history)
    os.replace(part, path)
