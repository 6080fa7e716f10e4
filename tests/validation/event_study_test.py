"""The event studies: what the page says of them is what the committed results say, judged by what was registered."""

import csv
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "events"))
import judged  # noqa: E402
import program  # noqa: E402

PAGE = (HERE / "README.md").read_text(encoding="utf-8")


def test_the_tables_of_the_page_are_those_of_the_results():
    shown = PAGE.splitlines()
    for head, lines in judged.tables().items():
        assert lines, head
        at = shown.index(lines[0])
        assert shown[at : at + len(lines)] == lines, head
        assert not shown[at + len(lines)].startswith("|"), f"{head}: a line that no result has"
    assert judged.counted() in PAGE


def test_every_day_and_set_has_every_yardstick():
    with (HERE / "events/events.toml").open("rb") as file:
        registered = tomllib.load(file)
    days, sets = {event["name"] for event in registered["event"]}, set(registered["set"])
    assert len(judged.verdicts()) == len(days) * len(judged.expected()["yardstick"])
    free = {(day, chosen) for day, quantity, view, chosen in judged.results() if view == "free" and quantity == "fall"}
    assert free == {(day, chosen) for day in days for chosen in sets}


def test_results_that_contradict_themselves_are_noticed():
    for key, row in judged.results().items():
        if row["p05"] is not None and row["p50"] is not None and key[2] != "own price":
            assert row["p05"] <= row["p50"] <= row["p95"], key
        if row["as_much_or_more"] is not None:
            assert 0 <= row["as_much_or_more"] <= 1, key
        if key[2] in ("free", "given low") and key[1] in ("long", "short") and row["paths"] >= judged.FEWEST:
            side = (
                row["p05"] > row["reported"],
                row["p95"] < row["reported"],
            )  # where the amount lies tells its probability
            assert not side[0] or row["as_much_or_more"] >= 0.95, key
            assert not side[1] or row["as_much_or_more"] <= 0.05, key


@pytest.mark.parametrize(
    ("share", "paths", "came"), [(0.5, 100, "hit"), (0.04, 100, "miss"), (0.96, 100, "miss"), (0.5, 49, "too few")]
)
def test_hit_and_miss_follow_from_numbers(share, paths, came):
    assert judged.verdict({"probability": [0.05, 0.95]}, {"as_much_or_more": share, "paths": paths}) == came


def test_a_ratio_is_judged_on_both_sides():
    verdicts = [
        judged.verdict({"ratio": [0.5, 2]}, {"reported": reported, "p50": 10.0}) for reported in (4.9, 5.0, 20.0, 20.1)
    ]
    assert verdicts == ["miss", "hit", "hit", "miss"]


def test_results_and_page_name_the_same_inputs():
    with (HERE / "events/made_of.toml").open("rb") as file:
        digests = tomllib.load(file)["sha256"]
    assert len(digests) == 3
    for digest in digests.values():
        assert digest in PAGE
    with (HERE / "events/results.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file))[0] == "day"


def test_a_path_of_history_begins_where_the_program_begins_it():
    """Words of Philox4x32-10 for the key and counter of all zeros and for a known vector (Salmon et al. 2011)."""
    assert program.philox([0, 0, 0, 0], [0, 0]) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    ones = 0xFFFFFFFF
    assert program.philox([ones] * 4, [ones] * 2) == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]
