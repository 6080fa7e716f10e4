"""models/law.md 3, 4, 9.1 and 9.5: prices, positions and the book against closed forms and examples."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from inputs import Scenario
from law.book import LONG, SHORT, H, K, UNIT, Book, Side, place
from law.cascade import CascadeRule
from law.impact import power_law_impact
from law.path import Horizon
from law.price import YEAR, Gbm
from law.positions import MarginTiers, liquidation_price
from transcription import simulate

DAY = 86400.0
FLAT = power_law_impact(1e9, 1e9)

# Binance BTCUSDT, October 2024: cap [USD], rate
BTCUSDT = [
    (50e3, 0.004), (600e3, 0.005), (3e6, 0.0065), (12e6, 0.01), (70e6, 0.02), (100e6, 0.025),
    (230e6, 0.05), (480e6, 0.1), (600e6, 0.125), (800e6, 0.15), (1.2e9, 0.25), (1.8e9, 0.5),
]  # fmt: skip
LINEAR = MarginTiers("linear", *map(np.array, zip(*BTCUSDT)))
COIN = MarginTiers("inverse", np.array([1e9]), np.array([0.004]))


@pytest.mark.parametrize(
    "coins, leverage, side, price",  # models/law.md 9.5, entry 104,000
    [
        (1, 10, LONG, 94_020.10050),
        (1, 10, SHORT, 113_880.59701),
        (0.1, 100, LONG, 103_373.49398),
        (100, 20, LONG, 99_682.32323),
        (100, 20, SHORT, 108_232.17822),
        (1000, 10, LONG, 95_506.20513),
    ],
)
def test_linear_liquidation_prices_are_those_of_the_exchange(coins, leverage, side, price):
    found = liquidation_price(side, 104_000.0, leverage, LINEAR, coins * 104_000.0)
    assert found == pytest.approx(price, abs=1e-5)


@pytest.mark.parametrize("side, price", [(LONG, 94_923.636), (SHORT, 115_093.333)])
def test_inverse_liquidation_prices_are_those_of_the_exchange(side, price):
    assert liquidation_price(side, 104_000.0, 10, COIN, 104_000.0) == pytest.approx(price, abs=1e-3)
    assert liquidation_price(side, 104_000.0, 10, COIN) == pytest.approx(price, abs=1e-3)


def test_unlevered_linear_longs_and_inverse_shorts_are_never_liquidated():
    assert math.isnan(liquidation_price(LONG, 100.0, 1.0, LINEAR))
    assert math.isnan(liquidation_price(SHORT, 100.0, 1.0, COIN))


def test_a_split_position_keeps_its_fuel_and_its_mean_log_price():
    side = Side()
    place(side, LONG, -7.3 * H, 1000.0)
    k = np.arange(-K, K + 1)
    assert side.total() == 1000.0
    assert (side.fuel * k).sum() / side.fuel.sum() == pytest.approx(-7.3, abs=UNIT / 1000)
    assert set(k[side.fuel > 0]) == {-8, -7}


@pytest.mark.parametrize("s", [LONG, SHORT])
def test_nothing_falls_on_spot_and_what_is_not_in_the_book_is_counted(s):
    side = Side()
    place(side, s, -s * 0.25 * H, 160.0)
    place(side, s, s * 0.01, 5.0)
    place(side, s, -s * 0.85, 7.0)
    assert side.fuel[K - s] * UNIT == 160.0
    assert side.total() == 160.0
    assert (side.wrong_side, side.off_grid) == (5.0, 7.0)


def scenario(price, step, n_steps, bridge, events, spot=104_000.0, rule=CascadeRule(), book=None):
    book = book or Book(Side(), Side())
    horizon = Horizon(step, n_steps, bridge)
    return Scenario("test", 1, 1, spot, horizon, price, rule, FLAT, book, events)


def within(hits, probability, tolerance=0.0):
    """The share of hits is within 3 standard errors of a probability known to the tolerance."""
    error = math.sqrt(probability * (1 - probability) / hits.size)
    assert abs(hits.mean() - probability) <= 3 * error + tolerance


def two_barriers(spot, sigma, mu, seconds, up, down):
    """P(up first), P(down first) by the series of models/law.md 9.1."""
    x, a, t = math.log(spot / down), math.log(up / down), seconds / YEAR
    s2, nu = sigma**2, mu - sigma**2 / 2
    n = np.arange(1, 400)
    lam = nu**2 / (2 * s2) + n**2 * math.pi**2 * s2 / (2 * a**2)
    terms = n * np.sin(n * math.pi * x / a) * np.exp(-lam * t) / lam
    k = -2 * nu / s2
    ever = (spot**k - down**k) / (up**k - down**k)
    scale = s2 * math.pi / a**2
    p_up = ever - scale * math.exp(nu * (a - x) / s2) * (terms * (-1.0) ** (n + 1)).sum()
    return p_up, 1 - ever - scale * math.exp(-nu * x / s2) * terms.sum()


RACE = [{"name": "race", "kind": "race", "up": 113_000, "down": 93_000}]
BARRIERS = [  # models/law.md 9.1: S0, sigma, mu, days, P(up), P(down)
    (104_000.0, 0.40, 0.0, 30, 0.4426766786, 0.3320196348),
    (104_000.0, 0.40, 0.0, 7, 0.1285730892, 0.0460707819),
    (102_000.0, 0.50, 0.0, 30, 0.4085013740, 0.5042538400),
    (104_000.0, 0.40, 0.5, 30, 0.5634427203, 0.2290497452),
]


@pytest.mark.parametrize("spot, sigma, mu, days, up, down", BARRIERS)
def test_the_race_without_cascade_follows_the_series(spot, sigma, mu, days, up, down):
    assert two_barriers(spot, sigma, mu, days * DAY, 113e3, 93e3) == pytest.approx(
        (up, down), abs=1e-9
    )
    case = scenario(Gbm(sigma, mu), 3 * 3600.0, 8 * days, True, RACE, spot)
    _, outcomes = simulate(case, 40_000, 1)
    within(outcomes["race", "up"][1], up)
    within(outcomes["race", "down"][1], down)


def test_monitoring_by_hourly_steps_sees_fewer_touches():
    _, outcomes = simulate(scenario(Gbm(0.4), 3600.0, 720, False, RACE), 40_000, 1)
    within(outcomes["race", "up"][1], 0.4308, 5e-5)
    within(outcomes["race", "down"][1], 0.3239, 5e-5)


def test_a_touch_by_bridge_is_exact_for_any_step():
    touch = [{"name": "t", "kind": "touch", "level": 113_000}]
    _, outcomes = simulate(scenario(Gbm(0.4, 0.2), 5 * DAY, 4, True, touch), 100_000, 1)
    t, b, nu = 20 * DAY / YEAR, math.log(113 / 104), 0.2 - 0.08
    s = 0.4 * math.sqrt(t)
    exact = norm.cdf((-b + nu * t) / s)
    exact += math.exp(2 * nu * b / 0.16) * norm.cdf((-b - nu * t) / s)
    within(outcomes["t", "touched"][1], exact)


@pytest.mark.parametrize("mu, jump", [(0.0, 0.0), (0.5, -0.03)])
def test_the_expected_price_grows_at_the_drift(mu, jump):
    found, _ = simulate(scenario(Gbm(0.6, mu, jump), DAY, 30, False, []), 200_000, 1)
    close = found["close_without_cascade"] / 104_000.0
    error = close.std() / math.sqrt(close.size)
    assert abs(close.mean() - math.exp(mu * 30 / 365 + jump)) <= 3 * error


def test_an_empty_book_and_a_cascade_switched_off_leave_the_fundamental_price():
    longs = Side()
    longs.fuel[:K] = 16_000_000
    book = Book(longs, Side())
    for rule, ladder in ((CascadeRule(), None), (CascadeRule(market_fraction=0.0), book)):
        case = scenario(Gbm(0.8), 3600.0, 48, True, RACE, rule=rule, book=ladder)
        found, outcomes = simulate(case, 2_000, 1)
        assert (found["close"] == found["close_without_cascade"]).all()
        assert all((hit[0] == hit[1]).all() for hit in outcomes.values())
