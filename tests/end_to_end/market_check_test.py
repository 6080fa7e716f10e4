"""`market check` says what is odd about a snapshot; a snapshot that is right is checked in silence."""

from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray
from snapshots import inspect, run_program, warnings_of, write_market

ROOT = Path(__file__).resolve().parents[2]
TWO_VENUES = tuple({"name": name, "contract": "linear", "caps": [1e8], "rates": [0.01]} for name in ("okx", "bybit"))
#: Longs and shorts are equal at each venue in coins and dollars; nothing else repeats.
CELLS = np.array([[[[3e7, 4e7], [5e7, 6e7], [7e7, 8e7]], [[1e7, 2e7], [2e7, 3e7], [3e7, 4e7]]],
                  [[[4e7, 3e7], [6e7, 5e7], [8e7, 7e7]], [[2e7, 1e7], [3e7, 2e7], [4e7, 3e7]]]])  # fmt: skip


def spoilt(path, change, **arguments):
    write_market(path, **arguments)
    with h5py.File(path, "r+") as file:
        change(file)
    return path


def replace(file, name, values):
    del file[name]
    file[name] = values


@pytest.mark.parametrize("name", ["btc-2025-06-05.h5", "btc-2025-10-10.h5"])
def test_the_shipped_snapshots_pass_without_a_warning(name):
    code, warnings = warnings_of(ROOT / "scenarios" / name)
    assert (code, warnings) == (0, [])


def test_a_plausible_snapshot_passes_without_a_warning(tmp_path):
    write_market(tmp_path / "m.h5")
    assert warnings_of(tmp_path / "m.h5") == (0, [])


# Axes by their names.


def as_xarray(path, order):
    """The group of positions with the axes of its tables in another order, by xarray."""
    write_market(path, venues=TWO_VENUES, interest=CELLS)
    with xarray.open_dataset(path, group="positions") as opened:
        positions = opened.load()
    share = xarray.DataArray([[1.0, 0.5], [0.25, 0.75]], dims=("side", "venue"))
    positions = positions.assign(liquidatable_share=share).transpose(*order)
    with h5py.File(path, "r+") as file:
        del file["positions"]
    positions.to_netcdf(path, mode="a", group="positions", engine="h5netcdf")


@pytest.mark.parametrize(
    "order",
    [("venue", "side", "entry_price", "leverage"), ("leverage", "entry_price", "venue", "side"),
     ("entry_price", "side", "leverage", "venue")],
)  # fmt: skip
def test_axes_are_taken_by_their_names(order, tmp_path):
    as_xarray(tmp_path / "expected.h5", ("side", "venue", "entry_price", "leverage"))
    as_xarray(tmp_path / "other.h5", order)
    expected, other = inspect(tmp_path / "expected.h5"), inspect(tmp_path / "other.h5")
    for market in (expected, other):
        del market["file"], market["sha256"]
    assert other == expected
    assert expected["venues"][0]["long"] == CELLS[0, 0].sum()
    assert warnings_of(tmp_path / "other.h5") == warnings_of(tmp_path / "expected.h5")


def test_labels_name_axes_too(tmp_path):
    def change(file):
        replace(file, "positions/open_interest", CELLS.transpose(1, 0, 2, 3))
        for at, name in enumerate(("venue", "side", "entry_price", "leverage")):
            file["positions/open_interest"].dims[at].label = name

    path = spoilt(tmp_path / "m.h5", change, venues=TWO_VENUES)
    assert inspect(path)["venues"][0]["long"] == CELLS[0, 0].sum()


def test_axes_of_other_names_are_refused_with_what_is_expected(tmp_path):
    def change(file):
        replace(file, "margin/notional_cap", np.full((2, 2), 1e8))
        for at, axis in enumerate(("side", "leverage")):
            file["margin/notional_cap"].dims[at].attach_scale(file[f"positions/{axis}"])

    path = spoilt(tmp_path / "m.h5", change, venues=TWO_VENUES)
    done = run_program("market", "check", path)
    assert done.returncode == 2
    assert "/margin/notional_cap: has the axes side, leverage; expected are venue, tier" in done.stderr


def test_axes_without_names_are_doubted_only_where_they_can_be_confused(tmp_path):
    write_market(tmp_path / "one.h5", scales=False, leverages=(5, 10, 20, 40))
    assert warnings_of(tmp_path / "one.h5") == (0, [])
    write_market(tmp_path / "two.h5", scales=False, venues=TWO_VENUES)
    _, warnings = warnings_of(tmp_path / "two.h5")
    assert len(warnings) == 1
    assert "side and venue both have 2 elements" in warnings[0] and "dimension scales" in warnings[0]
