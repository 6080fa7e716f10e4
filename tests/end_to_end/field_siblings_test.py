"""Siblings of the faults that people met in public (`field_cases_test.py`): other venues, units, names and clocks."""

import json
import time

import pytest

from recipes import NEW_YEAR, bars, csv, klines, short, write

ROWS = bars(NEW_YEAR, 288)
END = ROWS[-1][0] + 300
SPOT = ROWS[-1][4]
LEVELS = [(side, round(SPOT * (1 + sign * (0.0005 + 0.001 * i)), 2), 1_000_000)
          for side, sign in (("bid", -1), ("ask", 1)) for i in range(30)]  # fmt: skip


def test_klines_of_another_contract_are_refused_by_the_name_of_their_file(tmp_path):
    """No column of klines names the contract, the archive's files do: a price of 1,000 coins, another coin."""
    build = short(tmp_path, ROWS)
    for name, said in (("1000BTCUSDT-5m-2025-01.csv", "whose unit is 1,000 BTC"),
                       ("ETHUSDT-5m-2025-01-01.csv", "holds the symbol ETHUSDT")):  # fmt: skip
        klines(tmp_path / name, ROWS)
        build.recipe["candles"]["files"] = [name]
        assert said in build.refused()
    build.recipe["candles"]["symbol"] = "ETHUSDT"  # stated: the recipe knows better
    assert build.run().returncode == 0


def test_mark_prices_have_no_volume(tmp_path):
    build = short(tmp_path, [[*row[:5], 0.0] for row in ROWS])
    assert "of mark and index prices all are 0" in build.refused()
    build.recipe["positions"]["turnover"] = "even"
    assert "history/volume" not in build.made()[1]


@pytest.mark.parametrize(("unit", "size", "contract", "expected"), [
    ("contracts", 0.01, "linear", 2_000 * 0.01 * SPOT),  # OKX
    ("usd", 0, "inverse", 2_000),  # Deribit, BitMEX
    ("contracts", 100, "inverse", 200_000),  # coin-margined
    ("coin", 0, "linear", 2_000 * SPOT)])  # fmt: skip
def test_sizes_of_liquidations_are_what_the_recipe_says(tmp_path, unit, size, contract, expected):
    build = short(tmp_path, ROWS)
    csv(tmp_path / "forced.csv", "time,side,price,size", [[ROWS[100][0], "sell", SPOT, 2_000]])
    build.venue.update({"contract": contract, "contract_size": size})
    build.venue["liquidations"] = {"files": ["forced.csv"], "format": "csv", "side_is": "order"}
    assert "does not say what its sizes count" in build.refused()
    build.venue["liquidations"]["unit"] = unit
    assert build.printed()["liquidations"][0]["long_usd"] == pytest.approx(expected)


@pytest.mark.parametrize(("stated", "said"), [
    ({"side_is": "position"}, "give the side of the order"), ({"unit": "contracts"}, "say what they count")])  # fmt: skip
def test_a_feed_that_says_its_sides_and_units_bears_no_other(tmp_path, stated, said):
    build = short(tmp_path, bars(1_748_736_000, 288, price=100_500))
    build.venue["liquidations"] = {"files": [build.sample("F16_binance_force_orders.csv")], **stated}
    assert said in build.refused()


@pytest.mark.parametrize(("unit", "size", "coin"), [
    ("coin", 0, 1e6), ("contracts", 0.001, 1e3), ("usd", 0, 1e6 / SPOT)])  # fmt: skip
def test_sizes_of_an_order_book_are_what_the_recipe_says(tmp_path, unit, size, coin):
    build = short(tmp_path, ROWS)
    csv(tmp_path / "book.csv", "side,price,size", LEVELS)
    build.recipe["depth"] = {"files": ["book.csv"], "format": "csv", "distances": [0.01]}
    assert "does not say what its sizes count" in build.refused()
    build.recipe["depth"].update({"unit": unit, "contract_size": size})
    bid = build.made()[1]["depth/notional"][0, 0]
    assert bid == pytest.approx(coin * sum(price for side, price, _ in LEVELS[:10]), rel=2e-2)


def test_a_book_that_an_exchange_hands_out_itself_is_not_taken_for_coin(tmp_path):
    """Deribit counts USD, OKX contracts, and both look like a book of ccxt without a symbol."""
    build = short(tmp_path, ROWS)
    sides = {f"{side}s": [[price, size] for one, price, size in LEVELS if one == side] for side in ("bid", "ask")}
    write(tmp_path / "book.json", json.dumps({"timestamp": END * 1_000, **sides}))
    build.recipe["depth"] = {"files": ["book.json"]}
    assert "does not say what its sizes count" in build.refused()


def test_rates_of_the_initial_margin_are_refused_and_caps_of_another_unit_named(tmp_path):
    build = short(tmp_path, ROWS)
    csv(tmp_path / "tiers.csv", "cap,rate,max_leverage", [[1e8, 0.01, 100], [1e9, 0.02, 50]])
    build.venue["tiers"] = {"files": ["tiers.csv"], "format": "csv", "unit": "usd", "shape": "marginal"}
    assert "Are the rates those of the initial margin?" in build.refused()
    csv(tmp_path / "tiers.csv", "cap,rate,max_leverage", [[50, 0.005, 100], [1_000, 0.01, 50]])
    assert "the last cap is $1.00K" in " ".join(build.run().stderr.split())
    csv(tmp_path / "tiers.csv", "cap,rate", [[1e8, 0.005], ["inf", 0.01]])
    warned, values, _ = build.made()
    assert warned == "" and values["margin/notional_cap"][0, 1] >= 1e11


def test_a_candle_that_is_still_running_gets_a_warning(tmp_path):
    build = short(tmp_path, bars(int(time.time()) // 300 * 300 - 287 * 300, 288))
    assert "as_of is after now" in build.run().stderr
