"""tools/python/estimate_price_model.py finds the parameters of a path that was made from them."""

import gzip
import subprocess
import sys
import tomllib
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
BAR, DAY = 300, 86_400
YEAR_BARS = 365 * DAY // BAR
START = int(datetime(2020, 1, 1, tzinfo=timezone.utc).timestamp())
DAYS = 1500
TRUE = {
    "mean_reversion": 75.0, "long_run_variance": 0.24, "vol_of_variance": 3.9,
    "correlation": -0.4, "jump_intensity": 250.0, "jump_mean": 0.0, "jump_sd": 0.015,
}  # fmt: skip


def candles(path, model):
    """Closes of 5 minutes of a Bates process by Euler's scheme, as a table of candles."""
    rng = np.random.default_rng(8)
    n, dt = DAYS * DAY // BAR, 1 / YEAR_BARS
    a, b = rng.standard_normal((2, n))
    rho = model["correlation"]
    shock = rho * a + np.sqrt(1 - rho**2) * b
    variance, returns = model["long_run_variance"], np.empty(n)
    for i in range(n):
        positive = max(variance, 0.0)
        returns[i] = -positive / 2 * dt + np.sqrt(positive * dt) * a[i]
        variance += model["mean_reversion"] * (model["long_run_variance"] - positive) * dt
        variance += model["vol_of_variance"] * np.sqrt(positive * dt) * shock[i]
    hit = rng.random(n) < model["jump_intensity"] * dt
    returns[hit] += rng.normal(model["jump_mean"], model["jump_sd"], hit.sum())
    close = 30_000 * np.exp(np.cumsum(returns))
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write("ts,open,high,low,close,volume,quote_volume\n")
        for i, price in enumerate(close):
            file.write(f"{START + i * BAR}" + f",{price:.8g}" * 4 + ",1,1\n")


def estimate(file, *arguments):
    script = ROOT / "tools/python/estimate_price_model.py"
    return subprocess.run(
        [sys.executable, script, "--candles", file, *arguments], capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    file = tmp_path_factory.mktemp("candles") / "candles.csv.gz"
    candles(file, TRUE)
    end = datetime.fromtimestamp(START + DAYS * DAY, timezone.utc).isoformat()
    ran = estimate(file, "--until", end, "--days", str(DAYS))
    assert ran.returncode == 0, ran.stderr
    parts = ran.stdout.split("[price]")[1:]
    return {(part := tomllib.loads("[price]" + text)["price"])["model"]: part for text in parts}


def test_the_variance_process_is_found(printed):
    """To three standard errors, taken as twice those of maximum likelihood."""
    found = printed["bates"]
    error = 2 * np.sqrt(2 / (TRUE["mean_reversion"] * DAYS / 365))
    assert found["mean_reversion"] == pytest.approx(TRUE["mean_reversion"], rel=3 * error)
    assert found["vol_of_variance"] == pytest.approx(TRUE["vol_of_variance"], rel=1.5 * error)
    assert found["long_run_variance"] == pytest.approx(TRUE["long_run_variance"], rel=0.1)
    assert found["correlation"] == pytest.approx(TRUE["correlation"], abs=0.15)


def test_the_jumps_that_stand_out_are_found(printed):
    """Jumps below about five standard deviations of a bar pass for diffusion."""
    found = printed["bates"]
    bar = np.sqrt(TRUE["long_run_variance"] / YEAR_BARS)
    sizes = np.random.default_rng(1).normal(0, TRUE["jump_sd"], 10**6)
    seen = np.abs(sizes) > 5.4 * bar
    intensity = TRUE["jump_intensity"] * seen.mean()
    assert found["jump_intensity"] == pytest.approx(intensity, rel=0.15)
    assert found["jump_sd"] == pytest.approx(sizes[seen].std(), rel=0.1)
    assert found["jump_mean"] == pytest.approx(0.0, abs=4 * TRUE["jump_sd"] / np.sqrt(1000))


def test_kou_has_the_same_jumps_and_gbm_all_of_the_variance(printed):
    kou, gbm, bates = printed["kou"], printed["gbm"], printed["bates"]
    assert kou["jump_intensity"] == bates["jump_intensity"]
    assert 0.4 < kou["jump_up_probability"] < 0.6
    total = TRUE["long_run_variance"] + TRUE["jump_intensity"] * TRUE["jump_sd"] ** 2
    assert gbm["volatility"] ** 2 == pytest.approx(total, rel=0.15)


def test_a_window_that_the_candles_do_not_cover_is_refused(tmp_path):
    file = tmp_path / "short.csv"
    file.write_text(
        "ts,open,high,low,close,volume,quote_volume\n"
        + "".join(f"{START + i * BAR},1,1,1,1,1,1\n" for i in range(10)),
        encoding="utf-8",
    )
    ran = estimate(file, "--until", "2020-01-04T00:00:00Z", "--days", "3")
    assert ran.returncode != 0
    assert "10 bars" in ran.stderr
