"""models/law.md 4 (living) and 7: the living book and the waterfall."""

import math
from dataclasses import replace

import numpy as np
import pytest

from inputs import Scenario
from law.book import SHORT, Book, FrozenBook, H, K, Side
from law.cascade import CascadeRule
from law.impact import power_law_impact
from law.living import Inflow, Living, LivingBook, LivingClass
from law.path import Horizon
from law.positions import MarginTiers, bankruptcy_gap, liquidation_price
from law.price import Gbm
from law.waterfall import Fund, Waterfall
from transcription import simulate

HOUR = 3600.0
OFFSETS = np.array([-0.3, -0.08, -0.035, -0.012])
SHARES = np.array([0.1, 0.4, 0.3, 0.2])
GAPS = np.array([0.001, 0.003, 0.0005, 0.002])
INFLOW = (Inflow(OFFSETS, SHARES, GAPS), Inflow(-OFFSETS, SHARES, GAPS))


def dense_book(seed=1):
    rng = np.random.default_rng(seed)
    longs, shorts = Side(), Side()
    longs.fuel[K - 150 : K] = rng.integers(0, 40_000_000, 150)
    shorts.fuel[K + 1 : K + 151] = rng.integers(0, 40_000_000, 150)
    for side in (longs, shorts):
        side.gap_fuel = side.fuel * rng.uniform(0.0002, 0.003, side.fuel.size)
    return Book(longs, shorts)


def living(turnover, target=(1.0, 1.0), refresh_steps=2, book=None, inflow=INFLOW, refill="target"):
    """One class."""
    of_all = LivingClass(book or dense_book(), turnover, target, inflow)
    return Living(refresh_steps * HOUR, refresh_steps, (of_all,), refill, in_units=False)


def held_at_a_million(n_paths, inflow=INFLOW):
    """An empty book that opens as if it had been one of 1e6 USD a side; turnover is half the refresh."""
    book = LivingBook(living(HOUR, book=Book(Side(), Side()), inflow=inflow), n_paths)
    book.held[:] = 1e6
    return book


def scenario(book=None, waterfall=None, n_steps=96, enabled=True):
    rule = CascadeRule(market_fraction=0.8 if enabled else 0.0, mark_pass_through=0.9, max_rounds=1000)
    impact = power_law_impact(15e6, 18e6, 1.2, resilience=2 * HOUR, permanent_share=0.1)
    touch = [{"name": "t", "kind": "touch", "level": 92.0}]
    return Scenario(
        "test", 1, 1, 100.0, Horizon(HOUR, n_steps, True), Gbm(0.8), rule, impact, dense_book(),
        touch, book, waterfall,
    )  # fmt: skip


@pytest.mark.parametrize("waterfall", [None, Waterfall(0.01e6)])
def test_a_book_without_turnover_is_the_frozen_book(waterfall):
    frozen, hits = simulate(scenario(waterfall=waterfall), 400, 1)
    alike, again = simulate(scenario(living(math.inf), waterfall), 400, 1)
    for key, values in frozen.items():
        assert alike[key] == pytest.approx(values, rel=1e-9, abs=1e-3), key
    assert all((hits[key] == again[key]).all() for key in hits)
    assert frozen["liquidated.long"].mean() > 0.1 * dense_book().longs.total()


@pytest.mark.parametrize("waterfall", [None, Waterfall(0.01e6)])
def test_every_dollar_of_a_living_book_is_somewhere(waterfall):
    found, _ = simulate(scenario(living(30 * HOUR, (1.4, 0.6)), waterfall), 400, 1)
    for side in ("long", "short"):
        flow = {k.split(".")[1]: v for k, v in found.items() if k.startswith("flows") and side in k}
        came = flow["initial"] + flow["opened"]
        went = flow["closed"] + flow["liquidated"] + flow["deleveraged"] + flow["alive"]
        assert came == pytest.approx(went, abs=1e-3)
        assert flow["liquidated"] == pytest.approx(found[f"liquidated.{side}"], abs=1e-3)
        assert min(flow["closed"].min(), flow["liquidated"].mean(), flow["alive"].min()) > 0
        if waterfall:
            assert flow["deleveraged"] == pytest.approx(found[f"deleveraged.{side}"], abs=1e-3)
            assert flow["deleveraged"].mean() > 1e5


def test_without_liquidations_open_interest_relaxes_to_its_target():
    book = LivingBook(living(30 * HOUR, (1.4, 0.6)), 2)
    for step in range(1, 61):
        book.end_step(step, np.zeros(2), np.zeros(2))
    share = 1 - math.exp(-60 / 30)
    for row, target in ((0, 1.4), (1, 0.6)):
        expected = book.first[row] * (1 + (target - 1) * share)
        assert book.counted()[row] == pytest.approx(expected, rel=1e-9)
        assert book.alive()[row] == pytest.approx(expected, rel=1e-9)


def test_new_positions_keep_their_amount_their_offset_and_their_gap():
    book = held_at_a_million(1)
    close = np.array([0.0123])
    book.end_step(2, close, close - 0.001)
    k = np.arange(-K, K + 1)
    new = 1e6 * (1 - math.exp(-2))
    for row, s in ((0, 1), (1, -1)):
        fuel, gap_fuel = (amounts[0, 0] for amounts in book.buckets_of(row))
        assert fuel.sum() == pytest.approx(new)
        assert (fuel * k * H).sum() / new == pytest.approx(0.0123 + s * OFFSETS @ SHARES)
        assert gap_fuel.sum() / new == pytest.approx(GAPS @ SHARES)


def test_entries_and_distances_are_split_between_their_nearest_grid_points():
    mix = Inflow(np.array([-20.25 * H]), np.array([1.0]), np.array([0.001]))
    book = held_at_a_million(1, (mix, mix))
    book.end_step(2, np.array([0.5 * H]), np.array([0.5 * H]))
    fuel = book.buckets_of(0)[0][0, 0] / (1e6 * (1 - math.exp(-2)))
    found = {k: fuel[k + K] for k in np.flatnonzero(fuel) - K}
    assert found == pytest.approx({-21: 0.125, -20: 0.5, -19: 0.375})


def test_positions_that_enter_too_far_from_spot_are_off_the_grid():
    mix = Inflow(np.array([-1000 * H]), np.array([1.0]), np.array([0.001]))
    book = held_at_a_million(2, (mix, mix))
    close = np.array([1640.0, 1640.5]) * H
    book.end_step(2, close, close)
    new = 1e6 * (1 - math.exp(-2))
    assert book.all_flows()["opened"][0] == pytest.approx([new, 0.0])
    assert book.all_flows()["inflow_off_grid"][0] == pytest.approx([0.0, new])


def test_what_would_open_beyond_the_mark_opens_one_bucket_further():
    book = held_at_a_million(2)
    mark = np.array([-0.0207, -20 * H])
    book.end_step(2, np.zeros(2), mark)
    new = 1e6 * (1 - math.exp(-2))
    for path, k in ((0, -22), (1, -21)):  # strictly beyond the mark
        assert book.edge[0][path] == k
        assert book.buckets_of(0)[0][0, path, k + K] == pytest.approx(0.2 * new)
    book.reached(np.arange(2), mark)
    assert (book.reached(np.arange(2), mark).fuel == 0).all()


def test_new_positions_off_the_grid_are_counted():
    book = held_at_a_million(1)
    book.end_step(2, np.array([-0.6]), np.array([-0.6]))
    new = 1e6 * (1 - math.exp(-2))
    flows = book.all_flows()
    assert flows["inflow_off_grid"][:, 0] == pytest.approx([0.1 * new, 0.0])
    assert flows["opened"][:, 0] == pytest.approx([0.9 * new, new])
    assert flows["alive"][:, 0] == pytest.approx([0.9 * new, new])


def in_classes(turnovers, refill, parts=(0.25, 0.75)):
    """The dense book, each class with a part of every bucket."""
    whole, left = dense_book(), dense_book()
    classes = []
    for turnover, part in zip(turnovers, parts):
        sides = []
        for of_all, rest in ((whole.longs, left.longs), (whole.shorts, left.shorts)):
            last = part == parts[-1]
            fuel = rest.fuel.copy() if last else (of_all.fuel * part).astype(np.int64)
            gap_fuel = fuel * of_all.gap()
            rest.fuel -= fuel
            sides.append(Side(fuel, gap_fuel))
        classes.append(LivingClass(Book(*sides), turnover, (1.4, 0.6), INFLOW))
    return Living(2 * HOUR, 2, tuple(classes), refill, in_units=False)


@pytest.mark.parametrize("refill", ["closings", "target"])
def test_classes_of_equal_turnover_are_one_class(refill):
    waterfall = Waterfall(0.01e6)
    one, hits = simulate(scenario(living(30 * HOUR, (1.4, 0.6), refill=refill), waterfall), 200, 1)
    two, again = simulate(scenario(in_classes((30 * HOUR, 30 * HOUR), refill), waterfall), 200, 1)
    for key, values in one.items():
        # once paths are emptied, rounding may have them reached or not: a few dollars of many millions
        assert two[key] == pytest.approx(values, rel=1e-6, abs=1.0), key
    assert all((hits[key] == again[key]).all() for key in hits)


@pytest.mark.parametrize("refill", ["closings", "target"])
def test_every_dollar_of_classes_is_somewhere(refill):
    case = scenario(in_classes((10 * HOUR, math.inf), refill), Waterfall(0.01e6))
    found, _ = simulate(case, 200, 1)
    for side in ("long", "short"):
        flow = {k.split(".")[1]: v for k, v in found.items() if k.startswith("flows") and side in k}
        went = flow["closed"] + flow["liquidated"] + flow["deleveraged"] + flow["alive"]
        assert flow["initial"] + flow["opened"] == pytest.approx(went, abs=1e-3)
        assert flow["liquidated"] == pytest.approx(found[f"liquidated.{side}"], abs=1e-3)
        assert flow["deleveraged"] == pytest.approx(found[f"deleveraged.{side}"], abs=1e-3)
        assert min(flow["closed"].min(), flow["opened"].min(), flow["deleveraged"].mean()) > 0


@pytest.mark.parametrize("turnovers", [(HOUR,), (HOUR, 5 * HOUR)])
def test_what_was_liquidated_or_deleveraged_comes_back_only_to_a_target(turnovers):
    parts = (1.0,) if len(turnovers) == 1 else (0.25, 0.75)
    one = np.array([0])
    books = {refill: LivingBook(in_classes(turnovers, refill, parts), 1) for refill in ("closings", "target")}
    for refill, book in books.items():
        held = book.held.copy()
        taken = book.sums(one, [book.buckets(one, np.array([-0.05]), row) for row in (0, 1)])[1]
        assert book.take(one, np.array([-0.05])).fuel[0] == pytest.approx(taken[:, 0].sum(axis=0))
        closed = 0.3 * book.total[:, 1].copy()
        book.deleverage(1, one, np.array([0.7]))
        for step in range(2, 202, 2):
            book.end_step(step, np.zeros(1), np.zeros(1))
        gone = np.stack([taken[:, 0], closed], axis=1) if refill == "closings" else 0
        assert (taken[:, 0] > 0.1 * held[:, 0]).all()
        assert book.total == pytest.approx(held - gone, rel=1e-6)
        assert book.counted() == pytest.approx((held - gone).sum(axis=0), rel=1e-6)


def test_a_class_that_lost_more_than_it_is_held_at_opens_nothing():
    book = LivingBook(living(HOUR, (0.1, 1.0), refill="closings"), 1)
    book.take(np.array([0]), np.array([-0.1]))
    book.end_step(2, np.zeros(1), np.zeros(1))
    assert (book.held[0, 0], book.flows["opened"][0]) == (0, 0)


def test_a_class_that_never_turns_over_keeps_its_positions():
    book = LivingBook(in_classes((HOUR, math.inf), "target"), 1)
    before = book.total[1].copy()
    book.end_step(2, np.zeros(1), np.zeros(1))
    assert (book.total[1] == before).all()
    kept = math.exp(-2)
    for row, target in ((0, 1.4), (1, 0.6)):
        first = in_classes((HOUR, math.inf), "target").classes[0].book
        fuel = (first.longs, first.shorts)[row].total()
        assert book.total[0, row] == pytest.approx(fuel * (kept + target * (1 - kept)))


def test_a_deleveraged_side_loses_the_same_share_of_every_class():
    book = LivingBook(in_classes((HOUR, 9 * HOUR), "closings"), 2)
    before = book.total.copy()
    book.deleverage(0, np.array([1]), np.array([0.6]))
    assert book.total[:, 0, 1] == pytest.approx(0.6 * before[:, 0, 1])
    assert (book.total[:, :, 0] == before[:, :, 0]).all()


def test_the_edge_is_that_of_the_nearest_class():
    near, far = Side(), Side()
    near.fuel[K - 3], far.fuel[K - 40] = 160, 320
    classes = tuple(LivingClass(Book(side, Side()), math.inf, (1.0, 1.0), INFLOW) for side in (far, near))
    book = LivingBook(Living(HOUR, 1, classes, in_units=False), 1)
    one = np.array([0])
    assert book.edge[0].tolist() == [-3]
    assert book.take(one, np.array([-3 * H])).fuel[0].tolist() == [10.0]
    assert book.edge[0].tolist() == [-40]
    assert book.reached(one, np.array([-40 * H])).fuel[0].tolist() == [20.0]


def test_a_swept_bucket_refills():
    book = LivingBook(living(HOUR), 1)
    mark = np.array([-0.05])
    paths = np.array([0])
    book.take(paths, mark)
    assert book.reached(paths, mark).fuel[0] == 0
    book.end_step(2, np.array([0.0]), np.array([0.0]))
    assert book.touched(mark)[0]
    new = book.first[0] * (1 - math.exp(-2))
    assert book.reached(paths, mark).fuel[0] == pytest.approx(0.5 * new)


def test_a_swept_living_book_gives_what_a_swept_frozen_book_gives():
    frozen = FrozenBook(dense_book(), 3)
    alive = LivingBook(living(math.inf), 3)
    paths = np.array([0, 2])
    for mark in (np.array([-0.03, 0.05]), np.array([-0.031, -0.1])):
        for book in (frozen, alive):
            assert book.touched(np.array([mark[0], 0.0, mark[1]])).tolist() == [True, False, True]
        expected, found = frozen.reached(paths, mark), alive.reached(paths, mark)
        for name in ("fuel", "coins", "bankrupt"):
            assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-9)
        frozen.take(paths, mark)
        alive.take(paths, mark)
        assert alive.alive() == pytest.approx(frozen.alive())


@pytest.mark.parametrize("side, contract", [(1, "linear"), (-1, "linear"), (1, "inverse")])
def test_the_gap_leads_from_the_liquidation_to_the_bankruptcy_price(side, contract):
    tiers = MarginTiers(contract, np.array([1e9]), np.array([0.01]))
    price = liquidation_price(side, 100.0, 10, tiers)
    gap = bankruptcy_gap(side, 100.0, 10, contract, price)
    bankrupt = {"linear": 100 * (1 - side / 10), "inverse": 100 / (1 + side / 10)}[contract]
    assert price * math.exp(-side * gap) == pytest.approx(bankrupt)
    assert 0.009 < gap < 0.011


def test_the_fund_takes_gains_pays_deficits_and_leaves_the_rest_to_the_other_side():
    shorts = Side()
    shorts.fuel[K + 5] = 16 * 1_000_000
    book = FrozenBook(Book(Side(), shorts), 3)
    fund = Fund(Waterfall(100.0), 3)
    fund.settle_step(np.array([[30.0, 30.0, 0.0], [0.0, -10.0, 0.0]]), np.ones((2, 3)), book)
    assert fund.change.tolist() == [30.0, 20.0, 0.0]
    assert fund.drawdown.tolist() == [0.0, 0.0, 0.0]
    cash = np.array([[-90.0, -160.0, -100.0], [0.0, 0.0, 0.0]])
    fund.settle_step(cash, np.array([[4e5] * 3, [0.0] * 3]), book)
    assert fund.change.tolist() == [-60.0, -100.0, -100.0]
    assert fund.drawdown.tolist() == [90.0, 120.0, 100.0]
    assert fund.emptied.tolist() == [False, True, True]
    assert fund.unpaid.tolist() == [0.0, 40.0, 0.0]
    assert fund.deleveraged[1].tolist() == [0.0, 1e5, 0.0]
    assert book.alive()[1] == pytest.approx([1e6, 9e5, 1e6])
    assert book.reached(np.arange(3), np.full(3, 0.1)).fuel[1] == pytest.approx([1e6, 9e5, 1e6])


@pytest.mark.parametrize("waterfall", [Waterfall(), Waterfall(0.01e6)])
@pytest.mark.parametrize("book", [None, living(30 * HOUR)])
def test_the_cash_of_liquidations_is_the_change_of_the_fund_less_what_is_unpaid(
    monkeypatch, waterfall, book
):
    cash = []
    settle_step = Fund.settle_step

    def spy(self, step_cash, fuel, alive):
        cash.append(step_cash.sum(axis=0))
        settle_step(self, step_cash, fuel, alive)

    monkeypatch.setattr(Fund, "settle_step", spy)
    found, outcomes = simulate(scenario(book, waterfall), 300, 1)
    total = np.sum(cash, axis=0)
    assert total == pytest.approx(found["fund_change"] - found["fund_unpaid"], abs=1e-3)
    emptied = outcomes["waterfall", "fund_emptied"]
    assert not emptied[1].any()
    assert emptied[0].any() == (waterfall.fund < math.inf)
    assert (found["fund_unpaid"][~emptied[0]] == 0).all()
    deleveraged = found["deleveraged.long"] + found["deleveraged.short"]
    assert (deleveraged[found["fund_unpaid"] == 0] == 0).all()


def test_a_round_executes_between_the_prices_before_and_after_it():
    longs = Side()
    longs.fuel[K - 10], longs.gap_fuel[K - 10] = 16_000_000, 16_000_000 * 0.02
    case = scenario(waterfall=Waterfall(), n_steps=1)
    case.book, case.price = Book(longs, Side()), Gbm(0.0, 0.0, -10.5 * H)
    case.impact = power_law_impact(1e6, 1e6)
    found, _ = simulate(case, 1, 1)
    before, after = math.exp(-10.5 * H), math.exp(-10.5 * H - 0.008)
    coins = 1e6 / (100 * math.exp(-10 * H))
    bankrupt = 100 * math.exp(-10 * H - 0.02)
    cash = 0.8 * coins * (100 * (before + after) / 2 - bankrupt)
    assert found["fund_change"] == pytest.approx([cash])


def test_shorts_that_are_bought_back_too_dear_cost_the_fund():
    shorts = Side()
    shorts.fuel[K + 10], shorts.gap_fuel[K + 10] = 16_000_000, 16_000_000 * 0.002
    case = scenario(waterfall=Waterfall(), n_steps=1)
    case.book, case.price = Book(Side(), shorts), Gbm(0.0, 0.0, 10.5 * H)
    case.impact = power_law_impact(1e6, 1e6)
    found, _ = simulate(case, 1, 1)
    executed = (math.exp(10.5 * H) + math.exp(10.5 * H + 0.008)) / 2
    cash = SHORT * 0.8 * 1e6 * (executed / math.exp(10 * H) - math.exp(0.002))
    assert found["fund_change"] == pytest.approx([cash])
    assert found["fund_drawdown"] == pytest.approx([-cash])


def test_what_opens_is_a_whole_number_of_units():
    """3 days, renewed every hour: N0 is 2^9 (models/law.md 8), and N is it over the worth of a unit, rounded."""
    plain = living(72 * HOUR, refresh_steps=1)
    book = LivingBook(replace(plain, in_units=True), 1)
    kept = plain.kept()[0]
    all_bits = math.floor(math.log2(1.5e9 * (1 - kept)))
    worth = 1.0
    for refresh in range(1, 1001):
        before = book.flows["opened"][0, 0]
        book.end_step(refresh, np.zeros(1), np.zeros(1))
        worth *= kept
        worth *= 2.0 ** (all_bits - 9) if worth < 2.0 ** (9 - all_bits) else 1.0
        whole = (book.flows["opened"][0, 0] - before) / (book.first[0, 0] * (1 - kept)) * 512 / worth
        assert whole == pytest.approx(round(512 / worth), rel=1e-9)
    assert book.flows["opened"][0, 0] == pytest.approx(1000 * book.first[0, 0] * (1 - kept), rel=1e-4)
