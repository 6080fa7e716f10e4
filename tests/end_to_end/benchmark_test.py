"""`[benchmark]`: what markets say, beside the answers of a run."""

import json
import math

import pytest
from snapshots import run_program, write_market

SCENARIO = """schema = 1
name = "asked"
market.file = "market.h5"
simulation = { paths = 20_000, horizon = "30d", step = "1h" }
price = { model = "MODEL" }
impact.depth = 1e9
[benchmark]
BENCHMARK
[[event]]
name = "race"
kind = "race"
up = 113_000
down = 93_000
[[event]]
name = "touch"
kind = "touch"
level = 110_000
by = "10d"
[[event]]
name = "close"
kind = "close"
level = 105_000
"""
AS_OF, SPOT, YEARS = "2025-06-05T21:00:00Z", 100_000.0, 30 / 365


def run(folder, benchmark, model, *options, code=0):
    write_market(folder / "market.h5")
    text = SCENARIO.replace("BENCHMARK", benchmark).replace('{ model = "MODEL" }', model)
    (folder / "asked.toml").write_text(text)
    done = run_program("run", folder / "asked.toml", "--json", *options)
    assert done.returncode == code, done.stderr
    if code:
        return " ".join(done.stderr.split())
    one = json.loads(done.stdout)["runs"][0]
    return one, {f"{o['event']}.{o['outcome']}": o for o in one["outcomes"]}


GBM = '{ model = "gbm", volatility = 0.377, drift = 0.2 }'
HESTON = ('{ model = "heston", variance0 = 0.1, mean_reversion = 5, long_run_variance = 0.2, vol_of_variance = 1, '
          "correlation = 0, drift = 0.1 }")  # fmt: skip


def phi(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def races(volatility, drift, years, up=113_000.0, down=93_000.0):
    """Which level comes first, by Siegmund's images in place of the program's series: sums over reflected paths."""
    s, nu = volatility * math.sqrt(years), drift - volatility**2 / 2
    a, x = math.log(up / down), math.log(SPOT / down)

    def first(near, sign):
        """P(the level at `near` is reached before the one at a distance a behind), drift towards it is sign nu."""
        m, total = sign * nu, 0.0
        for n in range(-40, 41):
            b = near + 2 * n * a
            # The density of the first exit at `near` is the sum over n of (near + 2na) times a normal density; its
            # integral over time is that of an inverse Gaussian law, with the factor e^{m(near - |b|)/sigma^2}.
            at = abs(b)
            passage = phi((-at + m * years) / s) + math.exp(2 * m * at / volatility**2) * phi((-at - m * years) / s)
            total += math.copysign(1, b) * math.exp(m * (near - at) / volatility**2) * passage
        return total

    return first(a - x, 1), first(x, -1)


def touch(volatility, drift, level, years):
    b, nu, s = math.log(level / SPOT), drift - volatility**2 / 2, volatility * math.sqrt(years)
    return phi((-b + nu * years) / s) + math.exp(2 * nu * b / volatility**2) * phi((-b - nu * years) / s)


def test_the_closed_forms_are_those_of_a_driftless_price_at_the_implied_volatility(tmp_path):
    one, outcomes = run(tmp_path, "implied = 42.76", GBM)
    assert one["implied_volatility"] == 42.76
    up, down = races(0.4276, 0, YEARS)
    expected = {"race.up": up, "race.down": down, "race.neither": 1 - up - down,
                "touch.touched": touch(0.4276, 0, 110_000, 10 / 365),
                "close.above": phi((-math.log(1.05) - 0.4276**2 / 2 * YEARS) / (0.4276 * math.sqrt(YEARS)))}  # fmt: skip
    for name, probability in expected.items():
        assert outcomes[name]["benchmark"]["implied"] == pytest.approx(probability, abs=1e-9), name


@pytest.mark.parametrize(("model", "variance", "drift"), [
    (GBM, 0.377**2, 0.2),
    (HESTON, 0.2 + (0.1 - 0.2) * (1 - math.exp(-5 * YEARS)) / (5 * YEARS), 0.1),
])  # fmt: skip
def test_the_effects_sum_to_the_difference_and_the_drift_is_taken_at_the_mean_variance(tmp_path, model, variance, drift):
    _, outcomes = run(tmp_path, "implied = 42.76", model)
    for outcome in outcomes.values():
        b = outcome["benchmark"]
        assert b["cascade_effect"] == outcome["cascade_effect"]
        difference = outcome["probability"] - b["implied"]
        assert b["cascade_effect"] + b["drift_effect"] + b["law_effect"] == pytest.approx(difference, abs=1e-12)
    volatility = math.sqrt(variance)
    expected = races(volatility, drift, YEARS)[0] - races(volatility, 0, YEARS)[0]
    assert outcomes["race.up"]["benchmark"]["drift_effect"] == pytest.approx(expected, abs=1e-9)


def test_the_last_value_of_a_file_before_the_snapshot_counts_and_the_resolved_scenario_needs_no_file(tmp_path):
    (tmp_path / "dvol.csv").write_text("date,dvol\n2025-06-04,42.18\n2025-06-06,40.53\n2025-06-05,42.76\n")
    (tmp_path / "quotes.csv").write_text(
        "time,outcome,level,direction,expiry,bid,ask\n"
        "2025-06-05T20:00:00Z,race.up,,,,0.1,0.2\n2025-06-05T20:30:00Z,race.up,,,,0.28,0.30\n"
        "2025-06-05T21:30:00Z,race.up,,,,0.5,0.6\n"
        "2025-06-05T20:00:00Z,,110000,above,2025-06-15T21:00:00Z,0.2,0.25\n"
        "2025-06-05T20:00:00Z,,120000,above,2025-06-15T21:00:00Z,0.02,0.05\n")  # fmt: skip
    report = tmp_path / "r.h5"
    one, outcomes = run(tmp_path, 'implied = { file = "dvol.csv" }\nquotes = "quotes.csv"', GBM, "-o", report)
    assert one["implied_volatility"] == 42.76
    assert [outcomes["race.up"]["benchmark"][k] for k in ("bid", "ask", "quoted_at")] == [
        0.28, 0.30, "2025-06-05T20:30:00Z"]  # fmt: skip
    assert outcomes["touch.touched"]["benchmark"]["ask"] == 0.25 and outcomes["race.down"]["benchmark"]["bid"] is None
    for name in ("dvol.csv", "quotes.csv"):
        (tmp_path / name).unlink()
    shown = " ".join(run_program("report", "show", report).stdout.split())
    assert "at the implied volatility of 42.76 % a year; the answer is" in shown
    assert "quoted 29.00 % (bid 28.00 %, ask 30.00 %) at 2025-06-05T20:30:00Z" in shown
    diff = run_program("report", "diff", report, report)
    assert diff.returncode == 0, diff.stderr


@pytest.mark.parametrize(("benchmark", "said"), [
    ("implied = 0.4276", "at least 2 and at most 1000"),
    ("implied = { file = 'none.csv' }", "none.csv"),
    ("quote = [ { outcome = 'race.up', bid = 0.3, ask = 0.2, time = '2025-06-05T20:00:00Z' } ]", "not above the ask"),
    ("quote = [ { outcome = 'race.left', bid = 0.1, ask = 0.2, time = '2025-06-05T20:00:00Z' } ]", "no outcome"),
    ("quote = [ { outcome = 'race.up', bid = 0.1, ask = 0.2, time = '2025-06-05T20:00:00' } ]", "is not a time in UTC"),
    ("quote = [ { outcome = 'race.up', bid = 0.1, ask = 0.2, time = '2025-06-05T22:00:00+02:00' } ]",
     "such as 2025-06-05T20:00:00Z"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(tmp_path, benchmark, said):
    assert said in run(tmp_path, benchmark, GBM, code=5 if "file" in benchmark else 2)


def test_a_fraction_in_a_file_is_refused_with_its_row(tmp_path):
    (tmp_path / "dvol.csv").write_text("date,implied\n2025-06-04,0.4218\n")
    assert "line 2: implied = 0.4218" in run(tmp_path, 'implied = { file = "dvol.csv" }', GBM, code=2)


def test_a_benchmark_changes_no_result(tmp_path):
    _, beside = run(tmp_path, "implied = 42.76", GBM)
    _, alone = run(tmp_path, "", GBM)
    for name, outcome in alone.items():
        assert "benchmark" not in outcome
        assert outcome["hits"] == beside[name]["hits"]
