"""`market build` on files as archives, interfaces and recorders leave them: only data are counted."""

import json

import pytest
from recipes import NEW_YEAR, bars, iso, short, write

ROWS = bars(NEW_YEAR - 86_400, 2 * 288)
END = ROWS[-1][0] + 300
METRICS = ("create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,"
           "sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio\n")  # fmt: skip


@pytest.fixture
def build(tmp_path):
    return short(tmp_path, ROWS)


def metrics(late=0):
    """A line a count, at the end of each candle."""
    blank = str.maketrans("T", " ", "Z")
    return [f"{iso(row[0] + 300 + late).translate(blank)},BTCUSDT,80000,{8e4 * row[4]:.4f},1,1,1,1\n" for row in ROWS]


def counted(build, lines):
    write(build.folder / "m.csv", METRICS + "".join(lines))
    build.venue["open_interest"] = {"files": ["m.csv"]}
    return build


def part_of(printed, name):
    (part,) = [part for part in printed["read_as"] if part["part"].endswith(name)]
    return part


def test_counts_of_nothing_are_outages_and_repeats_count_once(build):
    lines = metrics()
    outage = [line.replace(",80000,", ",0,").replace(line.split(",")[3], "0") for line in lines[100:103]]
    part = part_of(counted(build, [*lines[:100], *outage, *lines[103:], *lines[-2:]]).printed(), "open interest")
    assert part["rows"] == 576 - 3
    assert part["notes"] == ["2 rows that repeat a count were left out",
                             "3 counts of nothing were left out, which are outages of the feed"]  # fmt: skip


@pytest.mark.parametrize("late, words", [(3_600, "1 h earlier"), (-3_600, "1 h later")])
def test_a_calm_market_tells_clocks_apart_too(build, late, words):
    said = counted(build, metrics(late)).refused()
    assert "its clock is not that of the candles" in said and words in said


def test_a_book_that_reaches_two_tenths_of_a_percent_is_no_matter_of_units(build):
    middle = ROWS[-1][4]
    levels = [[{"px": f"{middle * (1 + sign * 1e-4 * at):.1f}", "sz": "2.5", "n": 3} for at in range(1, 21)]
              for sign in (-1, 1)]  # fmt: skip
    write(build.folder / "d.json", json.dumps({"coin": "BTC", "time": 1_000 * END, "levels": levels}))
    build.recipe["depth"] = {"files": ["d.json"]}
    _, values, _ = build.made("--strict")
    assert values["depth/distance"].tolist() == [0.0005, 0.001, 0.002]


def test_candles_below_an_address_are_read_and_their_times_need_a_zone(build):
    header = ("https://www.cryptodatadownload.com/\n"
              "unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT,tradecount\n")  # fmt: skip
    lines = [f"{1_000 * t},{iso(t)[:-1].replace('T', ' ')},BTCUSDT,{o},{h},{low},{c},{v},{v * c},3\n"
             for t, o, h, low, c, v in reversed(ROWS)]  # fmt: skip
    write(build.folder / "candles.csv", header + "".join(lines))
    assert "has no zone" in build.refused()
    build.recipe["candles"]["columns"] = {"time": "unix", "volume": "Volume BTC", "turnover": "Volume USDT"}
    build.recipe["candles"]["volume"] = "coin"
    part = part_of(build.printed("--strict"), "candles")
    assert (part["format"], part["rows"], part["unit"], part["from"]) == ("csv", 576, "coin", iso(ROWS[0][0]))


def test_klines_of_the_interface_have_their_volumes_and_ends(build):
    write(build.folder / "candles.csv", json.dumps(
        [[1_000 * t, *map(str, (o, h, low, c, v)), 1_000 * (t + 300) - 1, str(v * (h + low) / 2), 9, "1", "1", "0"]
         for t, o, h, low, c, v in ROWS]))  # fmt: skip
    part = part_of(build.printed("--strict"), "candles")
    assert (part["format"], part["rows"], part["unit"], part["label"]) == ("binance-klines", 576, "coin", "start")


def test_liquidations_of_the_archive_are_those_of_coin_margined_contracts(build):
    order = f"{1_000 * ROWS[5][0]},BUY,LIMIT,IOC,7,93661.4,93425.1,FILLED,7,7\n"
    write(build.folder / "BTCUSD_PERP-liquidationSnapshot-2024-12-31.csv",
          "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,last_fill_quantity,"
          f"accumulated_fill_quantity\n{order}{order}")  # fmt: skip
    build.venue["liquidations"] = {"files": ["*-liquidationSnapshot-*"]}
    assert "State contract_size of the venue" in build.refused()
    build.venue["contract_size"] = 100
    assert 'is of inverse contracts, and the venue binance-usdm has contract = "linear"' in build.refused()
    build.venue.update(contract="inverse", tiers={"cap": [10, 1e5], "rate": [0.005, 0.01], "unit": "coin",
                                                  "shape": "marginal"})  # fmt: skip
    printed = build.printed("--strict")
    assert [(row["long_usd"], row["short_usd"]) for row in printed["liquidations"]] == [(0, 700)]
    assert "1 row repeats the order of the row before it" in part_of(printed, "liquidations")["notes"][0]


def test_open_interest_and_tiers_of_the_other_contract_are_refused(build):
    write(build.folder / "oi.json", json.dumps({"code": "0", "msg": "", "data": [
        {"instId": "BTC-USD-SWAP", "instType": "SWAP", "oi": "74000000", "oiCcy": "80000",
         "oiUsd": f"{8e4 * ROWS[-1][4]}", "ts": str(1_000 * END)}]}))  # fmt: skip
    stated = build.venue["open_interest"]
    build.venue["open_interest"] = {"files": ["oi.json"]}
    assert "oi.json: is of inverse contracts" in build.refused()
    tier = {"instFamily": "BTC-USD", "instId": "", "tier": "1", "minSz": "0", "maxSz": "5000", "mmr": "0.004",
            "imr": "0.01", "maxLever": "100"}  # fmt: skip
    write(build.folder / "t.json", json.dumps({"code": "0", "msg": "", "data": [tier]}))
    build.venue.update(open_interest=stated, tiers={"files": ["t.json"]}, contract_size=0.01)
    assert "t.json: is of inverse contracts" in build.refused()
