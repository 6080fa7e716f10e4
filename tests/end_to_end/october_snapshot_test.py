"""The shipped snapshot of 10 October 2025 says what scenarios/README.md says about it."""

from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray
from snapshot_test import RECIPES, build, liquidation_price, tiers_of
from snapshots import contents

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "scenarios/btc-2025-10-10.h5"
SPOT = 117_000.0


@pytest.fixture(scope="module")
def file():
    with h5py.File(SNAPSHOT) as opened:
        yield opened


def prices(file, side):
    """Liquidation prices [venue, entry, leverage], found by bisection."""
    entry = file["positions/entry_price"][:][:, None]
    leverage = file["positions/leverage"][:]
    contracts = file["margin/contract"].asstr()[:]
    return np.array([
        liquidation_price(
            contract == "inverse", 1 - 2 * side, entry, leverage,
            file["positions/position_notional"][side, venue], tiers_of(file, venue),
        )
        for venue, contract in enumerate(contracts)
    ])  # fmt: skip


def test_each_side_holds_the_perpetuals_of_31_billion_dollars(file):
    totals = file["positions/open_interest"][:].sum(axis=(2, 3))
    assert totals.tolist() == [[24.2e9, 7.2e9], [24.2e9, 7.2e9]]
    assert file["spot"][()] == SPOT
    assert totals[0].sum() / SPOT == pytest.approx(50_000 / 0.186, rel=0.005)


def test_no_position_is_open_beyond_its_liquidation_price(file):
    for side in (0, 1):
        alive = prices(file, side)[file["positions/open_interest"][side] > 0]
        assert (alive.max() < SPOT) if side == 0 else (alive.min() > SPOT)


def test_a_fall_to_the_low_of_the_day_reaches_a_fifth_to_a_quarter_of_the_longs(file):
    longs = file["positions/open_interest"][0]
    reached = longs[prices(file, 0) >= 102_000].sum() / longs.sum()
    assert 0.20 < reached < 0.25


def test_the_fund_is_what_was_paid_and_the_depth_is_that_of_the_months_before(file):
    assert file["margin/insurance_fund"][:].tolist() == [188e6, 0.0]
    distance, depth = file["depth/distance"][:], file["depth/notional"][:]
    assert depth[:, distance == 0.01].ravel().tolist() == [348e6, 348e6]


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
@pytest.mark.parametrize("group", [None, "positions", "margin", "depth"])
def test_xarray_opens_every_group(engine, group):
    with xarray.open_dataset(SNAPSHOT, group=group, engine=engine) as data:
        data.load()
        if group is None:
            assert "Leverage of open positions is not public" in data.attrs["assumptions"]


def test_the_recipe_makes_the_shipped_snapshot(tmp_path):
    assert build(RECIPES / "btc-2025-10-10.toml", tmp_path / "again.h5") == contents(SNAPSHOT)
