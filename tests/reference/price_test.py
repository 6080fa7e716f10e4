"""models/law.md 2, 9.2 and 9.3: the price models against closed forms."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from inputs import Scenario
from law.book import Book, Side
from law.cascade import CascadeRule
from law.impact import power_law_impact
from law.path import Horizon
from law.price import (
    YEAR,
    Bootstrap,
    DoubleExponentialJumps,
    Gbm,
    Hawkes,
    Heston,
    JumpDiffusion,
    NormalJumps,
)
from transcription import simulate

HOUR, DAY = 3600.0, 86400.0
KOU = DoubleExponentialJumps(0.4, 0.015, 0.02)
MERTON = NormalJumps(-0.02, 0.05)
HESTON = {"variance0": 0.3, "mean_reversion": 4.0, "long_run_variance": 0.2}
HESTON |= {"vol_of_variance": 1.2, "correlation": -0.6}
MODELS = {
    "gbm": Gbm(0.5, 0.3),
    "merton": JumpDiffusion(0.4, 60.0, MERTON, 0.3),
    "kou": JumpDiffusion(0.4, 60.0, KOU, 0.3),
    "heston": Heston(**HESTON, drift=0.3),
    "bates": Heston(**HESTON, drift=0.3, jump_intensity=60.0, jumps=MERTON),
    "hawkes": Hawkes(0.4, 40.0, 100.0, 160.0, KOU, 20.0, 0.3),
}


def wander(price, seconds, n_steps, n_paths, seed=1):
    """Final X and state of `n_paths` paths."""
    rng = np.random.default_rng(seed)
    state = price.start(n_paths, rng)
    state["n_paths"] = n_paths
    x = np.zeros(n_paths)
    for _ in range(n_steps):
        move = price.move(state, seconds, rng)
        x += move.diffusion + (0 if move.jump is None else move.jump)
    return x, state


def within(values, mean, tolerance=0.0):
    """The mean of `values` is within 3 standard errors of a value known to the tolerance."""
    assert abs(values.mean() - mean) <= 3 * values.std() / math.sqrt(values.size) + tolerance


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("seconds, n_steps", [(60.0, 200), (4 * HOUR, 300), (DAY, 60)])
def test_the_expected_price_grows_at_the_drift(name, seconds, n_steps):
    x, _ = wander(MODELS[name], seconds, n_steps, 40_000)
    within(np.exp(x), math.exp(0.3 * seconds * n_steps / YEAR))


def test_a_call_under_merton_has_its_known_value():
    s = 0.25 * math.sqrt(0.25 / 5)
    price = JumpDiffusion(0.25 * math.sqrt(0.75), 5.0, NormalJumps(-(s**2) / 2, s), 0.08)
    x, _ = wander(price, YEAR / 20, 10, 200_000)
    within(math.exp(-0.04) * np.maximum(100 * np.exp(x) - 100, 0), 9.0216, 5e-5)


def test_calls_under_heston_have_their_known_values():
    price = Heston(0.04, 4.0, 0.25, 1.0, -0.5, drift=-0.01)
    x, _ = wander(price, YEAR / 256, 256, 100_000)
    for strike, value in ((80, 26.774758744), (100, 16.070154917), (120, 9.024913483)):
        within(math.exp(-0.01) * np.maximum(100 * np.exp(x) - strike, 0), value)


@pytest.mark.parametrize("theta, xi", [(0.25, 1.0), (0.04, 2.0)])
def test_the_mean_variance_reverts_whether_or_not_it_reaches_zero(theta, xi):
    price = Heston(0.09, 3.0, theta, xi, -0.5)
    _, state = wander(price, DAY, 60, 40_000)
    within(state["variance"], theta + (0.09 - theta) * math.exp(-3.0 * 60 / 365))
    assert state["variance"].min() >= 0
    assert ((state["variance"] == 0).sum() > 0) == (xi == 2.0)


def test_the_correlation_of_price_and_variance_is_that_of_the_diffusions():
    price = Heston(0.25, 4.0, 0.25, 0.3, -0.7)
    x, state = wander(price, HOUR, 1, 100_000)
    found = np.corrcoef(x, state["variance"])[0, 1]
    assert abs(found + 0.7) <= 4 * (1 - 0.49) / math.sqrt(x.size) + 1e-3


@pytest.mark.parametrize("days, up, down", [(30, 0.428765, 0.315111), (7, 0.110831, 0.045298)])
def test_the_race_under_kou_has_its_known_values(days, up, down):
    race = [{"name": "race", "kind": "race", "up": 113_000, "down": 93_000}]
    price = JumpDiffusion(0.35, 50.0, KOU)
    step = HOUR * days / 7  # so that jumps fall little later than they should
    case = Scenario(
        "kou", 1, 1, 104_000.0, Horizon(step, 168, True), price, CascadeRule(),
        power_law_impact(1e9, 1e9), Book(Side(), Side()), race,
    )  # fmt: skip
    _, outcomes = simulate(case, 40_000, 1)
    within(outcomes["race", "up"][1], up, 5e-4)
    within(outcomes["race", "down"][1], down, 5e-4)


def test_the_number_of_hawkes_jumps_has_its_known_mean():
    base, alpha, beta, first = 40.0, 100.0, 160.0, 20.0
    price = Hawkes(0.4, base, alpha, beta, KOU, first)
    _, state = wander(price, HOUR, 480, 40_000)
    dt, intensity, mean = HOUR / YEAR, first, 0.0
    for _ in range(480):  # the mean intensity of each step
        mean += intensity * dt
        intensity = base + (intensity - base) * math.exp(-beta * dt) + alpha * intensity * dt
    within(state["jumps"], mean)
    limit = base * beta / (beta - alpha)
    t, rate = 480 * dt, beta - alpha
    assert mean == pytest.approx(
        limit * t + (first - limit) * (1 - math.exp(-rate * t)) / rate, rel=0.02
    )
    assert state["jumps"].var() > 1.5 * mean  # they excite each other


def test_the_stationary_intensity_is_the_default_of_hawkes():
    state = Hawkes(0.4, 30.0, 60.0, 90.0, KOU).start(3, None)
    assert (state["intensity"] == 90.0).all()


@pytest.mark.parametrize("jumps", [KOU, MERTON])
def test_the_sum_of_several_jumps_has_the_moments_of_the_sum(jumps):
    rng = np.random.default_rng(1)
    sums = jumps.sums(np.full(200_000, 3), rng)
    within(np.exp(sums), (jumps.excess() + 1) ** 3)


def test_the_bootstrap_keeps_moments_and_neighbours_of_its_history():
    rng = np.random.default_rng(1)
    noise = rng.standard_t(5, 501)
    history = 0.01 * (noise[1:] + 0.8 * noise[:-1])  # neighbours are correlated
    price = Bootstrap(history, 10 * HOUR, 0.6, 0.5)
    r = price.prepared(HOUR)
    dt = HOUR / YEAR
    assert np.exp(r).mean() == pytest.approx(math.exp(0.5 * dt), abs=1e-15)
    assert r.std() == pytest.approx(0.6 * math.sqrt(dt), rel=1e-12)
    state = price.start(50_000, rng)
    state["n_paths"] = 50_000
    first, second = (price.move(state, HOUR, rng).diffusion for _ in range(2))
    within(second, r.mean())
    within((second - r.mean()) ** 2, r.var())
    circular = (r - r.mean()) * (np.roll(r, -1) - r.mean())
    # nine times in ten the next return of history follows
    within((first - r.mean()) * (second - r.mean()), 0.9 * circular.mean())


def test_without_a_volatility_the_bootstrap_keeps_that_of_history():
    history = np.array([0.01, -0.02, 0.015, 0.0])
    r = Bootstrap(history, HOUR).prepared(HOUR)
    assert r - r.mean() == pytest.approx(history - history.mean(), abs=1e-17)
    assert np.exp(r).mean() == pytest.approx(1.0, abs=1e-15)


def test_merton_without_jumps_is_gbm():
    for price in (Gbm(0.5), JumpDiffusion(0.5, 0.0, MERTON)):
        x, _ = wander(price, DAY, 1, 20_000)
        assert norm.cdf(x / (0.5 / math.sqrt(365))).mean() == pytest.approx(0.5, abs=0.01)
