"""The shipped snapshot of 5 June 2025 says what scenarios/README.md says about it.

Shares no code with the program that makes it: liquidation prices are found here by bisection of
equity against maintenance margin. The recipe makes the file anew; snapshot_inputs_test.py makes the
inputs of the recipe.
"""

import tomllib
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray
from snapshots import contents, run_program

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "scenarios/recipes"
SNAPSHOT = ROOT / "scenarios/btc-2025-06-05.h5"
LOW_OF_LAST_CANDLE, HIGH_OF_LAST_CANDLE = 100_372.26, 100_815.46  # Binance spot, 20:55 UTC
BANDS = {(0, 3): 0.36, (3, 7): 0.47, (7, 15): 0.10, (15, 30): 0.045, (30, 60): 0.02, (60, 125): 0.005}
# Binance USD-M BTCUSDT, 24 October 2024: the amounts ("cum") that the venue publishes.
BINANCE_AMOUNTS = [
    0, 50, 950, 11_450, 131_450, 481_450, 2_981_450, 14_481_450, 26_481_450, 41_481_450,
    121_481_450, 421_481_450,
]  # fmt: skip


@pytest.fixture(scope="module")
def file():
    with h5py.File(SNAPSHOT) as opened:
        yield opened


def maintenance(tiers, notional):
    """Maintenance margin summed tier by tier: the rate of each slice of the notional."""
    cap, rate = tiers
    lower = np.concatenate([[0.0], cap[:-1]])
    upper = np.concatenate([cap[:-1], [np.inf]])
    notional = np.asarray(notional)[..., None]
    return (rate * np.clip(np.minimum(notional, upper) - lower, 0, None)).sum(axis=-1)


def liquidation_price(inverse, sign, entry, leverage, size, tiers):
    """Bisection between a price of 1 % and of 100 times the entry; arrays broadcast."""
    entry, leverage, size = np.broadcast_arrays(entry, leverage, size)

    def healthy(price):
        if inverse:
            profit, notional = sign * size * (1 - entry / price), size * entry / price
        else:
            profit, notional = sign * size * (price / entry - 1), size * price / entry
        return size / leverage + profit > maintenance(tiers, notional)

    safe, dead = entry * 1.0, entry * (0.01 if sign > 0 else 100.0)
    for _ in range(60):
        middle = np.sqrt(safe * dead)
        alive = healthy(middle)
        safe, dead = np.where(alive, middle, safe), np.where(alive, dead, middle)
    return safe


def tiers_of(file, venue):
    cap, rate = file["margin/notional_cap"][venue], file["margin/maintenance_rate"][venue]
    used = ~np.isnan(cap)
    assert used[: used.sum()].all(), "tiers in use come first"
    return cap[used], rate[used]


def test_each_side_holds_the_pool_of_24_billion_dollars(file):
    totals = file["positions/open_interest"][:].sum(axis=(2, 3))
    assert totals.tolist() == [[18.5e9, 5.5e9], [18.5e9, 5.5e9]]
    assert (file["positions/liquidatable_share"][:] == 1).all()


def test_the_leverage_mixture_is_the_stated_one_on_every_side_and_venue(file):
    leverage = file["positions/leverage"][:]
    open_interest = file["positions/open_interest"][:]
    shares = open_interest.sum(axis=2) / open_interest.sum(axis=(2, 3))[:, :, None]
    for (low, high), share in BANDS.items():
        inside = (leverage > low) & (leverage < high)
        assert inside.sum() >= 4, f"several leverages represent {low}-{high}x"
        np.testing.assert_allclose(shares[:, :, inside].sum(axis=2), share, rtol=1e-9)


def test_no_position_is_open_whose_liquidation_price_the_last_candle_reached(file):
    open_interest = file["positions/open_interest"][:]
    entry = file["positions/entry_price"][:][:, None]
    leverage = file["positions/leverage"][:]
    contracts = file["margin/contract"].asstr()[:]
    for venue, contract in enumerate(contracts):
        for side, sign in enumerate((+1, -1)):
            size = file["positions/position_notional"][side, venue]
            price = liquidation_price(
                contract == "inverse", sign, entry, leverage, size, tiers_of(file, venue)
            )
            alive = price[open_interest[side, venue] > 0]
            if sign > 0:
                assert alive.max() < LOW_OF_LAST_CANDLE
                assert alive.max() > 0.99 * LOW_OF_LAST_CANDLE, "the book reaches up to the price"
            else:
                assert alive.min() > HIGH_OF_LAST_CANDLE


def test_the_tiers_chain_to_the_amounts_that_binance_publishes(file):
    cap, rate = tiers_of(file, 0)
    amounts = rate * cap - maintenance((cap, rate), cap)
    np.testing.assert_allclose(amounts, BINANCE_AMOUNTS, atol=0.01)


@pytest.mark.parametrize(
    ("venue", "coins", "leverage", "sign", "expected"),
    [  # the project's published values: entry 104,000
        (0, 1, 10, +1, 94_020.10050),
        (0, 1, 10, -1, 113_880.59701),
        (0, 0.1, 100, +1, 103_373.49398),
        (0, 100, 20, +1, 99_682.32323),
        (0, 1000, 10, +1, 95_506.20513),
        (1, 1, 10, +1, 94_923.636),
        (1, 1, 10, -1, 115_093.333),
    ],
)
def test_the_tiers_give_the_known_liquidation_prices(file, venue, coins, leverage, sign, expected):
    size = coins if venue == 1 else coins * 104_000.0
    price = liquidation_price(venue == 1, sign, 104_000.0, leverage, size, tiers_of(file, venue))
    assert price == pytest.approx(expected, abs=0.001)


def test_depth_increases_and_holds_the_published_figures_at_one_percent(file):
    distance, depth = file["depth/distance"][:], file["depth/notional"][:]
    assert (np.diff(distance) > 0).all() and (np.diff(depth, axis=1) > 0).all()
    assert depth[:, distance == 0.01].ravel().tolist() == [512e6, 362e6]


def test_history_is_250_days_before_the_snapshot_without_a_gap(file):
    time = file["history/time"][:]
    assert len(time) == 250 and (np.diff(time) == 86_400).all()
    assert time[-1] == np.datetime64("2025-06-04", "s").astype(int), "the day itself is not over"
    low, high = file["history/low"][:], file["history/high"][:]
    for name in ("open", "close"):
        assert ((file[f"history/{name}"][:] >= low) & (file[f"history/{name}"][:] <= high)).all()


def test_every_dataset_has_a_meaning_and_the_units_that_the_format_names(file):
    units = {
        "spot": "USD", "positions/open_interest": "USD",
        "positions/liquidatable_share": "1", "positions/entry_price": "USD",
        "positions/leverage": "1", "margin/maintenance_rate": "1",
        "depth/notional": "USD", "depth/distance": "1", "history/close": "USD",
        "history/volume": "BTC",
    }  # fmt: skip
    for path, unit in units.items():
        assert file[path].attrs["units"] == unit, path

    def has_meaning(path, item):
        if isinstance(item, h5py.Dataset):
            assert item.attrs["long_name"], path
            scales = [len(axis) for axis in item.dims]
            assert h5py.h5ds.is_scale(item.id) or all(count == 1 for count in scales), path

    file.visititems(has_meaning)
    for path in ("positions/position_notional", "margin/notional_cap"):  # whose unit is that of the contract
        assert "USD, inverse contracts in coin" in file[path].attrs["long_name"]
    assert "Leverage of open positions is not public" in file.attrs["assumptions"]


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
@pytest.mark.parametrize("group", [None, "positions", "margin", "depth", "history"])
def test_xarray_opens_every_group(engine, group):
    with xarray.open_dataset(SNAPSHOT, group=group, engine=engine) as data:
        data.load()
        if group is None:
            assert float(data["spot"]) == 100_483.91
        if group == "positions":
            assert data["open_interest"].dims == ("side", "venue", "entry_price", "leverage")
            assert float(data["open_interest"].sel(side="long").sum()) == 24e9
        if group == "history":
            assert data["time"].values[-1] == np.datetime64("2025-06-04")


def test_the_scenario_takes_depth_and_volatility_from_the_snapshot(file):
    scenario = tomllib.loads((ROOT / "scenarios/stress-june-2025.toml").read_text(encoding="utf-8"))
    assert (SNAPSHOT.parent / scenario["market"]["file"]) == SNAPSHOT
    distance, depth = file["depth/distance"][:], file["depth/notional"][:]
    bid, ask = depth[:, distance == 0.01].ravel()
    assert scenario["impact"]["depth"] == {"bid": bid, "ask": ask}
    volatility = scenario["price"]["volatility"]
    assert f"Realised volatility of the 30 days before: {volatility} " in file.attrs["assumptions"]
    assert scenario["event"][0] == {
        "name": "race_113k_93k", "kind": "race", "up": 113_000, "down": 93_000,
    }  # fmt: skip


def test_the_file_is_small_enough_to_ship():
    assert SNAPSHOT.stat().st_size < 1_000_000


def build(recipe, output):
    """Everything in the snapshot of a recipe."""
    done = run_program("market", "build", recipe, "-o", output, "--strict")
    assert done.returncode == 0, done.stderr
    return contents(output)


def test_the_recipe_makes_the_shipped_snapshot(tmp_path):
    assert build(RECIPES / "btc-2025-06-05.toml", tmp_path / "again.h5") == contents(SNAPSHOT)
