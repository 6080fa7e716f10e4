"""What `market build` refuses, with the place and the reading that would fit; nothing is written then.

Candles and damaged files: market_build_candles_test.py.
"""

import json

import numpy as np
import pytest
from recipes import NEW_YEAR, bars, book, brackets, counts, csv, iso, linear, short, write
from snapshots import run_program

ROWS = bars(NEW_YEAR - 86_400, 2 * 288)  # two days of 5 minutes
END, LAST = ROWS[-1][0] + 300, ROWS[-1][4]
ONE = {"sides": "one"}


@pytest.fixture
def build(tmp_path):
    return short(tmp_path, ROWS)


def check(build, words, *options, code=2):
    said = build.refused(*options, code=code)
    for word in [words] if isinstance(words, str) else words:
        assert word in said, (word, said)


# Open interest.


def listed(path, amount=80_000, value=None, when=iso):
    rows = [[when(row[0] + 300), amount, *([value(row)] if value else [])] for row in ROWS]
    return csv(path, "time,open_interest" + (",value" if value else ""), rows)


def of_ccxt(path):
    rows = [{"symbol": "BTC/USDT:USDT", "timestamp": 1_000 * (row[0] + 300), "openInterestAmount": 8e4} for row in ROWS]
    write(path, json.dumps(rows))


def both_values(path):
    listed(path, 8e6, lambda row: 8e4 * row[4])


CSV = {"files": ["oi.csv"], "format": "csv"}
INTEREST = {
    "contracts of no size": ({**CSV, **ONE, "unit": "contracts"}, listed,
                             ["open interest counts contracts", "contract_size of the venue binance-usdm"]),
    "a figure in contracts of no size": ({"amount": 8e4, "unit": "contracts", **ONE}, None, "contract_size"),
    "a figure of no unit": ({"amount": 8e4, **ONE}, None, "usd, coin or contracts"),
    "neither a file nor a figure": (ONE, None, "either files or amount"),
    "no unit": ({**CSV, **ONE}, listed, ["line 577: open interest 80,000 does not say what it counts",
                                         "$80.0K if dollars, $7.44B if coin, else contracts. State unit"]),
    "ccxt without a unit": ({"files": ["oi.csv"], **ONE}, of_ccxt, ["row 576", "does not say what it counts"]),
    "no sides": ({**CSV, "unit": "coin"}, listed, ["counted once or with its long and its short", 'sides = "both"']),
    "ccxt without sides": ({"files": ["oi.csv"], "unit": "coin"}, of_ccxt, "counted once or with its long"),
    "contracts said to be coin": ({**CSV, **ONE, "unit": "coin"}, both_values,
                                  ["line 2: value / amount = 935.1", "candles say 93,4", 'Contracts of 0.01 coin would '
                                   'fit: state unit = "contracts" and contract_size = 0.01']),
    "a value of both": ({**CSV, **ONE, "unit": "coin"}, lambda path: listed(path, value=lambda row: 16e4 * row[4]),
                        ["line 2: value / amount = 187,0", "A value of both sides would fit"]),
    "coin said to be contracts": ({"files": ["oi.csv"], "unit": "contracts"}, lambda path: counts(path, ROWS),
                                  'counts in coin, and the recipe states unit = "contracts"'),
    "far too much": ({"files": ["oi.csv"]}, lambda path: counts(path, ROWS, coin=8e4 * 2e5),
                     ["row 576: open interest is $1", "candles traded $106B on the day before", "Is the unit"]),
    "far too little": ({"files": ["oi.csv"]}, lambda path: counts(path, ROWS, coin=8e4 / 2e6),
                       ["row 576: open interest is $3.72K", "candles traded $106B on the day before"]),
    "two counts of a time": ({**CSV, **ONE, "unit": "coin"},
                             lambda path: csv(path, "time,open_interest", [[iso(END), 5_000], [iso(END), 6_000]]),
                             "line 2 and oi.csv: line 3 are two counts of 2025-01-02 00:00 UTC"),
    "less than nothing": ({**CSV, **ONE, "unit": "coin"}, lambda path: listed(path, -1), "line 2: open interest = -1"),
    "a time without its zone": ({**CSV, **ONE, "unit": "coin"}, lambda path: listed(path, when=lambda at: iso(at)[:-1]),
                                ['line 2: time = "2024-12-31T00:05:00" has no zone', "2025-06-05T21:00:00Z"]),
    "another coin": ({"files": ["oi.csv"]}, lambda path: counts(path, ROWS, symbol="ETHUSDT"), "the symbol ETHUSDT"),
    "an unknown format": ({"files": ["oi.csv"], "format": "binance-histo"}, listed, "Did you mean binance-hist?"),
}  # fmt: skip


@pytest.mark.parametrize("name", INTEREST)
def test_open_interest_that_is_not_stated_or_contradicts_itself(name, build):
    build.venue["open_interest"], make, words = INTEREST[name]
    if make:
        make(build.folder / "oi.csv")
    check(build, words)


def test_amounts_are_read_in_the_unit_that_fits_their_values(build):
    both_values(build.folder / "oi.csv")
    build.venue.update(open_interest={**CSV, **ONE}, contract_size=0.01)
    _, values, _ = build.made("--strict")
    np.testing.assert_allclose(values["positions/open_interest"].sum(axis=(1, 2, 3)), 8e4 * LAST)
    listed(build.folder / "oi.csv")
    build.venue["open_interest"] = {**CSV, "unit": "coin", "sides": "both"}
    _, values, _ = build.made("--strict")
    np.testing.assert_allclose(values["positions/open_interest"].sum(axis=(1, 2, 3)), 4e4 * LAST)


def test_two_clocks_are_told_apart(tmp_path):
    rows = bars(NEW_YEAR - 12 * 86_400, 12 * 288)
    build = short(tmp_path, rows, open_interest={"files": ["oi.json"]})
    counts(tmp_path / "oi.json", rows, late=5 * 86_400)
    check(build, ["its clock is not that of the candles", "every count was made 5 d earlier than it says"])
    counts(tmp_path / "oi.json", rows)
    assert build.made("--strict")[0] == ""


# Margin tiers.


def spoilt_brackets(key, value):
    def make(path):
        brackets(path, [1e6, 1e9], [0.004, 0.01])
        contracts = json.loads(path.read_text())
        contracts[0]["brackets"][1][key] = value
        write(path, json.dumps(contracts))

    return make


def rates(*rows, header="cap,rate"):
    return lambda path: csv(path, header, rows)


FLAT = {"format": "csv", "shape": "flat", "unit": "usd"}
TIERS = {
    "in percent": (FLAT, rates([1e6, 0.4], [1e7, 1.0], [1e9, 2.5]), ["line 3: maintenance rate 1 is not between 0 and 1",
                                                                     "0.01 would be if it is percent"]),
    "a size without a tier": (FLAT, rates([0, 1e6, 0.004], [1.1e6, 1e9, 0.01], header="floor,cap,rate"),
                              ["line 3: begins at 1,100,000", "ends at 1,000,000: a size between them has no tier"]),
    "a size with two tiers": (FLAT, rates([0, 1e6, 0.004], [0.9e6, 1e9, 0.01], header="floor,cap,rate"),
                              ["line 3: begins at 900,000", "a size between them has two"]),
    "rates that fall": (FLAT, rates([1e6, 0.01], [1e9, 0.005]), "line 3: maintenance rate 0.005 is below 0.01"),
    "caps that fall": (FLAT, rates([1e9, 0.005], [1e6, 0.01]), "line 3: ends at 1,000,000, not above 1,000,000,000"),
    "no shape": ({"format": "csv", "unit": "usd"}, rates([1e6, 0.01]), 'State shape = "marginal" or "flat"'),
    "no unit": ({"format": "csv", "shape": "flat"}, rates([1e6, 0.01]), "does not say what its caps count"),
    "amounts of another table": ({}, spoilt_brackets("cum", 4_000),
                                 "row 2: deducts 4,000, and from caps and rates follow 6,000"),
    "amounts of flat tiers": (FLAT, rates([1e6, 0.004, 0], [1e9, 0.01, 6e3], header="cap,rate,amount"),
                              ["line 3: deducts 6,000", 'shape = "marginal"']),
    "leverage that is closed at once": ({}, spoilt_brackets("initialLeverage", 125),
                                        "row 2: leverage 125 is allowed, whose initial margin 0.80 % is below"),
}  # fmt: skip


@pytest.mark.parametrize("name", TIERS)
def test_tiers_that_cannot_be(name, build):
    more, make, words = TIERS[name]
    make(build.folder / "tiers")
    build.venue["tiers"] = {"files": ["tiers"], **more}
    check(build, ["tiers: ", *([words] if isinstance(words, str) else words)])


def test_brackets_of_an_account_are_those_of_the_public_page(build):  # F03
    build.recipe["positions"]["band"] = [{"low": 1, "high": 4, "share": 1}]  # what these tables allow
    build.recipe["asset"] = "TOK"
    for kind in ("account", "public"):
        build.venue["tiers"] = {"files": [build.sample(f"F03_leverage_bracket_{kind}.json")]}
        _, values, attributes = build.made("--strict")
        np.testing.assert_allclose(values["margin/notional_cap"], [[5e3, 25e3, 100e3, 250e3, 1e6, 3e6]])
        assert ("are those of an account" in attributes["made_of"]) == (kind == "account")
    for how in ({"format": "binance-brackets"}, {}):
        build.venue["tiers"] = {"files": [build.sample("F03_exchange_info.json")], **how}
        check(build, ["is an exchangeInfo", "Give the answer of leverageBracket"])


def test_tables_of_hyperliquid_have_rows_that_are_not_listed(build):  # F07
    build.recipe["positions"]["band"] = [{"low": 1, "high": 4, "share": 1}]  # what these tables allow
    build.venue["tiers"] = {"files": [build.sample("F07_meta_hyperliquid_like.json")]}
    tables = {"ALT": ([], [0.1], [5]), "BTC": ([150e6], [0.0125, 0.025], [40, 20]),
              "kTOK": ([3e6], [0.05, 0.1], [10, 5])}  # fmt: skip
    for asset, (caps, expected, leverages) in tables.items():
        build.recipe["asset"] = asset
        _, values, _ = build.made("--strict")
        assert values["margin/notional_cap"][0, :-1].tolist() == caps and values["margin/notional_cap"][0, -1] > 1e9
        assert values["margin/maintenance_rate"][0].tolist() == expected
        assert values["margin/max_leverage"][0].tolist() == leverages
    build.recipe["asset"] = "TOK"
    check(build, ["has no asset TOK, but kTOK", "of 1,000 coins"])
    build.recipe["asset"] = "OLD"
    check(build, "OLD is delisted")


# Depth.

BOOKS = {
    "off-centre": (lambda path: book(path, 0.986 * LAST, END), ["the middle of the order book is 91,698", "-1.40 %"]),
    "far too much": (lambda path: book(path, LAST, END, sizes=(2e8, 3e8)), ["rest within 5.00 %", "Is the unit"]),
    "far too little": (lambda path: book(path, LAST, END, sizes=(2e-6, 3e-6)), ["rest within 5.00 %", "Is the unit"]),
    "of swapped sides": (lambda path: book(path, LAST, END, reach=-0.06, sizes=(1, 1)), "has no bids"),
    "narrower than every distance": (lambda path: book(path, LAST, END, reach=0.004), "no distance is covered"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_order_books_of_another_market_or_unit(name, build):
    make, words = BOOKS[name]
    make(build.folder / "depth.json")
    build.recipe["depth"] = {"files": ["depth.json"], "distances": [0.01, 0.05]}
    check(build, words)


# The recipe, and what is written.


def test_strict_refuses_what_is_warned_of(build):
    book(build.folder / "depth.json", LAST)
    build.recipe["depth"] = {"files": ["depth.json"], "distances": [0.01, 0.05]}
    said, _, _ = build.made()
    assert "warning: depth.json: does not say when the order book was taken" in said
    check(build, ["does not say when", "which --strict does not accept; nothing was written"], "--strict")


RECIPES = {
    "a key of nearly the right name": (lambda r: r["candles"].update(histroy_bar="1h"),
                                       "candles.histroy_bar is not a known key", "Did you mean history_bar?"),
    "a key of nearly the right name in a venue": (lambda r: r["venue"][0]["open_interest"].update(unti="usd"),
                                                  "open_interest.unti is not a known key", "Did you mean unit?"),
    "a time without its zone": (lambda r: r.update(as_of="2025-01-01T12:00:00"),
                                'recipe.toml: as_of = "2025-01-01T12:00:00" is not a time in UTC', ""),
    "a time before all candles": (lambda r: r.update(as_of="2024-01-01T00:00:00Z"), "no candle has ended by as_of", ""),
    "another spot": (lambda r: r.update(spot=95e3), "spot = 95,000, and the last candle closes at", "more than 1.00 % away"),
    "shares that leave a rest": (lambda r: r["positions"]["band"].pop(), "the shares add up to 0.95", "to 1"),
    "bands that overlap": (lambda r: r["positions"]["band"][1].update(low=4), "ascend and not to overlap", ""),
    "no venue": (lambda r: r.update(venue=[]), "at least one [[venue]] is needed", ""),
    "two venues of one name": (lambda r: r["venue"].append(r["venue"][0]), "there are two venues binance-usdm", ""),
    "accounts": (lambda r: r.update(positions={"method": "accounts"}), "estimates none", "State venue.positions"),
}  # fmt: skip


@pytest.mark.parametrize("name", RECIPES)
def test_recipes_that_cannot_be(name, build):
    change, *words = RECIPES[name]
    change(build.recipe)
    check(build, words)


def test_files_that_are_not_there(build):
    build.venue["open_interest"] = {"files": ["nowhere.json"]}
    check(build, "nowhere.json: does not exist", code=5)
    build.venue["open_interest"] = {"files": ["no*.json"]}
    check(build, "no file matches no*.json", code=5)
    assert run_program("market", "build", build.folder / "other.toml").returncode == 5


def test_what_was_written_before_stays_where_a_build_is_refused(tmp_path):
    build = linear(tmp_path)
    build.made()
    before = build.output.read_bytes()
    for spoil in ({"source": 7}, {"as_of": "2024-01-01T00:00:00Z"}, {"spot": 1.0}):
        again = linear(tmp_path)
        again.recipe.update(spoil)
        assert again.run().returncode == 2 and build.output.read_bytes() == before


@pytest.mark.parametrize("name", ["oi.json", "recipe.toml", "klines/BTCUSDT-5m-2024-12.csv", "linked.h5"])
def test_no_input_is_overwritten(name, tmp_path):
    build = linear(tmp_path)
    (tmp_path / "linked.h5").symlink_to("depth.json")
    build.run(output="other.h5")
    before = (tmp_path / name).read_bytes()
    done = build.run(output=name)
    assert done.returncode == 2 and "is an input" in done.stderr and (tmp_path / name).read_bytes() == before
