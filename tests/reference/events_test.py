"""host/interface.md, [[event]]: sequence, hold, cross and given, visit by visit and in closed form."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from inputs import Scenario
from law.book import Book, Side
from law.cascade import CascadeRule
from law.events import Calendar, Cross, Hold, Sequence, Stage, Threshold
from law.impact import power_law_impact
from law.path import Horizon
from law.price import YEAR, Gbm
from transcription import outcome_row, outcome_rows, simulate

HOUR, DAY = 3600.0, 86400.0
ALL = np.array([True])


def after(event, visits, last_step=None):
    """Shows one path's visits [(step, price)] to an event; returns what happened with cascade."""
    steps = [step for step, _ in visits]
    for step in range(0, (last_step or max(steps)) + 1):
        prices = np.zeros((2, 1))
        for _, price in (v for v in visits if v[0] == step):
            prices = np.full((2, 1), float(price))
            event.visit(prices, step, ALL)
        event.end_of_step(prices, step)
    return [bool(outcome[0, 0]) for outcome in event.happened()]


def above(level):
    return Threshold(level, True)


def below(level):
    return Threshold(level, False)


def sequence(*stages):
    return Sequence("s", stages, 1)


@pytest.mark.parametrize(
    "visits, happens",
    [
        ([(1, 2), (2, 3)], True),
        ([(1, 2), (1, 3)], True),  # two visits of one step
        ([(1, 3)], False),  # at most one stage a visit
        ([(1, 3), (2, 3)], True),
        ([(1, 2), (1, -1), (2, 3)], True),  # the guard is the first stage's only
        ([(1, -1), (2, 2), (3, 3)], False),
        ([(4, 2), (5, 3)], True),
        ([(5, 2), (6, 3)], False),  # too late
    ],
)
def test_a_sequence_is_met_in_order(visits, happens):
    stages = Stage(above(2), (below(-1),), 4), Stage(above(3), (), 9)
    assert after(sequence(*stages), visits) == [happens]


def test_a_guard_is_looked_at_before_the_goal_and_only_from_its_stage_on():
    stages = Stage(above(1), (), 9), Stage(below(-1), (above(2),), 9)
    assert after(sequence(*stages), [(1, 2), (2, -1)]) == [True]
    assert after(sequence(*stages), [(1, 2), (2, 2), (3, -1)]) == [False]
    same = Stage(above(1), (above(1),), 9)
    assert after(sequence(same), [(1, 1)]) == [False]


@pytest.mark.parametrize(
    "visits, held",
    [
        ([(1, 1), (2, 1), (3, 1)], True),  # from t = 0 to the end of step 3
        ([(1, 1), (2, 1)], False),
        ([(1, -1), (1, 1), (2, 1), (3, 1)], False),  # from the end of step 1
        ([(1, -1), (1, 1), (2, 1), (3, 1), (4, 1)], True),
        ([(1, -1), (2, 1), (3, 1), (4, 1), (4, -1)], False),
        ([(1, -1), (2, 1), (3, 1), (4, 1), (5, 0)], True),  # levels are inclusive
    ],
)
def test_a_level_is_held_for_the_whole_time(visits, held):
    assert after(Hold("h", above(0.0), 3, 1), visits) == [held]


def test_a_stretch_does_not_begin_at_a_spot_on_the_wrong_side():
    assert after(Hold("h", above(0.5), 2, 1), [(1, 1), (2, 1)]) == [False]
    assert after(Hold("h", above(0.5), 2, 1), [(1, 1), (2, 1), (3, 1)]) == [True]
    assert after(Hold("h", below(0.5), 2, 1), [(1, 0), (2, 0)]) == [True]


def cross(closes, steps=(2, 4, 6)):
    return Cross("c", 1, 3, Calendar(np.array(closes), 0.0), list(steps), 100.0, 1)


def test_the_first_change_of_sign_of_the_averages_counts():
    falling, rising = [130.0, 120.0, 110.0], [80.0, 85.0, 90.0]
    to = {p: math.log(p / 100) for p in (70, 90, 105, 150)}
    assert after(cross(falling), [(2, to[90]), (4, to[150]), (6, to[70])]) == [True, False, False]
    assert after(cross(rising), [(2, to[105]), (4, to[70]), (6, to[150])]) == [False, True, False]
    assert after(cross(rising), [(2, to[105]), (3, to[70]), (4, to[150])]) == [False, False, True]


def test_averages_need_enough_days():
    with pytest.raises(ValueError):
        cross([100.0, 100.0])


def test_daily_closes_fall_on_the_last_step_before_midnight():
    calendar = Calendar(np.zeros(0), 2.5 * HOUR)
    assert calendar.close_steps(HOUR, 60) == [2, 26, 50]
    assert calendar.close_steps(4 * HOUR, 12) == [0, 6]
    assert Calendar(np.zeros(0), DAY).close_steps(DAY / 2, 4) == [2, 4]


def scenario(events, n_steps=48, calendar=None, step=HOUR, bridge=True, volatility=0.8):
    return Scenario(
        "test", 1, 1, 100.0, Horizon(step, n_steps, bridge), Gbm(volatility), CascadeRule(),
        power_law_impact(1e9, 1e9), Book(Side(), Side()), events, calendar=calendar,
    )  # fmt: skip


def within(values, mean):
    assert abs(values.mean() - mean) <= 3 * values.std() / math.sqrt(values.size)


def test_up_and_then_down_follows_the_reflection_principle():
    """P(reach b, then c < b) without drift of X is P(reach 2b - c)."""
    steps = [{"above": 103.0}, {"below": 98.0}]
    case = scenario([{"name": "s", "kind": "sequence", "steps": steps}])
    case.price = Gbm(0.8, 0.32)  # X has no drift
    _, outcomes = simulate(case, 40_000, 1)
    level = 2 * math.log(1.03) - math.log(0.98)
    within(outcomes["s", "happened"][1], 2 * norm.sf(level / (0.8 * math.sqrt(48 * HOUR / YEAR))))


def test_holding_to_the_horizon_is_not_touching():
    events = [
        {"name": "h", "kind": "hold", "above": 97.0, "for": "48h"},
        {"name": "t", "kind": "touch", "level": 97.0},
    ]
    _, outcomes = simulate(scenario(events), 2_000, 1)
    assert (outcomes["h", "held"] == ~outcomes["t", "touched"]).all()


def test_a_one_day_average_crosses_where_the_close_does():
    calendar = Calendar(np.array([100.0, 100.0, 94.0]), DAY)
    events = [{"name": "c", "kind": "cross", "fast": 1, "slow": 2}]
    _, outcomes = simulate(scenario(events, 24, calendar, bridge=False), 40_000, 1)
    sd = 0.8 * math.sqrt(DAY / YEAR)
    golden = norm.sf((math.log(0.94) + sd**2 / 2) / sd)  # the close is above 94
    within(outcomes["c", "golden"][1], golden)
    assert (outcomes["c", "golden"] != outcomes["c", "none"]).all()


def test_given_counts_where_the_condition_happened():
    events = [
        {"name": "low", "kind": "touch", "level": 97.0},
        {"name": "close", "kind": "close", "level": 101.0, "given": "low.touched"},
    ]
    case = scenario(events)
    _, outcomes = simulate(case, 5_000, 1)
    low, high = outcomes["low", "touched"], outcomes["close", "above"]
    row = next(r for r in outcome_rows(case, outcomes) if r["event"] == "close")
    assert row["trials"] == low[0].sum() < 5_000
    assert row["hits"] == (low & high)[0].sum()
    assert row["probability"] == row["hits"] / row["trials"] < high[0].mean()
    p = row["probability"]
    binomial = math.sqrt(p * (1 - p) / row["trials"])
    assert row["standard_error"] == pytest.approx(binomial, rel=0.01)


def test_the_effect_of_a_condition_has_the_error_of_a_ratio():
    rng = np.random.default_rng(1)
    effects, errors = [], []
    for _ in range(300):
        condition = rng.random((2, 400)) < np.array([[0.5], [0.4]])
        condition[1] &= condition[0]
        hit = np.stack([u := rng.random(400) < 0.5, u & (rng.random(400) < 0.7)])
        row = outcome_row("e", "o", hit, condition)
        effects.append(row["cascade_effect"])
        errors.append(row["cascade_effect_standard_error"])
    assert np.mean(errors) == pytest.approx(np.std(effects), rel=0.12)
