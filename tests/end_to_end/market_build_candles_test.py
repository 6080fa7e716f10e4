"""Candles and damaged files in `market build`: holes, duplicates, orders, times; and what is no data at all."""

import gzip
import time

import numpy as np
import pytest
from recipes import NEW_YEAR, bars, csv, iso, klines, short

ROWS = bars(NEW_YEAR - 86_400, 2 * 288)  # two days of 5 minutes
END = ROWS[-1][0] + 300
HEADER = "time,open,high,low,close,volume"


@pytest.fixture
def build(tmp_path):
    return short(tmp_path, ROWS)


def named(build, rows, when=iso, header=HEADER, **candles):
    """The candles are a CSV file with a header."""
    csv(build.folder / "c.csv", header, [[when(row[0]), *row[1:]] for row in rows])
    build.recipe["candles"] |= {"files": ["c.csv"], "format": "csv", "volume": "coin", **candles}
    return build


def history(build, *options):
    """Columns of the snapshot's bars, without the time; what was done to them."""
    _, values, attributes = build.made(*options)
    assert (np.diff(values["history/time"]) == 300).all()
    columns = [values[f"history/{name}"] for name in ("open", "high", "low", "close", "volume")]
    return np.column_stack([values["history/time"], *columns]).tolist(), attributes["made_of"].splitlines()[0]


def changed(at, **columns):
    rows = [row[:] for row in ROWS]
    for name, value in columns.items():
        rows[at][HEADER.split(",").index(name)] = value
    return rows


def test_bars_are_kept_as_they_are(build):
    assert history(build)[0] == ROWS
    for when in (iso, int, lambda at: 1_000 * at, lambda at: 10**9 * at, lambda at: at * (1_000 if at % 600 else 1)):
        assert history(named(build, ROWS, when), "--strict")[0] == ROWS


def test_holes_are_refused_filled_or_split_off(build):
    klines(build.folder / "candles.csv", ROWS[:100] + ROWS[103:])
    said = build.refused()
    assert "line 100 (2024-12-31T08:15:00Z) is followed by line 101 after 1200 s: 3 candles of 5min are missing" in said
    assert "--on-gap fill or split?" in said and said == build.refused("--on-gap", "refuse")
    rows, note = history(build, "--on-gap", "fill")
    assert "3 missing candles were filled" in note and rows[:100] + rows[103:] == ROWS[:100] + ROWS[103:]
    assert [row[1:] for row in rows[100:103]] == 3 * [[*4 * [ROWS[99][4]], 0]]
    rows, note = history(build, "--on-gap", "split")
    assert "100 candles before the hole" in note and rows == ROWS[103:]


def test_rows_without_prices_are_holes(build):
    named(build, changed(200, open="NaN", high="NaN", low="NaN", close="NaN"))
    said = build.refused()
    assert "c.csv: line 202 (2024-12-31T16:40:00Z) has a price that is missing" in said
    rows, _ = history(build, "--on-gap", "fill")
    assert rows[200][1:] == [*4 * [ROWS[199][4]], 0] and rows[201:] == ROWS[201:]
    assert history(build, "--on-gap", "split")[0] == ROWS[201:]


def test_duplicates_are_dropped_where_equal_and_else_refused_or_chosen(build):
    rows, note = history(named(build, [*ROWS[:5], ROWS[4], *ROWS[5:]]))
    assert rows == ROWS and "twice" in note
    other = [*ROWS[-1][:4], ROWS[-1][3], ROWS[-1][5]]
    named(build, [*ROWS, other])
    said = build.refused()
    assert "line 578 and c.csv: line 577 are two candles of 2025-01-01T23:55:00Z" in said and "--on-duplicate" in said
    assert history(build, "--on-duplicate", "first")[0][-1] == ROWS[-1]
    assert history(build, "--on-duplicate", "last")[0][-1] == other


def test_any_order_of_rows_is_sorted_and_told(build):
    assert history(named(build, ROWS))[1].count("order") == 0
    for rows, word in ((ROWS[::-1], "newest first"), (ROWS[1::2] + ROWS[::2], "not in order and were sorted")):
        found, note = history(named(build, rows))
        assert found == ROWS and word in note


def test_labels_at_the_end_of_bars_are_told_by_the_recipe(build):
    rows = [[row[0] + 300, *row[1:]] for row in ROWS]
    assert history(named(build, rows, label="end"), "--strict")[0] == ROWS
    klines(build.folder / "candles.csv", ROWS)
    build.recipe["candles"] |= {"files": ["candles.csv"], "format": "binance-klines"}
    assert "line 1: the candle of 2024-12-30T23:55:00Z ends after 600 s" in build.refused()


def test_what_ends_after_as_of_is_left_out(build):
    rows, note = history(build, "--as-of", iso(END - 3_600))
    assert rows == ROWS[:-12] and "12 candles that end after as_of were left out" in note
    _, values, attributes = build.made("--as-of", iso(END - 3_601))
    assert attributes["as_of"] == iso(END - 3_601) and values["spot"] == ROWS[-14][4], "the next bar is not over"
    said = build.refused("--as-of", iso(END)[:-1])
    assert '--as-of = "2025-01-02T00:00:00" is not a time in UTC, such as 2025-06-05T21:00:00Z' in said
    assert "the candles end at 2025-01-02T00:00:00Z, 1 d before as_of" in build.made("--as-of", iso(END + 86_400))[0]
    build.refused("--as-of", iso(END + 86_400), "--strict")


SPOILT = {
    "off the grid": (changed(10, time=ROWS[10][0] + 7), {}, "line 12 begins at 2024-12-31T00:50:07Z, off the grid of"),
    "high below low": (changed(10, high=ROWS[10][3], low=ROWS[10][2]), {}, "line 12: high = 93,590.37 is below low"),
    "low above the open": (changed(10, low=ROWS[10][2]), {}, "line 12: low = 93,605.15 is above open or close"),
    "a price of nothing": (changed(10, low=0.0), {}, "line 12: a price is 0"),
    "a price that is a word": (changed(10, low="many"), {}, 'line 12: low = "many" is not a number'),
    "a volume below nothing": (changed(10, volume=-1.0), {}, "line 12: a volume is negative"),
    "a volume of no unit": (ROWS, {"volume": "unknown"}, "State volume in [candles]"),
    "contracts of no size": (ROWS, {"volume": "contracts"}, "State contract_size in [candles]"),
    "a bar of no length of theirs": (ROWS, {"history_bar": "7min"}, "candles.history_bar = 7min is no multiple"),
    "a column that is not there": (ROWS, {"columns": {"open": "first"}}, 'has no column "first" for open; found: time'),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_candles_that_cannot_be(name, build):
    rows, candles, words = SPOILT[name]
    assert words in named(build, rows, **candles).refused()


@pytest.mark.parametrize("text", ["2024-12-31T00:00:00", "2024-12-31 00:00:00"])
def test_a_time_without_its_zone_is_refused_on_every_machine(text, build, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    named(build, ROWS, when=lambda at: iso(at)[:-1].replace("T", text[10]))
    assert f'line 2: time = "{text}" has no zone' in build.refused()


def test_turnover_that_contradicts_the_price_is_refused(build):
    named(build, [[*row, 1_000 * row[5]] for row in ROWS], header=HEADER + ",turnover", volume="unknown")
    said = build.refused()
    assert "line 2: turnover / volume = 1,000 is no price between low = 93,482.25 and high" in said
    assert "does the volume count contracts?" in said


# What is no data.


def damaged(data):
    return data[:2_000] + bytes(50) + data[2_050:]


DAMAGED = {
    "cut off": ("c.csv.gz", lambda data: gzip.compress(data)[:-1_000], "the packed data are cut off"),
    "cut off in its head": ("c.csv.gz", lambda data: gzip.compress(data)[:10], "the packed data are cut off"),
    "cut off in its checksum": ("c.csv.gz", lambda data: gzip.compress(data)[:-4], "the packed data are cut off"),
    "packed and damaged": ("c.csv.gz", lambda data: damaged(gzip.compress(data)), "the packed data are damaged"),
    "packed out of all proportion": ("c.csv.gz", lambda _: gzip.compress(bytes([48]) * 200_000_000, 1), "c.csv.gz: "),
    "a line of 3 MiB": ("c.csv", lambda data: data + b"1" * 3 * 2**20, "line 577 has a cell of more than 1048576 bytes"),
    "one line of 3 MiB": ("c.csv", lambda _: b"1" * 3 * 2**20, "c.csv: "),
    "a million cells": ("c.csv", lambda data: data + b"1," * 2**20, "line 577 has too many cells"),
    "NUL bytes": ("c.csv", lambda data: data[:500] + bytes(20) + data[500:], "line 5 has a NUL byte"),
    "nothing but NUL bytes": ("c.csv", lambda _: bytes(5_000), "is in no format of candles that is recognised"),
    "in UTF-16": ("c.csv", lambda data: data.decode().encode("utf-16"), "is in no format of candles"),
    "nothing": ("c.csv", lambda _: b"", "is in no format of candles"),
    "a row that is cut off": ("c.csv", lambda data: data[:-30], "line 576: has 9 columns; klines of Binance have 12"),
    "a quote without an end": ("c.csv", lambda data: data + b'"1,2\n', "line 577 has a quote"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_candles_end_soon_with_their_place(name, build):
    file, spoil, words = DAMAGED[name]
    (build.folder / file).write_bytes(spoil((build.folder / "candles.csv").read_bytes()))
    build.recipe["candles"]["files"] = [file]
    began = time.monotonic()
    assert words in build.refused() and time.monotonic() - began < 5


JSON = {
    "deeply nested": (b"[" * 1_000_000, "byte 65: is nested in more than 64 levels"),
    "deeply nested objects": (b'[{"sumOpenInterest":' + b'{"a":' * 500_000, "is nested in more than 64 levels"),
    "NUL bytes": (b'[{"sumOpenInterest":"1\0"}]', "byte 23: has a NUL byte"),
    "cut off": (b'[{"symbol":"BTCUSDT","sumOpenInterest":"1","sumOpenInt', "ends within a value"),
    "a number without end": (b'[{"symbol":"BTCUSDT","sumOpenInterest":1e999}]', "a number that is too large"),
    "an error in its place": (b'{"code":-1121,"msg":"Invalid symbol."}', "has no member symbol; found: code, msg"),
    "a page of the web": (b"<html>403 Forbidden</html>", "is no JSON"),
}


@pytest.mark.parametrize("name", JSON)
def test_damaged_json_ends_soon_with_its_place(name, build):
    data, words = JSON[name]
    (build.folder / "oi.json").write_bytes(data)
    build.venue["open_interest"] = {"files": ["oi.json"], "format": "binance-hist"}
    began = time.monotonic()
    assert words in build.refused() and time.monotonic() - began < 5
