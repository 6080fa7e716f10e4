"""Positions of accounts: what `market build` makes of them, and what `run`, `inspect`, `check` and `diff` read."""

import json
import math

import h5py
import numpy as np
import pytest
from recipes import BANDS, NEW_YEAR, bars, klines, short, write
from snapshots import run_program

CAPS, RATES = [150e6, 1e9], [0.0125, 0.025]
SPACING = 1e-4  # of the prices, in log price


@pytest.fixture
def accounts(tmp_path):
    """Two days of candles around 100,000, and the accounts of a venue."""
    built = short(tmp_path, bars(NEW_YEAR, 2 * 288, price=100_000.0, volume=1.0))
    built.close = bars(NEW_YEAR, 2 * 288, price=100_000.0, volume=1.0)[-1][4]
    built.venue.update({"name": "hyperliquid", "positions": {"files": ["accounts.csv"]},
                    "open_interest": {"amount": 10e6, "unit": "usd", "sides": "one"},
                    "tiers": {"cap": CAPS, "rate": RATES, "unit": "usd", "shape": "marginal"}})  # fmt: skip
    built.recipe["positions"] = {"method": "accounts"}
    return built


def rows(built, positions, header="market,size,notional,liquidation_price,leverage,leverage_type,account_value,margin"):
    """A file of positions [size, liquidation price, type, account value, margin] at the last close."""
    lines = [header]
    for size, price, kind, value, margin in positions:
        lines.append(f"BTC,{size},{abs(size) * built.close},{price},10,{kind},{value},{margin}")
    write(built.folder / "accounts.csv", "\n".join(lines) + "\n")


def fuel(values, side):
    """Prices and USD of the cells that hold something."""
    notional, price = values["positions/liquidation/notional"][side, 0], values["positions/liquidation/price"]
    held = notional > 0
    return price[held], notional[held]


def test_the_venues_price_is_taken_and_keeps_value_and_mean_log_price(accounts):
    rows(accounts, [(20, 93_000.5, "cross", 1e6, ""), (-20, 110_000.0, "cross", 1e6, "")])
    _, values, attributes = accounts.made()
    for side, at in enumerate((93_000.5, 110_000.0)):
        price, usd = fuel(values, side)
        assert len(price) == 2 and np.ptp(np.log(price)) == pytest.approx(SPACING)
        assert usd.sum() == pytest.approx(20 * at, rel=1e-12)
        assert np.average(np.log(price), weights=usd) == pytest.approx(math.log(at), abs=1e-12)
    with h5py.File(accounts.output) as file:
        assert file["positions/liquidation"].attrs["coverage"] == pytest.approx(20 * accounts.close / 10e6, rel=1e-12)
        assert "open_interest" not in file["positions"]
    assert "2 positions of accounts-csv" in attributes["made_of"]


def test_an_isolated_position_is_recomputed_from_the_margin_that_was_posted_and_not_from_its_label(accounts):
    """The label says 10x; the margin is a fiftieth. Equity q (p - m) + w equals q p / 80 at the liquidation price."""
    q, mark = 20.0, accounts.close
    margin = q * mark / 50
    rows(accounts, [(q, "", "isolated", "", margin), (-q, "", "isolated", "", margin)])
    _, values, _ = accounts.made()
    for side, sign in enumerate((1, -1)):
        price, usd = fuel(values, side)
        expected = (sign * q * mark - margin) / (q * (sign - RATES[0]))
        assert math.exp(np.average(np.log(price), weights=usd)) == pytest.approx(expected, rel=1e-9)
        bankrupt = values["positions/liquidation/bankruptcy_price"][side, 0]
        notional = values["positions/liquidation/notional"][side, 0]
        gap = np.average(np.log(bankrupt / values["positions/liquidation/price"]), weights=notional)
        assert gap == pytest.approx(math.log((mark - sign * mark / 50) / expected), rel=1e-9)


def test_a_cross_position_without_a_price_is_recomputed_only_where_its_account_is_complete(accounts):
    mark = accounts.close
    write(accounts.folder / "accounts.csv",
          "user,market,size,notional,liquidation_price,leverage_type,account_value\n"
          f"0xaa,BTC,10,{10 * mark},,cross,100000\n"
          f"0xbb,BTC,-10,{10 * mark},,cross,100000\n0xbb,ETH,5,12500,,cross,100000\n")  # fmt: skip
    printed = accounts.printed()
    _, values, _ = accounts.made()
    price, usd = fuel(values, 0)
    expected = (10 * mark - 100_000) / (10 * (1 - RATES[0]))
    assert math.exp(np.average(np.log(price), weights=usd)) == pytest.approx(expected, rel=1e-9)
    assert values["positions/liquidation/not_liquidatable"][:, 0] == pytest.approx([0, 10 * mark])
    notes = " ".join(note for part in printed["read_as"] for note in part["notes"])
    assert "1 row of another market was left out" in notes
    assert "1 position of " in notes and "never liquidated" in notes and "1 liquidation price recomputed" in notes


def test_states_of_hyperliquid_give_the_prices_that_follow_from_their_margins(accounts):
    """Long of 100 at 100,000 with 1.5M: 8.5M/98.75; short of 40 with 4.25M: 4.25M/40.5 (rate 1/80)."""
    accounts.venue["positions"] = {"files": [accounts.sample("hyperliquid-state.json")]}
    accounts.venue["open_interest"]["amount"] = 14e6
    accounts.recipe["as_of"] = "2025-06-05T21:00:00Z"
    klines(accounts.folder / "candles.csv", [[1_749_157_200 - 300 * i, 1e5, 100_010.0, 99_990.0, 1e5, 50.0]
                                             for i in range(600, 0, -1)])  # fmt: skip
    warnings, values, _ = accounts.made()
    for side, at in enumerate((8.5e6 / 98.75, 4.25e6 / 40.5)):
        price, usd = fuel(values, side)
        assert math.exp(np.average(np.log(price), weights=usd)) == pytest.approx(at, rel=1e-9)
    assert "sample" in warnings
    made = accounts.printed()
    notes = " ".join(note for part in made["read_as"] for note in part["notes"])
    assert "agree within 0.1 % for 1 of 1 (" in notes
    assert "1 row closed was left out" in notes and "1 row of another market was left out" in notes


def test_what_accounts_do_not_hold_is_estimated_where_a_method_is_stated(accounts):
    """A venue of 10M USD of which accounts hold a half, beside one without accounts."""
    held = 5e6 / accounts.close
    rows(accounts, [(held, 90_000.0, "cross", 1e6, ""), (-held, 110_000.0, "cross", 1e6, "")])
    other = accounts.venue | {"name": "other"}
    del other["positions"]
    accounts.recipe["venue"].append(other)
    assert 'the venue other has no positions, and positions.method = "accounts"' in accounts.refused()
    accounts.recipe["positions"] = {"method": "mixture", "band": BANDS}
    _, values, _ = accounts.made()
    of_venue = values["positions/open_interest"].sum(axis=(2, 3))
    assert of_venue == pytest.approx(np.array([[5e6, 10e6], [5e6, 10e6]]), abs=1)
    assert values["positions/liquidation/notional"][:, 0].sum(axis=1) == pytest.approx([held * 9e4, held * 11e4])
    assert values["positions/liquidation/notional"][:, 1].sum() == 0
    with h5py.File(accounts.output) as file:
        assert file["positions/liquidation"].attrs["coverage"] == pytest.approx(0.25)


@pytest.mark.parametrize(("positions", "said"), [
    ([(20, 110_000.0, "cross", 1e6, "")], "a long is above the mark price"),
    ([(-20, 90_000.0, "cross", 1e6, "")], "a short is below the mark price"),
    ([(20, 90_000.0, "cross", 1e6, ""), (20, 90_000.0, "margin", 1e6, "")], 'line 3: leverage_type = "margin"'),
    ([(20, 90_000.0, "cross", 1e6, "")], "no size is negative"),
    ([(-900, 110_000.0, "cross", 1e6, ""), (900, 90_000.0, "cross", 1e6, "")], "the open interest is"),
])  # fmt: skip
def test_what_contradicts_itself_is_refused_with_its_row(accounts, positions, said):
    if said.startswith("a long"):
        positions = [*positions, (-1, 110_000.0, "cross", 1e6, "")]
    rows(accounts, positions)
    assert said in accounts.refused()


def test_a_notional_that_is_no_value_at_the_mark_price_is_refused_with_both_prices(accounts):
    write(accounts.folder / "accounts.csv", "market,size,notional,liquidation_price,leverage_type,account_value\n"
                                            "BTC,-2,2000,1100,cross,1000\nBTC,2,2000,900,cross,1000\n")  # fmt: skip
    said = accounts.refused()
    assert "line 2: notional over size is 1,000" in said and "the candles are at" in said


def test_run_inspect_check_and_diff_read_such_a_snapshot(accounts, tmp_path):
    rows(accounts, [(20, 97_000.0, "cross", 1e6, ""), (-20, 104_000.0, "cross", 1e6, "")])
    accounts.made()
    assert run_program("market", "check", accounts.output).returncode == 0
    inspected = json.loads(run_program("market", "inspect", accounts.output, "--json").stdout)
    assert inspected["long"]["fuel"] == pytest.approx(20 * 97_000, abs=1)
    assert inspected["known"]["coverage"] == pytest.approx(20 * accounts.close / 10e6)
    scenario = """schema = 1
name = "known"
market.file = "market.h5"
simulation = { paths = 4_000, horizon = "2d", step = "30min" }
price = { model = "gbm", volatility = 0.6 }
impact.depth = 5e6
[cascade]
book = "BOOK"
[book]
turnover = "3d"
[[event]]
name = "touch"
kind = "touch"
level = 97_500
"""
    for book in ("frozen", "living"):
        text = scenario.replace("BOOK", book)
        if book == "frozen":
            text = text.replace('[book]\nturnover = "3d"\n', "")
        write(accounts.folder / f"{book}.toml", text)
        done = run_program("run", accounts.folder / f"{book}.toml", "-o", tmp_path / f"{book}.h5", "--json")
        assert done.returncode == 0, done.stderr
        run = json.loads(done.stdout)["runs"][0]
        assert min(run["liquidated"][side]["mean"] for side in ("long", "short")) > 0
        shown = run_program("report", "show", tmp_path / f"{book}.h5").stdout
        assert "of the open interest known from accounts" in " ".join(shown.split())
    diff = run_program("report", "diff", tmp_path / "frozen.h5", tmp_path / "living.h5", "--paths", "2000")
    assert diff.returncode == 0 and "open_interest" in diff.stdout.replace("open interest", "open_interest")
    write(accounts.folder / "classes.toml", scenario.replace("BOOK", "living").replace('"3d"', "{ leverage_days = 20 }"))
    refused = run_program("run", accounts.folder / "classes.toml")
    assert refused.returncode == 2 and "which have no leverage" in " ".join(refused.stderr.split())
