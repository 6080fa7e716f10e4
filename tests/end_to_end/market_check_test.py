"""`market check` says what is odd about a snapshot; a snapshot that is right is checked in silence."""

import time
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray
from snapshots import AS_OF, TEXT, inspect, run_program, warnings_of, write_candles, write_market

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
    code, warnings = warnings_of(ROOT / "scenarios" / name, "--strict")
    assert (code, warnings) == (0, [])


def test_a_plausible_snapshot_passes_without_a_warning(tmp_path):
    write_market(tmp_path / "m.h5")
    assert warnings_of(tmp_path / "m.h5", "--strict") == (0, [])


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


def test_an_axis_whose_scale_was_replaced_has_no_name(tmp_path):
    def change(file):
        venues = file["positions/venue"][:]
        del file["positions/venue"]
        file.create_dataset("positions/venue", data=venues, dtype=TEXT)

    path = spoilt(tmp_path / "m.h5", change, venues=TWO_VENUES, interest=CELLS)
    assert inspect(path)["venues"][0]["long"] == CELLS[0, 0].sum()


def test_a_damaged_list_of_scales_is_refused(tmp_path):
    def change(file):
        del file["positions/open_interest"].attrs["DIMENSION_LIST"]
        file["positions/open_interest"].attrs["DIMENSION_LIST"] = np.arange(4)

    done = run_program("market", "check", spoilt(tmp_path / "m.h5", change))
    assert done.returncode == 2
    assert "attribute DIMENSION_LIST: is not a list of dimension scales for each of the 4 axes" in done.stderr


def test_axes_without_names_are_doubted_only_where_they_can_be_confused(tmp_path):
    write_market(tmp_path / "one.h5", scales=False, leverages=(2, 3, 5, 20))
    assert warnings_of(tmp_path / "one.h5", "--strict") == (0, [])
    write_market(tmp_path / "two.h5", scales=False, venues=TWO_VENUES)
    _, warnings = warnings_of(tmp_path / "two.h5")
    assert len(warnings) == 1
    assert "side and venue both have 2 elements" in warnings[0] and "dimension scales" in warnings[0]


# What is unlikely.


def one_sided(file):
    file["positions/open_interest"][1] *= 1.02


def scaled(name, factor):
    def change(file):
        file[name][...] = file[name][...] * factor

    return change


def in_thousands(file):
    scaled("positions/open_interest", 1e-4)(file)


def bars_stamped_at_their_end(file):
    write_candles(file, AS_OF - 3600 * np.arange(9, -1, -1), 1e5)


def a_bar_that_is_not_over(file):
    write_candles(file, AS_OF - 1800 - 3600 * np.arange(9, -1, -1), 1e5)


def candles(times, price=1e5):
    return lambda file: write_candles(file, np.asarray(times), price)


def allowing(*leverages):
    """The venue has two tiers of 0.5 and 1 %, and positions of 5x and 20x."""
    return lambda file: file.create_dataset("margin/max_leverage", data=[leverages])


def share_of_another_name(file):
    file.create_dataset("positions/liquidatable_shares", data=[[0.5], [0.5]])


UNLIKELY = {
    "a candle that is not over": (a_bar_that_is_not_over, ["/history/time: 1 of 10 candles end after as_of",
                                                           "a candle lasts 1 h", "have the end instead?"]),
    "candles stamped at their end": (bars_stamped_at_their_end, ["1 of 10 candles end after", "1 begin at that time"]),
    "more shorts than longs": (one_sided, ['longs and shorts are not equal: at "okx" 600,000,000 USD of longs '
                                           "and 612,000,000 USD of shorts"]),
    "open interest in ten thousands": (in_thousands, ["/depth/notional within 1 % of 10,000,000 USD",
                                                      "times /positions/open_interest"]),
    "open interest in cents": (scaled("positions/open_interest", 1e4), ["/positions/open_interest",
                                                                        "a day's /history/volume"]),
    "depth in ten thousands": (scaled("depth/notional", 1e-4), ["/depth/notional within 1 % of 1,000 USD"]),
    "depth times ten thousand": (scaled("depth/notional", 1e4), ["/depth/notional within 1 %", "is 167 times"]),
    "bids in thousands": (lambda file: file["depth/notional"].write_direct(np.array([[1e3, 1e4, 5e4], [1e6, 1e7, 5e7]])),
                          ["/depth/notional within 1 % of bids of 10,000 USD is 0.001 times that of asks"]),
    "spot of another coin": (lambda file: replace(file, "spot", 2500.0),
                             ["/spot = 2,500 USD is 0.025 times the last /history/close, 100,000 USD"]),
    "a dataset of nearly the right name": (share_of_another_name,
                                           ["/positions/liquidatable_shares: is not read",
                                            "Did you mean liquidatable_share?"]),
    "a group of nearly the right name": (lambda file: file.move("depth", "depths"),
                                         ["/depths: is not read", "Did you mean depth?"]),
    "an attribute of nearly the right name": (
        lambda file: file["positions/open_interest"].attrs.create("unit", "coin", dtype=TEXT),
        ["/positions/open_interest, attribute unit: is not read. Did you mean units?"]),
    "a quote that is no dollar": (lambda file: file.attrs.create("quote", "EUR", dtype=TEXT),
                                  ['quote = "EUR" is not a known US dollar']),
    "a day that is missing": (candles(AS_OF - 86_400 * np.array([9, 8, 7, 5, 4, 3, 2, 1])),
                              ["/history/time: 1 candle is missing, from 2025-05-30 21:00 UTC on (a candle lasts 1 d"]),
    "a candle off the grid": (candles(AS_OF - 86_400 * np.arange(9, 0, -1) + 60 * (np.arange(9) == 4)),
                              ["/history/time: 1 candle stands off the grid of the first one"]),
    "candles of last week": (candles(AS_OF - 86_400 * np.arange(19, 9, -1)),
                             ["/history/time: the candles end at 2025-05-27 21:00 UTC, 9 d before as_of"]),
    "a spot of another venue": (lambda file: replace(file, "spot", 98_500.0),
                                ["/spot = 98,500 USD is -1.50 % away from the last /history/close, 100,000 USD"]),
    "entries that nobody traded": (candles(AS_OF - 86_400 * np.arange(70, 0, -1)),
                                   ["/positions/entry_price: 66.67 % of the open interest entered below 99,000 USD or "
                                    "above 101,000 USD"]),
    "rates in percent": (scaled("margin/maintenance_rate", 60), ["/margin/maintenance_rate: 30.00 % in the first tier",
                                                                 "Are rates in percent?"]),
    "caps in thousandths": (scaled("margin/notional_cap", 1e3),
                            ['/margin/notional_cap: the first tier of "okx" ends at', "Are caps in another unit?"]),
    "leverage that is liquidated at once": (allowing(200, 100),
                                            ["/margin/max_leverage: 200 in tier 1", "as it is opened"]),
    "leverage that rises with the tiers": (allowing(20, 50), ["/margin/max_leverage: 50 in tier 2", "another order?"]),
    "positions over the allowed leverage": (allowing(10, 5), ["have more leverage than the 10 that it allows at most"]),
}  # fmt: skip


@pytest.mark.parametrize("name", UNLIKELY)
def test_what_is_unlikely_is_a_warning_and_with_strict_an_error(name, tmp_path):
    change, words = UNLIKELY[name]
    path = spoilt(tmp_path / "m.h5", change)
    code, warnings = warnings_of(path)
    assert code == 0 and warnings
    for word in words:
        assert any(word in warning for warning in warnings), (word, warnings)
    done = run_program("market", "check", "--strict", path)
    assert done.returncode == 2 and "--strict" in done.stderr and done.stdout == ""


def test_a_snapshot_of_the_future_is_told(tmp_path):
    tomorrow = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400))
    path = spoilt(tmp_path / "m.h5", lambda file: file.attrs.create("as_of", tomorrow, dtype=TEXT), history=False)
    code, warnings = warnings_of(path)
    assert code == 0 and len(warnings) == 1 and "is in the future" in warnings[0]


def test_other_attributes_and_equal_sides_are_no_reason_to_warn(tmp_path):
    def change(file):
        file.attrs["title"] = "a title"
        file["positions/open_interest"].attrs["comment"] = "whatever"

    # Sides of equal dollars and unequal coins, and of unequal dollars and equal coins.
    dollars = np.array([[[[2e8], [1e8]]], [[[1e8], [2e8]]]])
    coins = dollars * np.array([90e3, 110e3])[:, None]
    for name, cells in (("dollars", dollars), ("coins", coins / 1e5)):
        path = spoilt(tmp_path / f"{name}.h5", change, entries=[90e3, 110e3], leverages=[3.0], interest=cells)
        assert warnings_of(path, "--strict") == (0, []), name


def test_inspect_shows_what_a_file_says_it_was_made_of_and_trusts_none_of_it(tmp_path):
    def says(**attributes):
        return lambda file: [file.attrs.create(name, text, dtype=TEXT) for name, text in attributes.items()]

    path = spoilt(tmp_path / "m.h5", lambda file: None)
    assert inspect(path)["made_of"] is None
    parts = '[{"part": "candles", "rows": 3, "notes": ["a", "b"]}]'
    path = spoilt(tmp_path / "m.h5", says(made_of="candles: \x1b[31mred\nsecond line", read_as=parts, recipe="r.toml"))
    made = inspect(path)["made_of"]
    assert made["read_as"] == [{"part": "candles", "rows": 3, "notes": ["a", "b"]}] and made["recipe"] == "r.toml"
    assert made["lines"] == ["candles: \x1b[31mred", "second line"]
    text = run_program("market", "inspect", path).stdout
    assert "Read as, by the recipe r.toml" in text and "\x1b" not in text and "  - second line" in text
    for wrong in ("nonsense", "{}", "[1]", "[" * 200_000, "[" * 9 + "]" * 9):
        path = spoilt(tmp_path / "m.h5", says(made_of="x", read_as=wrong))
        done = run_program("market", "inspect", "--json", path)
        assert done.returncode == 2 and "attribute read_as: is not the list of parts" in done.stderr, wrong[:20]
        assert run_program("market", "inspect", path).returncode == 0
