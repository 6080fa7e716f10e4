"""models/law.md 4: the classes of a living book, from scenarios and snapshots."""

import math
import shutil

import h5py
import numpy as np
import pytest

import compare
from inputs import Table, read_living, read_scenario
from law.path import Horizon
from snapshot import merged, read_snapshot

SNAPSHOT = compare.HERE / "scenarios" / "adl.h5"  # leverages 1.1, 4, 9, 15, 30
DAY = 86400.0
HORIZON = Horizon(3600.0, 24, False)
TURNOVERS, TARGETS = [10 * DAY, math.inf, DAY], [[1.0, 0.9, 0.8], [1.2, 1.1, 1.0]]


def read(file=SNAPSHOT, **book):
    snapshot = read_snapshot(file, None, (1.0, 1.0), 1.0)
    return snapshot, read_living(Table("book", book), HORIZON, snapshot)


@pytest.fixture
def with_classes(tmp_path):
    """The snapshot with leverages 1.1, 4 | 9 | 15, 30 as classes and with a book of its own."""
    file = shutil.copy(SNAPSHOT, tmp_path / "classes.h5")
    with h5py.File(file, "r+") as stored:
        stored["positions/class"] = np.array([0, 0, 1, 2, 2])
        stored["book/turnover"], stored["book/target"] = TURNOVERS, TARGETS
    return file


def test_one_class_of_everything_is_the_book():
    snapshot, living = read(turnover="3d", target={"long": 1.3, "short": 0.7})
    (of_all,) = living.classes
    assert (of_all.turnover, of_all.target, living.refill) == (3 * DAY, (1.3, 0.7), "closings")
    for side in ("longs", "shorts"):
        assert (getattr(of_all.book, side).fuel == getattr(snapshot.book, side).fuel).all()
    assert read(turnover="never")[1].kept().tolist() == [1.0]


@pytest.mark.parametrize("book", [
    {"turnover": {"leverage_days": 20}},
    {"turnover": [{"leverage": 4, "turnover": "9d"}, {"leverage": 30, "turnover": "never"}], "refill": "target"},
])  # fmt: skip
def test_the_classes_together_are_the_book_and_its_inflow(book):
    snapshot, living = read(**book)
    of_all = read(turnover="1d")[1].classes[0]
    for row, side in enumerate(("longs", "shorts")):
        fuel = sum(getattr(c.book, side).fuel for c in living.classes)
        assert (fuel == getattr(snapshot.book, side).fuel).all()
        offsets = np.concatenate([c.inflow[row].offsets for c in living.classes])
        assert sorted(offsets) == sorted(of_all.inflow[row].offsets)
        assert all(c.inflow[row].shares.sum() == pytest.approx(1) for c in living.classes if c.inflow[row].shares.size)


def test_the_turnover_of_a_leverage_is_its_days_divided_by_it():
    _, living = read(turnover={"leverage_days": 20})
    assert [c.turnover for c in living.classes] == [round(20 * DAY / x) for x in (1.1, 4, 9, 15, 30)]
    _, living = read(turnover={"leverage_days": 1e-6})
    assert {c.turnover for c in living.classes} == {1.0}


def test_the_leverage_of_a_class_is_its_open_interest_divided_by_its_margin(with_classes):
    snapshot, living = read(with_classes, turnover={"leverage_days": 20})
    interest = snapshot.positions.interest.sum(axis=(0, 1, 2))
    mean = (interest[3] + interest[4]) / (interest[3] / 15 + interest[4] / 30)
    assert living.classes[2].turnover == round(20 * DAY / mean)
    assert living.classes[1].turnover == round(20 * DAY / 9)
    snapshot.positions.interest[..., 3:] = 0
    living = read_living(Table("book", {"turnover": {"leverage_days": 20}}), HORIZON, snapshot)
    assert living.classes[2].turnover == round(20 * DAY / math.sqrt(15 * 30))
    assert living.classes[2].inflow[0].shares.size == 0


def test_a_band_holds_the_leverages_up_to_its_own():
    _, living = read(turnover=[{"leverage": 9, "turnover": "4d"}, {"leverage": 50, "turnover": "1d"}])
    snapshot, single = read(turnover={"leverage_days": 1})
    for of_class, members in zip(living.classes, (single.classes[:3], single.classes[3:])):
        assert (of_class.book.longs.fuel == sum(c.book.longs.fuel for c in members)).all()
    with pytest.raises(ValueError):
        read(turnover=[{"leverage": 9, "turnover": "4d"}])


def test_a_snapshot_may_have_the_classes_turnovers_and_targets(with_classes):
    _, living = read(with_classes)
    assert [c.turnover for c in living.classes] == TURNOVERS
    assert [c.target for c in living.classes] == list(zip(*TARGETS))
    assert {c.target for c in read(with_classes, target=0.5)[1].classes} == {(0.5, 0.5)}
    _, of_all = read(with_classes, turnover="3d")
    fuel = [c.book.longs.total() for c in living.classes]
    assert of_all.classes[0].target[0] == pytest.approx(np.dot(fuel, TARGETS[0]) / sum(fuel))
    _, bands = read(with_classes, turnover=[{"leverage": 9, "turnover": "3d"}, {"leverage": 30, "turnover": "1d"}])
    assert bands.classes[0].target[0] == pytest.approx(np.dot(fuel[:2], TARGETS[0][:2]) / sum(fuel[:2]))
    assert bands.classes[1].target == (TARGETS[0][2], TARGETS[1][2])
    with pytest.raises(ValueError):  # no turnover
        read()


def test_more_than_8_leverages_become_8_classes():
    assert merged(np.array([1.0, 2, 3, 5, 8, 10, 12, 20, 50, 60])) == [[0], [1], [2], [3], [4], [5, 6], [7], [8, 9]]
    powers = [[0, 1], [2], [3], [4], [5], [6], [7], [8]]
    assert merged(2.0 ** np.arange(9)) == powers  # of equals the lower pair


def test_the_scenarios_have_classes_of_both_kinds():
    leverage, bands = (read_scenario(compare.HERE / "scenarios" / f"{n}.toml").living for n in ("leverage", "bands"))
    assert (len(leverage.classes), leverage.refill) == (5, "closings")
    assert (len(bands.classes), bands.refill) == (3, "target")
