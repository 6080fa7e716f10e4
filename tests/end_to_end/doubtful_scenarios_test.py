"""Scenarios with numbers of another unit, or with lines that cannot be: warnings, and the night goes on."""

import json

import pytest
from snapshots import run_program, write_market

SCENARIO = """schema = 1
name = "doubt"
[market]
file = "market.h5"
[simulation]
paths = 1_000
horizon = "1d"
step = "5min"
[price]
model = "gbm"
volatility = 0.5
[impact]
depth = 10e6
[[event]]
name = "touch"
kind = "touch"
level = 97_000
"""
POSITION = """
[[position]]
name = "{name}"
side = "long"
notional = {notional}
entry = {entry}
leverage = {leverage}
venue = "okx"
"""


@pytest.fixture
def folder(tmp_path):
    write_market(tmp_path / "market.h5")
    return tmp_path


def run(folder, *options, more=""):
    (folder / "s.toml").write_text(SCENARIO + more, encoding="utf-8")
    done = run_program("run", "s.toml", "--json", "--quiet", "--backend", "cpu", "--threads", 1, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["runs"][0]


def position(name="p", notional="1e5", entry="100_000", leverage="5"):
    return POSITION.format(name=name, notional=notional, entry=entry, leverage=leverage)


def about_input(result):
    """Warnings but that of the snapshot's age and those of what came out."""
    others = ("days before this run", "branching ratio is 1 or more", "on half of the paths", "paths are few")
    return [warning for warning in result["warnings"] if not any(words in warning for words in others)]


def test_a_scenario_of_right_units_has_no_warning(folder):
    assert about_input(run(folder, more=position())) == []


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("price.volatility", "45", "Did you mean 0.45?"),
        ("price.drift", "5", "Did you mean 0.05?"),
        ("impact.depth", "400", "Did you mean 4000000?"),
        ("event.touch.level", "9_680_000", "Did you mean 96800?"),
        ("position.p.notional", "227", "Did you mean 227 BTC, which are 22,700,000 USD at spot?"),
        ("position.p.notional", "6e8", 'the desk\'s longs at "okx" are 600,000,000 USD'),
    ],
)
def test_a_number_of_another_unit_is_asked_about(key, value, words, folder):
    # The market holds 600 million a side: twice as much as the position may be.
    write_market(folder / "market.h5", interest=5e7)
    found = about_input(run(folder, "--set", f"{key}={value}", more=position()))
    assert len(found) == 1 and key in found[0] and words in found[0], found


def test_a_position_that_is_liquidated_already_is_a_row(folder):
    result = run(folder, more=position("alive") + position("dead", entry="130_000")
                 + position("wild", notional="2e7", leverage="200"))  # fmt: skip
    rows = {row["name"]: row for row in result["portfolio"]["positions"]}
    assert rows["alive"]["liquidated"]["probability"] < 1
    for name in ("dead", "wild"):
        assert rows[name]["liquidated"]["probability"] == 1 and rows[name]["liquidated"]["low"] == 1
    dead, wild = about_input(result)
    assert "position.dead.entry = 130000 USD" in dead and "has reached this price" in dead
    # 20 million at 0.5 % up to 10 million and 1 % beyond: 0.75 %.
    assert 'position.wild.leverage = 200: a position of 20000000 USD is in tier 2 of "okx"' in wild
    assert "at most 133.3 (its maintenance margin is 0.75 % of the position), but its leverage is 200" in wild
    assert "has reached" not in wild


def test_a_stop_that_is_reached_at_once_is_a_row(folder):
    stopped = position("eager") + "what_if = { stop = 104_000 }\n"
    lazy = position("lazy") + "what_if = { stop = 70_000 }\n"
    result = run(folder, more=stopped + lazy + position("plain"))
    rows = {(row["name"], bool(row["what_if"])): row for row in result["portfolio"]["positions"]}
    assert len(rows) == 5
    row = rows["eager", True]
    for view in ("liquidated", "liquidated_without_cascade"):
        assert (row[view]["stopped"], row[view]["stopped_mean_days"]) == (1, 0)
        assert (row[view]["hits"], row[view]["probability"], row[view]["high"]) == (0, 0, 0)
    assert row["profit"]["horizon"]["mean"] == row["profit"]["worst"]["es99"] == 0
    assert rows["lazy", True]["liquidated"] == rows["lazy", False]["liquidated"]
    about = "\n".join(about_input(result))
    assert "position.eager.what_if.stop = 104000 USD is reached at once, because spot = " in about
    assert "position.lazy.what_if.stop = 70000 USD has no effect, because the position is liquidated before, at 80," in about


def test_too_much_leverage_gets_a_warning_also_where_profit_keeps_the_position_open(folder):
    result = run(folder, more=position("lucky", entry="80_000", leverage="500"))
    assert result["portfolio"]["positions"][0]["liquidated"]["probability"] < 1
    (lucky,) = about_input(result)
    assert 'position.lucky.leverage = 500: a position of 100000 USD is in tier 1 of "okx"' in lucky
    assert "at most 200 (its maintenance margin is 0.5 % of the position), but its leverage is 500" in lucky
    assert "it is open only because of its profit at spot = 100000 USD" in lucky


def test_warnings_are_those_of_the_spot_that_is_simulated(folder):
    # 20x longs from 103,000 are liquidated by 98,300.
    beyond = [w for w in run(folder, "--set", "market.spot=95000", "--set", "event.touch.level=90000")["warnings"]
              if "already beyond their liquidation price" in w]  # fmt: skip
    assert len(beyond) == 1
    assert not any("already beyond" in w for w in run(folder)["warnings"])


def test_a_key_that_is_set_twice_is_refused(folder):
    (folder / "s.toml").write_text(SCENARIO + '[sweep]\n"price.volatility" = [0.4]\nprice.volatility = [0.6]\n',
                                   encoding="utf-8")  # fmt: skip
    done = run_program("run", "s.toml", "--dry-run", cwd=folder)
    assert done.returncode == 2 and done.stderr.count("s.toml:") >= 2, done.stderr
    assert "[sweep] changes price.volatility, which it changes already at" in done.stderr
    (folder / "s.toml").write_text(SCENARIO, encoding="utf-8")
    done = run_program("run", "s.toml", "--dry-run", "--set", "price.drift=0", "--set", "price.drift=1", cwd=folder)
    assert done.returncode == 2 and "--set price.drift: is given twice, 0 and 1" in done.stderr


def test_stress_does_not_suggest_a_word_for_itself(folder):
    (folder / "s.toml").write_text(SCENARIO, encoding="utf-8")
    done = run_program("stress", "s.toml", "--outcome", "touch.touched", "--reach", "0.5", "--vary", "price.model",
                       cwd=folder)  # fmt: skip
    assert done.returncode == 2
    assert "price.model is not a number (word)" in done.stderr and "Did you mean price.model" not in done.stderr
