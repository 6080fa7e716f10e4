"""The volatilities of `calibrate price` against a plain statement of their definitions."""

import json
import os
import subprocess

import numpy as np
import pytest

import volatility

PROGRAM = os.environ["LIQCASCADE"]
HOUR = 3_600
UNTIL = 1_735_689_600  # 2025-01-01
KNOWN = (-1.2, 0.25, 0.3, 0.3)  # coefficients of the synthetic history


def synthetic_history(n_days, seed=5):
    """Hourly candles whose daily log variance follows the regression of one day with noise."""
    random = np.random.default_rng(seed)
    log_variance = [np.log(0.5**2 / 365) + 0.3 * z for z in random.standard_normal(30)]
    for _ in range(n_days - 30):
        day = np.exp(log_variance)
        x = (1, log_variance[-1], np.log(day[-7:].mean()), np.log(day[-30:].mean()))
        log_variance.append(float(np.dot(KNOWN, x)) + 0.35 * random.standard_normal())
    price, candles = 50_000.0, []
    for at, value in enumerate(log_variance):
        moves = random.standard_normal(24)
        moves *= np.sqrt(np.exp(value) / (moves @ moves))  # the day has exactly this variance
        for i, move in enumerate(moves):
            close = price * np.exp(move)
            up, down = np.exp(np.abs(random.standard_normal(2)) * 0.001)
            time = UNTIL - (n_days - at) * volatility.DAY + i * HOUR
            candles.append((time, price * 1.0001, max(price * 1.0001, close) * up, min(price, close) / down, close))
            price = close
    return candles


def calibrated(path, candles, *options):
    path.write_text("time,open,high,low,close\n"
                    + "".join(f"{row[0]}," + ",".join(map(repr, map(float, row[1:]))) + "\n" for row in candles))
    done = subprocess.run([PROGRAM, "calibrate", "price", path, "--format", "csv", "--laws", "gbm", "--json", *options],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def history():
    return synthetic_history(700)


def test_realised_volatilities_are_those_of_their_definitions(tmp_path, history):
    fit = calibrated(tmp_path / "c.csv", history)
    assert [one["days"] for one in fit["realised"]] == [7, 30, 90]
    for one in fit["realised"]:
        for name, value in volatility.realised(history, HOUR, UNTIL, one["days"]).items():
            assert one[name] == pytest.approx(value, rel=1e-9), (name, one["days"])


def test_the_regression_is_that_of_least_squares_with_newey_and_wests_errors(tmp_path, history):
    # A day and a half without candles, and a few hours: the first drops windows out, the second does not.
    days = len(history) // 24
    holes = {*range(200 * 24 + 3, 201 * 24 + 15), *range(400 * 24 + 7, 400 * 24 + 12)}
    cut = [row for i, row in enumerate(history) if i not in holes]
    fit = calibrated(tmp_path / "c.csv", cut)
    rows, moves = volatility.days_of(cut, HOUR, UNTIL)
    variance = [sum(r * r for r in day) if len(rows[i]) >= 18 else np.nan for i, day in enumerate(moves)]
    assert len(variance) == days and np.isnan(variance).sum() == 2
    for one in fit["forecasts"]:
        b, errors, s, n, log_daily = volatility.forecast(np.array(variance), one["days"])
        assert one["windows"] == n < days - 30 - one["days"]
        np.testing.assert_allclose([c["value"] for c in one["coefficients"]], b, rtol=1e-9, atol=1e-10)
        np.testing.assert_allclose([c["standard_error"] for c in one["coefficients"]], errors, rtol=1e-8)
        assert one["log_sd"] == pytest.approx(s, rel=1e-9)
        assert one["median"] == pytest.approx(np.sqrt(365 * np.exp(log_daily)), rel=1e-9)
        assert one["mean"] == pytest.approx(one["median"] * np.exp(s * s / 8), rel=1e-12)
        assert one["p95"] == pytest.approx(one["median"] * np.exp(1.6448536269514722 * s / 2), rel=1e-9)
        assert one["p25"] == pytest.approx(one["median"] * np.exp(-0.6744897501960817 * s / 2), rel=1e-9)


def test_the_regression_finds_coefficients_that_are_known(tmp_path):
    fit = calibrated(tmp_path / "c.csv", synthetic_history(1_800, seed=11), "--horizons", "1")
    (one,) = fit["forecasts"]
    assert one["windows"] == 1_461
    for known, found in zip(KNOWN, one["coefficients"]):
        assert abs(found["value"] - known) < 3 * found["standard_error"], found
    assert one["log_sd"] == pytest.approx(0.35, abs=3 * 0.35 / np.sqrt(2 * 1_461))


def test_two_years_of_tomorrow_change_nothing_of_today(tmp_path, history):
    until = UNTIL - 200 * volatility.DAY
    stated = ("--until", str(np.datetime_as_string(np.datetime64(until, "s"))) + "Z")
    past = [row for row in history if row[0] + HOUR <= until]
    future = [(row[0], *(3.0 * value for value in row[1:])) for row in history if row[0] + HOUR > until]
    future[7] = (future[7][0], float("nan"), 1.0, 2.0, -1.0)
    whole = calibrated(tmp_path / "c.csv", past + future, *stated)
    assert whole == calibrated(tmp_path / "c.csv", past, *stated)
    assert whole["until"] == stated[1]
