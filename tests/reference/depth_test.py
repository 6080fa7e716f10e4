"""models/law.md 5: tables of depth, elasticity and walls."""

import math

import numpy as np
import pytest

from law.book import Book, FrozenBook, H, K, Side
from law.cascade import CascadeRule, Pressure, settle
from law.depth import PowerLaw, TableDepth, snapshot_depth
from law.impact import displacement, elastic_share, power_law_impact
from law.walls import Wall

DISTANCE = np.array([0.001, 0.005, 0.02])
BID, ASK = snapshot_depth(DISTANCE, np.array([2e6, 20e6, 160e6]), np.array([3e6, 21e6, 84e6]))
ALL = np.array([0])


def test_a_table_is_linear_from_spot_on_in_log_distance():
    assert BID.at(-math.log(0.995)) == pytest.approx(20e6)
    assert ASK.at(math.log(1.005)) == pytest.approx(21e6)
    assert BID.at(-math.log(0.999) / 4) == pytest.approx(0.5e6)
    assert ASK.at((math.log(1.005) + math.log(1.02)) / 2) == pytest.approx(52.5e6)
    assert BID.one_percent == BID.at(0.01)


def test_beyond_a_table_its_last_two_points_set_the_power_law():
    u1, u2 = math.log(1.005), math.log(1.02)
    exponent = math.log(84 / 21) / math.log(u2 / u1)
    assert ASK.at(2 * u2) == pytest.approx(84e6 * 2**exponent)
    assert ASK.inverse(168e6) == pytest.approx(u2 * 2 ** (1 / exponent))


ONE_POINT = TableDepth(np.array([0.01]), np.array([1e6]))


@pytest.mark.parametrize("depth", [BID, ASK, PowerLaw(5e6, 1.3), ONE_POINT])
def test_a_depth_its_inverse_and_its_slope_belong_together(depth):
    u = np.geomspace(1e-4, 0.5, 50)
    assert depth.inverse(depth.at(u)) == pytest.approx(u, rel=1e-12)
    assert (depth.at(u * (1 + 1e-7)) - depth.at(u)) / (u * 1e-7) == pytest.approx(
        depth.slope(u), rel=1e-5
    )


def test_a_depth_of_a_table_that_is_a_power_law_is_that_power_law():
    law = PowerLaw(3e6, 1.0)
    u = np.geomspace(1e-4, 0.3, 20)
    table = TableDepth(np.array([0.01, 0.02]), law.at(np.array([0.01, 0.02])))
    assert table.at(u) == pytest.approx(law.at(u))


def test_elasticity_thins_depth_as_variance_rises_and_is_clamped():
    impact = power_law_impact(1e6, 1e6, volatility_elasticity=1.5)
    found = elastic_share(np.array([4.0, 0.25, 1e3, 0.0]), impact)
    assert found == pytest.approx([4**-0.75, 4**0.75, 16**-0.75, 16**0.75])


def walled(*walls, bid=1e6, ask=1e6):
    impact = power_law_impact(bid, ask, walls=walls)
    return Pressure(1, impact)


def moved(pressure, imbalance, x=0.0):
    pressure.imbalance[:] = imbalance
    return pressure.disp(np.array([x]), ALL)[0]


def test_an_imbalance_stands_at_a_wall_until_it_has_taken_it():
    pressure = walled(Wall(-0.01, 3e6), Wall(0.02, 5e6))
    assert moved(pressure, 0.5e6) == pytest.approx(-0.005)  # not there yet
    assert moved(pressure, 2e6) == pytest.approx(-0.01)
    assert moved(pressure, 4e6) == pytest.approx(-0.01)
    assert moved(pressure, 4.5e6) == pytest.approx(-0.015)
    assert moved(pressure, -4e6) == pytest.approx(0.02)


def test_a_wall_is_as_far_as_the_price_is_and_gone_once_passed():
    pressure = walled(Wall(-0.01, 3e6))
    assert moved(pressure, 2e6, x=-0.004) == pytest.approx(-0.006)
    assert moved(pressure, 2e6, x=-0.0101) == pytest.approx(-0.02)
    assert moved(pressure, -2e6, x=-0.02) == pytest.approx(0.01)  # above the price it resists


def test_several_walls_are_met_in_order():
    pressure = walled(Wall(-0.02, 1e6), Wall(-0.01, 1e6), Wall(-0.005, 0.5e6))
    imbalances = [0.75e6, 1.2e6, 2e6, 3e6, 4e6, 5e6]
    found = [moved(pressure, e) for e in imbalances]
    assert found == pytest.approx([-0.005, -0.007, -0.01, -0.015, -0.02, -0.025])


def test_displacement_with_walls_is_the_inverse_of_depth_with_jumps():
    rng = np.random.default_rng(1)
    walls = [Wall(-u, usd) for u, usd in zip(rng.uniform(0, 0.05, 5), rng.uniform(1e5, 2e6, 5))]
    pressure = walled(*walls)
    for e in rng.uniform(1e4, 1e7, 50):
        u = -moved(pressure, e)
        up_to = [PowerLaw(1e6).at(u + d) for d in (-1e-9, 1e-9)]
        below = up_to[0] + sum(w.notional for w in walls if -w.log_price < u - 1e-9)
        above = up_to[1] + sum(w.notional for w in walls if -w.log_price < u + 1e-9)
        assert below <= e <= above


def visit(pressure, x):
    no_book = FrozenBook(Book(Side(), Side()), 1)
    settle(np.array([x]), np.array([True]), pressure, no_book, CascadeRule())


def test_what_is_held_of_a_wall_decays_and_is_gone_while_it_refills_in_line():
    pressure = walled(Wall(-0.01, 4e6, refill=7200.0))
    for e, x in ((2e6, 0.0), (3.5e6, 0.0), (3.5e6, -0.005), (1.2e6, 0.0)):
        pressure.imbalance[:] = e
        visit(pressure, x)
    walls = pressure.walls
    assert walls.held[0] == pytest.approx([3e6])  # seen from -0.005
    assert walls.left[0] == pytest.approx([4e6])  # which this imbalance meets anew
    found = walls.after(0, ALL, 1800.0)
    for seconds in (300.0, 1500.0):
        walls.pass_time(ALL, seconds)
    assert np.stack([walls.left[0], walls.held[0]]) == pytest.approx(np.stack(found))
    assert walls.held[0] == pytest.approx([3e6 / math.e])
    assert walls.left[0] == pytest.approx([4e6 - 3e6 * (1 - 1 / math.e) + 1e6])
    walls.pass_time(ALL, 7200.0)
    assert walls.left[0] == pytest.approx([4e6])


def test_what_was_used_a_while_ago_is_partly_gone():
    now, then = walled(Wall(-0.01, 4e6)), walled(Wall(-0.01, 4e6))
    usd, x = np.array([3e6]), np.array([0.0])
    then.walls.use(usd, x, then.impact.bid, True, ALL)
    then.walls.pass_time(ALL, 900.0)
    now.walls.use(usd, x, now.impact.bid, True, ALL, -900.0)
    assert now.walls.held[0] == pytest.approx(then.walls.held[0])
    assert now.walls.left[0] == pytest.approx(then.walls.left[0])


@pytest.mark.parametrize("step", [600.0, 60.0, 1.0])
def test_an_imbalance_that_is_kept_up_uses_a_wall_as_it_decays(step):
    pressure = walled(Wall(-0.01, 4e6, refill=36000.0))
    for _ in range(int(3600 / step)):
        pressure.imbalance[:] = 1.3e6
        visit(pressure, 0.0)
        pressure.walls.pass_time(ALL, step)
    gone = 3e5 * (1 - math.exp(-step / 1800)) * 3600 / step  # in the limit 300,000 an hour / tau_E
    assert pressure.walls.left[0] == pytest.approx([4e6 - gone + 4e5])


def test_a_wall_gives_no_more_than_it_had_and_what_refilled():
    rng = np.random.default_rng(3)
    pressure = walled(Wall(-0.01, 4e6, refill=200000.0))
    gone, given = np.zeros(1), 4e6
    for seconds in rng.exponential(400.0, 2000):
        pressure.imbalance[:] = rng.uniform(-1e6, 8e6)
        visit(pressure, rng.uniform(-0.009, 0.01))
        held = pressure.walls.held[0].copy()
        pressure.walls.pass_time(ALL, seconds)
        gone += held - pressure.walls.held[0]
        assert 0 <= pressure.walls.held[0] <= pressure.walls.left[0] <= 4e6
        given += 20 * seconds
        assert gone <= given
    assert gone > 0.8 * given


@pytest.mark.parametrize("omega", [1.0, 0.6])
@pytest.mark.parametrize("imbalance", [2.5e6, 4.5e6, -2.5e6, -6e6])
def test_a_level_is_where_the_mark_comes_to_it(imbalance, omega):
    pressure = walled(Wall(-0.01, 2e6), Wall(-0.004, 1e6), Wall(0.01, 3e6))
    pressure.imbalance[:] = imbalance
    pressure.permanent[:] = 0.001
    for level in np.linspace(-0.05, 0.05, 41):
        for down in (True, False):
            free = pressure.free_level(np.array([level]), ALL, down, omega)
            marks = [pressure.at_walls(free + d, ALL, 0.0, omega)[0] for d in (-1e-6, 1e-6)]
            assert marks[0] <= level <= marks[1] + 1e-12


def test_what_is_left_of_depth_scales_walls_too():
    pressure = walled(Wall(-0.01, 3e6))
    pressure.log_depth_left[:] = math.log(0.5)
    assert moved(pressure, 1.9e6) == pytest.approx(-0.01)
    assert moved(pressure, 2.5e6) == pytest.approx(-0.02)


def test_a_wall_stops_a_cascade_that_would_pass_it():
    longs = Side()
    longs.fuel[:K] = round(0.7 * 1e8 * H * 16)
    book = FrozenBook(Book(longs, Side()), 1)
    for walls, low in (((), -0.02 / 0.3), ((Wall(-0.04, 5e6),), -0.04)):
        pressure = Pressure(1, power_law_impact(1e6, 1e6, walls=walls))
        book = FrozenBook(Book(longs, Side()), 1)
        settle(np.array([-0.02001]), np.array([True]), pressure, book, CascadeRule(max_rounds=999))
        assert -0.02 + pressure.displaced[0] == pytest.approx(low, abs=4 * H)


def test_displacement_of_many_paths_is_that_of_each():
    walls = Wall(-0.01, 1e6), Wall(0.01, 1e6)
    pressure = Pressure(4, power_law_impact(1e6, 2e6, 1.2, walls=walls))
    pressure.imbalance[:] = [3e6, -3e6, 0.4, 1e5]
    x = np.array([0.002, -0.003, 0.0, 0.0])
    together = pressure.disp(x, np.arange(4))
    alone = [pressure.disp(x[[i]], np.array([i]))[0] for i in range(4)]
    assert together == pytest.approx(alone)
    assert together[0] < 0 < together[1] and together[2] == 0
    plain = displacement(pressure.imbalance, np.ones(4), pressure.impact)
    assert (np.abs(together) <= np.abs(plain)).all()
