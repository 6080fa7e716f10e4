"""models/law.md 5, 6.3 and 9.4: displacement, withdrawal and the cascade, as the paths use them."""

import math

import numpy as np
import pytest

from law.book import UNIT, Book, FrozenBook, H, K, Side
from law.cascade import CascadeRule, Pressure, settle
from law.impact import displacement, power_law_impact, recovered, withdraw


def within(hits, probability):
    """The share of hits is within 3 standard errors of the probability."""
    error = math.sqrt(probability * (1 - probability) / hits.size)
    assert abs(hits.mean() - probability) <= 3 * error


def uniform_book(fuel_per_log, longs=True):
    fuel = np.zeros(2 * K + 1, dtype=np.int64)
    fuel[:K] = round(fuel_per_log * H / UNIT)
    long_side, short_side = Side(), Side()
    if longs:
        long_side.fuel = fuel
    else:
        short_side.fuel = fuel[::-1].copy()
    return Book(long_side, short_side)


def shock(x, book, impact, rule=CascadeRule(max_rounds=5000)):
    """Settles one path that falls to log price x at once; returns its pressure."""
    pressure = Pressure(1, impact)
    settle(np.array([x]), np.array([True]), pressure, FrozenBook(book, 1), rule)
    return pressure


@pytest.mark.parametrize("n, moved", [(0.35, 0.030769), (0.6, 0.05), (0.9, 0.20)])
@pytest.mark.parametrize("direction", [-1, 1])
def test_a_flat_book_amplifies_a_shock_by_one_over_one_minus_n(n, moved, direction):
    density = 1e11  # of depth, USD per log distance
    book = uniform_book(n * density, longs=direction < 0)
    impact = power_law_impact(bid=0.01 * density, ask=0.01 * density)
    pressure = shock(direction * 0.02, book, impact)
    total = direction * (direction * 0.02 + pressure.displaced[0])
    assert abs(total - moved) <= H / (1 - n)


@pytest.mark.parametrize("r, a, moved", [(0.01, 0.02, 0.04), (0.05, 0.03, 0.1010977)])
def test_square_root_impact_reaches_the_closed_form(r, a, moved):
    b = 1e12  # D = b u^2
    impact = power_law_impact(bid=b * 1e-4, ask=b * 1e-4, exponent=2.0)
    pressure = shock(-a, uniform_book(r * b), impact)
    assert abs(a - pressure.displaced[0] - moved) <= 4 * H


def test_the_size_of_a_cascade_of_poisson_positions_is_generalised_poisson():
    rng = np.random.default_rng(1)
    i, j, rate = (
        5,
        2,
        0.2,
    )  # shock (i + 1/2) h; a position moves the price j h; positions a grid point
    position = 16_000  # units
    impact = power_law_impact(bid=position * UNIT * 0.01 / (j * H), ask=1e9)
    sizes = np.empty(8000)
    for path in range(sizes.size):
        longs = Side()
        longs.fuel[:K] = position * rng.poisson(rate, K)
        sizes[path] = shock(-(i + 0.5) * H, Book(longs, Side()), impact).step_fuel[0, 0]
    sizes /= position * UNIT
    theta, n = rate * i, rate * j
    for k in range(4):
        p = theta * (theta + n * k) ** (k - 1) * math.exp(-theta - n * k) / math.factorial(k)
        within(sizes == k, p)
    mean, variance = theta / (1 - n), theta / (1 - n) ** 3
    assert abs(sizes.mean() - mean) <= 3 * math.sqrt(variance / sizes.size)
    assert sizes.var() == pytest.approx(variance, rel=0.15)


def settle_by_hand(x, longs, shorts, impact, rule):
    """One path, bucket by bucket, in plain Python: (E, I_perm, I, exhausted)."""
    longs, shorts = dict(longs), dict(shorts)
    e = perm = moved = 0.0

    def disp(e):
        depth = impact.bid if e > 0 else impact.ask
        u = 0.01 * (abs(e) / depth.one_percent) ** (1 / depth.exponent)
        return 0.0 if abs(e) < 1 else -math.copysign(u, e)

    for rounds in range(rule.max_rounds + 1):
        m = x + rule.mark_pass_through * moved
        sold = [k for k in longs if k * H >= m]
        bought = [k for k in shorts if k * H <= m]
        if not sold and not bought:
            return e, perm, moved, 0
        if rounds == rule.max_rounds:
            return e, perm, moved, 1
        before = disp(e)
        e += rule.market_fraction * (sum(map(longs.pop, sold)) - sum(map(shorts.pop, bought)))
        perm += impact.permanent_share * (disp(e) - before)
        moved = perm + (1 - impact.permanent_share) * disp(e)


def test_settling_many_paths_equals_settling_each_by_hand():
    rng = np.random.default_rng(2)
    longs, shorts = Side(), Side()
    longs.fuel[:K] = rng.integers(1, 3_000_000, K) * (rng.random(K) < 0.3)
    shorts.fuel[K + 1 :] = rng.integers(1, 3_000_000, K) * (rng.random(K) < 0.3)
    impact = power_law_impact(bid=1.5e5, ask=2e5, exponent=1.16, permanent_share=0.3)
    rule = CascadeRule(market_fraction=0.6, mark_pass_through=0.7, max_rounds=6)
    x = np.concatenate([rng.uniform(-0.3, 0.3, 300), rng.integers(-100, 100, 50) * H])
    pressure = Pressure(x.size, impact)
    everyone = np.ones(x.size, dtype=bool)
    settle(x, everyone, pressure, FrozenBook(Book(longs, shorts), x.size), rule)
    alive = [
        {k: s.fuel[k + K] * UNIT for k in range(-K, K + 1) if s.fuel[k + K]}
        for s in (longs, shorts)
    ]
    for path in range(x.size):
        e, perm, moved, exhausted = settle_by_hand(x[path], *alive, impact, rule)
        assert pressure.imbalance[path] == pytest.approx(e, abs=1e-6)
        assert pressure.permanent[path] == pytest.approx(perm, abs=1e-12)
        assert pressure.displaced[path] == pytest.approx(moved, abs=1e-12)
        assert pressure.exhausted[path] == exhausted
    assert 0 < pressure.exhausted.sum() < x.size


def test_displacement_takes_the_bid_for_sales_the_ask_for_purchases_and_what_depth_is_left():
    impact = power_law_impact(bid=1e6, ask=4e6, exponent=2.0)
    found = displacement(np.array([4e6, -4e6, 0.9, 4e6]), np.array([1.0, 1.0, 1.0, 0.25]), impact)
    assert found == pytest.approx([-0.02, 0.01, 0.0, -0.04])


def test_depth_recovers_and_never_falls_below_its_floor():
    impact = power_law_impact(bid=1e6, ask=2e6, sensitivity=0.5, recovery=100.0, floor=0.2)
    log_w = np.array([-0.4, -0.4, -0.4])
    log_w = recovered(log_w, 100.0, impact)
    found = withdraw(log_w, np.array([0, 1e6, 9e6]), np.array([0, 1e6, 0]), 0.8, impact)
    decayed = -0.4 / math.e
    assert found == pytest.approx([decayed, decayed - 0.5 * 0.8 * 1.5, math.log(0.2)])
