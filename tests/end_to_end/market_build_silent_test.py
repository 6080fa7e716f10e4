"""`market build` says, or refuses, what would otherwise become a wrong number without a word."""

import json
import re
import subprocess

import pytest

from cli_test import PROGRAM, ROOT
from recipes import NEW_YEAR, bars, book, brackets, counts, csv, klines, linear, recipe_text, short, write

ROWS = bars(NEW_YEAR, 288)


def test_coin_margined_files_are_not_taken_for_linear_contracts(tmp_path):
    build = linear(tmp_path)
    brackets(tmp_path / "brackets.json", [5, 50, 1e4], [0.004, 0.005, 0.01], symbol="BTCUSD_PERP", cap="qtyCap")
    assert "brackets.json: is of inverse contracts, and the venue binance-usdm" in build.refused()
    build = short(tmp_path, ROWS)
    listed = [{"pair": "BTCUSD", "contractType": "PERPETUAL", "sumOpenInterest": "20000000.0",
               "sumOpenInterestValue": "20000.0", "timestamp": 1_000 * (row[0] + 300)} for row in ROWS]
    write(tmp_path / "oi.json", json.dumps(listed))
    build.venue.update({"contract_size": 100, "open_interest": {"files": ["oi.json"]}})
    assert "oi.json: is of inverse contracts" in build.refused()


@pytest.mark.parametrize("key", ["contract", "open_interest", "tiers"])
def test_what_a_venue_is_has_to_be_stated(tmp_path, key):
    build = short(tmp_path, ROWS)
    del build.venue[key]
    assert f"venue.{key} is missing" in build.refused()


def test_candles_of_the_other_symbol_are_not_read(tmp_path):
    build = short(tmp_path, ROWS)
    header = "time,symbol,open,high,low,close,volume,quote_volume"
    rows = [[row[0], symbol, *(scale * price for price in row[1:5]), 10, scale * 10 * row[4]]
            for row in ROWS for symbol, scale in (("ETHUSDT", 0.04), ("BTCUSDT", 1))]  # fmt: skip
    csv(tmp_path / "candles.csv", header, rows)
    build.recipe["candles"] = {"files": ["candles.csv"], "format": "csv", "history_bar": "5min"}
    assert "holds several symbols" in build.refused()
    build.recipe["candles"]["symbol"] = "BTCUSDT"
    assert build.made()[1]["spot"] == ROWS[-1][4]
    build.recipe["candles"]["symbol"] = "SOLUSDT"
    assert "has no rows of the symbol SOLUSDT" in build.refused()


def test_a_price_that_breaks_between_two_candles_is_another_market(tmp_path):
    other = bars(ROWS[-1][0] + 300, 12, price=3_350.0)
    build = short(tmp_path, ROWS + other)
    said = build.refused()
    assert "line 289: opens at" in said and "candles.csv: line 288 before it closes at" in said


def test_rates_in_percent_are_noticed_below_one_too(tmp_path):
    build = short(tmp_path, ROWS)
    build.venue["tiers"]["rate"] = [0.4, 0.5]
    assert "maintenance rate 0.4 of the first tier" in build.refused()


def test_stated_volumes_and_columns_that_contradict_the_format_are_refused(tmp_path):
    build = short(tmp_path, ROWS)
    build.recipe["candles"]["volume"] = "contracts"
    assert 'count coin, and the recipe states volume = "contracts"' in build.refused()
    build = short(tmp_path, ROWS)
    build.recipe["candles"]["columns"] = {"close": 3}
    assert "klines have fixed columns" in build.refused()


def test_an_order_book_is_the_last_up_to_the_time_that_is_stated(tmp_path):
    build = short(tmp_path, bars(1_747_612_800, 288, price=102_900, seed=3))
    good = (tmp_path / build.sample("F14_BTCUSDT-bookDepth-good.csv")).read_text()
    later = good.replace("11:07:31", "23:50:00").splitlines()[1:]
    doubled = [",".join([*row.split(",")[:2], *(f"{2 * float(cell)}" for cell in row.split(",")[2:])]) for row in later]
    write(tmp_path / "day.csv", good.rstrip() + "\n" + "\n".join(doubled) + "\n")
    build.recipe["depth"] = {"files": ["day.csv"]}
    values = build.made("--as-of", "2025-05-19T11:10:00Z")[1]
    assert values["depth/notional"][:, 0].tolist() == [191e6, 176e6]
    values = build.made("--as-of", "2025-05-19T23:55:00Z")[1]
    assert values["depth/notional"][:, 0].tolist() == [382e6, 352e6]


def test_a_book_of_the_future_is_refused(tmp_path):
    build = short(tmp_path, ROWS)
    book(tmp_path / "depth.json", ROWS[200][1], ROWS[200][0])
    build.recipe["depth"] = {"files": ["depth.json"]}
    assert "after as_of = 2025-01-01 08:00 UTC" in build.refused("--as-of", "2025-01-01T08:00:00Z")


def test_standard_input_can_be_open_interest(tmp_path):
    build = short(tmp_path, ROWS)
    build.venue["open_interest"] = {"files": ["-"]}
    write(tmp_path / "recipe.toml", recipe_text(build.recipe))
    given = counts(tmp_path / "oi.json", ROWS).read_text()
    done = subprocess.run([PROGRAM, "market", "build", "recipe.toml", "-o", "market.h5"], cwd=tmp_path, input=given,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_comes_after_as_of_is_said_to_be_left_out(tmp_path):
    build = short(tmp_path, ROWS)
    counts(tmp_path / "oi.json", ROWS)
    build.venue["open_interest"] = {"files": ["oi.json"]}
    notes = {part["part"]: part["notes"] for part in build.printed("--as-of", "2025-01-01T12:00:00Z")["read_as"]}
    assert notes["binance-usdm: open interest"] == ["144 counts after as_of were left out"]
    assert any(note.startswith("the candles cover 12 h of the window of 30 d") for note in notes["positions"])


def test_a_band_of_which_nobody_has_survived_does_not_lose_its_dollars(tmp_path):
    build = short(tmp_path, ROWS)
    build.venue["tiers"]["rate"] = [0.05, 0.1]  # liquidated at once with 25x and more
    said = build.refused()
    assert "recipe.toml: positions.band 25x to 100x: of its longs none has survived" in said and "$400M" in said
    build.recipe["positions"]["refilled"] = False
    values = build.made()[1]
    assert values["positions/open_interest"].sum(axis=(1, 2, 3)).tolist() == [8e9, 8e9]


def test_klines_of_two_units_of_one_market_are_read_as_one(tmp_path):
    klines(tmp_path / "candles.csv", bars(NEW_YEAR - 3_600, 24))
    build = short(tmp_path, bars(NEW_YEAR - 3_600, 24))
    assert build.made()[1]["history/time"].size == 24


def test_the_recipe_of_the_page_is_a_recipe(tmp_path):
    text, = re.findall(r"```toml\n(.*?)```", (ROOT / "host/building/README.md").read_text(), re.DOTALL)
    rows = bars(NEW_YEAR, 61 * 24, step=3_600, volume=40_000.0)
    klines(tmp_path / "klines/BTCUSDT-5m-2025-01.zip", rows)  # its name does not matter
    counts(tmp_path / "oi.json", rows)
    brackets(tmp_path / "brackets.json", [50e3, 250e3, 1e9], [0.004, 0.005, 0.01])
    end = rows[-1][0] + 3_600
    write(tmp_path / "forced.csv", "time,symbol,side,order_type,time_in_force,original_quantity,price,average_price,"
          f"order_status,last_fill_quantity,accumulated_fill_quantity\n{end - 60}000,BTCUSDT,SELL,LIMIT,IOC,1,"
          "93000,93000,FILLED,1,1\n")  # fmt: skip
    book(tmp_path / "depth.json", rows[-1][4], end)
    write(tmp_path / "recipe.toml", text)
    done = subprocess.run([PROGRAM, "market", "build", "recipe.toml", "-o", "market.h5", "--strict"], cwd=tmp_path,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
