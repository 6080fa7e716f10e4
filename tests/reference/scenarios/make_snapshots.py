#!/usr/bin/python3
"""Writes the small snapshots of the reference scenarios, deterministically, beside this file.

The numbers are formulas made for the test and describe no market: several venues, linear and
inverse contracts, tiers, typical sizes that reach higher tiers, shares that cannot liquidate, and
some positions off the grid and on the wrong side of spot; where a scenario asks for them, tables
of depth, a history of prices and insurance funds.
"""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import h5py
import numpy as np

TEXT = h5py.string_dtype("utf-8")


@dataclass(frozen=True)
class Shape:
    """What distinguishes the snapshots: where and how much is open on each side (longs, shorts)."""

    spot: float
    open_interest: tuple  # USD per side
    centre: tuple  # where entries were heaviest, log distance from spot
    width: float  # of the entries, log distance
    leverage: list
    leverage_weight: list
    venues: list
    contract: list
    venue_weight: list
    caps: list  # [venue][tier], USD or coin
    rates: list  # [venue][tier]
    position: list = None  # [venue], typical notional at 10x, USD or coin
    share: list = None  # [side][venue], liquidatable share
    depth: tuple = None  # distances, cumulative USD of the bid and of the ask
    candle: int = None  # seconds of a candle of the history, none without
    swing: tuple = (0.0, 0.0, 0.0)  # of the history: size, days of a period, phase
    fund: list = None  # [venue], USD


NAN = np.nan
SHAPES = {
    "broad": Shape(
        spot=104_000.0,
        open_interest=(5.2e9, 4.4e9),
        centre=(0.01, -0.015),
        width=0.05,
        leverage=[1.5, 3.0, 6.0, 11.0, 22.0, 45.0],
        leverage_weight=[0.08, 0.25, 0.27, 0.22, 0.13, 0.05],
        venues=["north", "coin", "south"],
        contract=["linear", "inverse", "linear"],
        venue_weight=[0.5, 0.3, 0.2],
        caps=[[50e3, 600e3, 3e6, 12e6], [5.0, 25.0, 250.0, NAN], [1e6, 1e9, NAN, NAN]],
        rates=[[0.004, 0.005, 0.0065, 0.01], [0.004, 0.006, 0.012, NAN], [0.005, 0.02, NAN, NAN]],
        position=[2.5e6, 12.0, 1.2e6],
        share=[[0.9, 0.7, 1.0], [0.8, 0.95, 0.6]],
    ),
    "steep": Shape(
        spot=104_000.0,
        open_interest=(2.6e9, 3.1e9),
        centre=(-0.01, 0.0),
        width=0.035,
        leverage=[2.0, 5.0, 8.0, 13.0, 26.0],
        leverage_weight=[0.1, 0.3, 0.25, 0.25, 0.1],
        venues=["coin", "usd"],
        contract=["inverse", "linear"],
        venue_weight=[0.45, 0.55],
        caps=[[10.0, 100.0, 1000.0], [250e3, 2e6, 40e6]],
        rates=[[0.005, 0.01, 0.02], [0.004, 0.0075, 0.02]],
        position=[60.0, 900e3],
    ),
    "thin": Shape(
        spot=3_250.0,
        open_interest=(1.05e9, 0.9e9),
        centre=(0.0, 0.005),
        width=0.04,
        leverage=[1.4, 4.0, 9.0, 15.0, 30.0],
        leverage_weight=[0.05, 0.3, 0.3, 0.25, 0.1],
        venues=["east", "west"],
        contract=["linear", "inverse"],
        venue_weight=[0.7, 0.3],
        caps=[[100e3, 5e6], [500.0, 5000.0]],
        rates=[[0.01, 0.025], [0.008, 0.02]],
        share=[[0.85, 1.0], [1.0, 0.9]],
    ),
}
NEAR, FAR = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05], [0.004, 0.012, 0.03]
SHAPES |= {
    "kou": replace(
        SHAPES["broad"],
        depth=(
            NEAR,
            [18e6, 60e6, 150e6, 340e6, 720e6, 1.9e9],
            [24e6, 54e6, 120e6, 270e6, 600e6, 1.6e9],
        ),
    ),
    "bates": replace(SHAPES["broad"], open_interest=(4.1e9, 3.3e9)),
    "heston": replace(SHAPES["steep"], open_interest=(3.4e9, 3.0e9)),
    "hawkes": replace(SHAPES["steep"], open_interest=(2.2e9, 2.9e9)),
    "bootstrap": replace(
        SHAPES["thin"],
        depth=(FAR, [18e6, 50e6, 170e6], [15e6, 56e6, 140e6]),
        candle=3600,
        swing=(0.01, 1.5, 0.0),
    ),
    "waterfall": replace(SHAPES["broad"], width=0.03, fund=[0.9e6, 0.6e6, 0.5e6]),
    # one rate on both venues, so that every position has nearly one gap to its bankruptcy price
    "adl": replace(
        SHAPES["thin"],
        width=0.03,
        leverage=[1.1, 4.0, 9.0, 15.0, 30.0],
        rates=[[0.004, 0.025], [0.004, 0.02]],
        fund=[40e6, 10e6],
    ),
    "leverage": replace(SHAPES["thin"], width=0.03, leverage=[1.1, 4.0, 9.0, 15.0, 30.0]),
    "bands": replace(SHAPES["thin"], width=0.03, open_interest=(1.2e9, 1.4e9)),
    "story": replace(SHAPES["broad"], candle=6 * 3600, swing=(0.06, 30.0, 2.8)),
}
AS_OF, AS_OF_SECONDS = "2025-06-05T21:00:00Z", 1_749_157_200
CANDLES = 160
ENTRIES = np.linspace(-0.15, 0.15, 25)  # log distances of the entry prices from spot


def positions(shape):
    """/positions of one snapshot: whole USD, entry prices rounded to a cent."""
    entry = np.round(shape.spot * np.exp(ENTRIES), 2)
    interest = np.empty((2, len(shape.venues), entry.size, len(shape.leverage)))
    for s in range(2):
        heavy = np.exp(-0.5 * ((ENTRIES - shape.centre[s]) / shape.width) ** 2)
        weight = np.einsum("v,e,l->vel", shape.venue_weight, heavy, shape.leverage_weight)
        ripple = 1 + 0.3 * np.cos(np.arange(weight.size) * (1.7 + s)).reshape(weight.shape)
        weight *= ripple
        interest[s] = np.round(shape.open_interest[s] * weight / weight.sum())
    return entry, interest


def history(shape):
    """Times of the last candles that end by `AS_OF`, and their closes, rounded to a cent.

    Returns without order on a slow swing, in quiet and wild stretches.
    """
    i = np.arange(CANDLES)
    time = (AS_OF_SECONDS // shape.candle - CANDLES + i) * shape.candle
    size, days, phase = shape.swing
    swing = size * np.sin(2 * np.pi * (i - CANDLES) * shape.candle / (86400 * days) + phase)
    noise = 0.004 * (1 + 0.8 * np.cos(i / 11)) * (np.cos(1.7 * i**2) + 0.5 * np.cos(2.3 * i))
    return time, np.round(shape.spot * np.exp(swing - swing[-1] + noise), 2)


def add(group, name, data, dims=(), units=None):
    """One dataset with a dimension scale on every axis, without time stamps."""
    is_text = isinstance(data, list) and isinstance(data[0], str)
    data = np.array(data, dtype=object) if is_text else np.asarray(data)
    dtype = TEXT if is_text else data.dtype
    dataset = group.create_dataset(name, data=data, dtype=dtype, track_times=False)
    for axis, dim in enumerate(dims):
        dataset.dims[axis].attach_scale(group[dim])
    if units:
        dataset.attrs["units"] = units
    return dataset


def add_scale(group, name, data, units=None):
    add(group, name, data, units=units).make_scale(name)


def write(path, name, shape):
    entry, interest = positions(shape)
    n_sides, n_venues, _, n_leverages = interest.shape
    with h5py.File(path, "w") as file:
        file.attrs["filetype"] = "liqcascade-market"
        file.attrs["schema_version"] = np.array([1, 0], dtype=np.int64)
        file.attrs["asset"], file.attrs["quote"] = "TST", "USD"
        file.attrs["as_of"] = AS_OF
        file.attrs["source"] = f"made up for the reference test: {name}"
        file.attrs["license"] = "CC0-1.0"
        add(file, "spot", shape.spot, units="USD")
        group = file.create_group("positions")
        add_scale(group, "side", ["long", "short"])
        add_scale(group, "venue", shape.venues)
        add_scale(group, "entry_price", entry, "USD")
        add_scale(group, "leverage", np.array(shape.leverage), "1")
        dims = ("side", "venue", "entry_price", "leverage")
        add(group, "open_interest", interest, dims, "USD")
        if shape.position:
            # positions of higher leverage are smaller; shorts a fifth smaller than longs
            size = np.multiply.outer(shape.position, np.sqrt(10.0 / np.array(shape.leverage)))
            size = np.round(np.multiply.outer([1.0, 0.8], size), 4)
            add(group, "position_notional", size, ("side", "venue", "leverage"))
        if shape.share:
            add(group, "liquidatable_share", np.array(shape.share), ("side", "venue"), "1")
        group = file.create_group("margin")
        add_scale(group, "venue", shape.venues)
        add_scale(group, "tier", np.arange(1, len(shape.caps[0]) + 1))
        add(group, "notional_cap", np.array(shape.caps), ("venue", "tier"))
        add(group, "maintenance_rate", np.array(shape.rates), ("venue", "tier"), "1")
        add(group, "contract", shape.contract, ("venue",))
        if shape.fund:
            add(group, "insurance_fund", np.array(shape.fund), ("venue",), "USD")
        if shape.depth:
            distance, bid, ask = map(np.array, shape.depth)
            group = file.create_group("depth")
            add_scale(group, "book_side", ["bid", "ask"])
            add_scale(group, "distance", distance, "1")
            add(group, "notional", np.stack([bid, ask]), ("book_side", "distance"), "USD")
        if shape.candle:
            write_history(file, *history(shape))


def write_history(file, time, close):
    group = file.create_group("history")
    add_scale(group, "time", time.astype(np.int64), "seconds since 1970-01-01 00:00:00")
    group["time"].attrs["calendar"] = "standard"
    open_ = np.concatenate([close[:1], close[:-1]])
    prices = {"open": open_, "high": np.maximum(open_, close), "low": np.minimum(open_, close)}
    for name, values in (prices | {"close": close}).items():
        add(group, name, values, ("time",), "USD")
    add(group, "volume", np.full(close.size, 100.0), ("time",), "TST")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().folder
    for name, shape in SHAPES.items():
        write(folder / f"{name}.h5", name, shape)


if __name__ == "__main__":
    main()
