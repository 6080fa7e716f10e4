#!/usr/bin/env python3
"""Estimates the parameters of `bates`, `kou` and `gbm` from candles of 5 minutes by moments.

    tools/python/estimate_price_model.py --candles KLINES.csv.gz --until 2025-06-05T21:00:00Z

Prints TOML for [price], with what each number rests on. Needs Python 3.11 with numpy. README.md in
this folder names the columns; methods are named where they are used.
"""

import argparse
from datetime import datetime

import numpy as np

from snapshot.candles import BAR, DAY, read_candles, realised_volatility

BARS_A_DAY = DAY // BAR
YEAR = 365  # days
LAGS = 20  # days over which the decay of the variance is fitted
LEVERAGE_LAGS = 5  # days over which the variance answers to returns


def local_volatility(returns):
    """Volatility of one bar from the bipower variation of the day before it.

    Barndorff-Nielsen & Shephard 2004: a jump enters one product only, so it hardly raises it.
    Never less than a quarter of the whole window's, so that dead hours do not make jumps.
    """
    pairs = np.abs(returns[1:] * returns[:-1]) * np.pi / 2
    total = np.concatenate([[0.0], np.cumsum(pairs)])
    day_before = (total[BARS_A_DAY:-1] - total[: -BARS_A_DAY - 1]) / BARS_A_DAY
    floor = pairs.mean() / 16
    return np.sqrt(np.maximum(day_before, floor))


def jumps(returns):
    """Flags of returns[BARS_A_DAY + 1:] that are jumps, at 1 % false alarms in the whole window.

    Lee & Mykland 2008: the largest of n normal returns follows Gumbel's law.
    """
    sigma = local_volatility(returns)
    rest = returns[BARS_A_DAY + 1 :]
    n = len(rest)
    root = np.sqrt(2 * np.log(n))
    centre = root - (np.log(np.pi) + np.log(np.log(n))) / (2 * root)
    critical = centre - np.log(-np.log(0.99)) / root
    return np.abs(rest) > critical * sigma, critical


def daily_variances(returns, is_jump):
    """Variance of each whole day, a year of 365 days, returns that are no jumps; and its return."""
    whole = len(returns) // BARS_A_DAY * BARS_A_DAY
    kept = np.where(is_jump, 0.0, returns)[-whole:].reshape(-1, BARS_A_DAY)
    return YEAR * (kept**2).sum(axis=1), kept.sum(axis=1)


def decay(covariance):
    """Rate [1/day] and level at lag 0 of the exponential nearest in squares, on a grid of rates."""
    rates = np.geomspace(1 / LAGS, 3, 2000)
    curves = np.exp(-rates[:, None] * np.arange(1, LAGS + 1))
    levels = curves @ covariance / (curves**2).sum(axis=1)
    errors = ((levels[:, None] * curves - covariance) ** 2).sum(axis=1)
    best = errors.argmin()
    return rates[best], levels[best]


def variance_process(variance, daily_return):
    """Heston's parameters from the moments of daily variances (Bollerslev & Zhou 2002, simplified).

    Autocovariance of the variance at a lag of k days is e^(-kappa k) Var(v), Var(v) = xi^2 theta /
    (2 kappa); at lags of a day and more, errors of the daily estimates have no influence on it.
    Averages over days instead of values at a time: a factor of (2 sinh(kappa/2)/kappa)^2. The
    covariance of a day's return with the variance of the days after gives rho.
    """
    theta = variance.mean()
    deviation = variance - theta
    kappa, level = decay(
        np.array([np.mean(deviation[k:] * deviation[:-k]) for k in range(1, LAGS + 1)])
    )
    spread = level / (2 * np.sinh(kappa / 2) / kappa) ** 2
    xi = np.sqrt(spread * 2 * kappa * YEAR / theta)  # a year
    within = ((1 - np.exp(-kappa)) / kappa) ** 2 / YEAR
    answer = sum(
        np.mean(daily_return[:-k] * deviation[k:]) for k in range(1, LEVERAGE_LAGS + 1)
    ) / (xi * theta * within * sum(np.exp(-kappa * (k - 1)) for k in range(1, LEVERAGE_LAGS + 1)))
    return {
        "variance0": variance[-1],
        "mean_reversion": kappa * YEAR,
        "long_run_variance": theta,
        "vol_of_variance": xi,
        "correlation": float(np.clip(answer, -0.95, 0.95)),
    }


def jump_moments(sizes, years):
    """Intensity and sizes of jumps, for bates and for kou."""
    up, down = sizes[sizes > 0], -sizes[sizes < 0]
    return {
        "jump_intensity": len(sizes) / years,
        "jump_mean": sizes.mean(),
        "jump_sd": sizes.std(),
        "jump_up_probability": len(up) / len(sizes),
        "jump_up_mean": up.mean(),
        "jump_down_mean": down.mean(),
    }


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--candles", required=True, help="CSV of 5-minute spot candles, may be .gz")
    parser.add_argument("--until", required=True, help="end of the window, ISO 8601 with its zone")
    parser.add_argument("--days", type=int, default=365, help="its length; default: %(default)s")
    return parser.parse_args()


def show(model, values, names):
    """A TOML fragment: four significant digits, which is more than the data can tell."""
    print(f'\n[price]\nmodel = "{model}"')
    for name in names:
        print(f"{name} = {values[name]:.4g}")


def main():
    """Reads, estimates, prints."""
    options = arguments()
    until = int(datetime.fromisoformat(options.until).timestamp()) // BAR * BAR
    window = read_candles(options.candles).between(until - options.days * DAY, until)
    returns = np.diff(np.log(window.close))
    is_jump, critical = jumps(returns)
    rest = returns[BARS_A_DAY + 1 :]
    years = len(rest) * BAR / (YEAR * DAY)
    variance, daily_return = daily_variances(rest, is_jump)
    values = variance_process(variance, daily_return)
    values |= jump_moments(rest[is_jump], years)
    diffusion = float(np.sqrt(values["long_run_variance"]))
    print(f"# {options.days} days of 5-minute closes up to {options.until}")
    print(f"# realised volatility {realised_volatility(window):.4f}, without jumps {diffusion:.4f}")
    print(f"# {is_jump.sum()} jumps: returns beyond {critical:.2f} local standard deviations")
    error = np.sqrt(2 / (values["mean_reversion"] * years))  # maximum likelihood; moments know less
    print(f"# half-life of the variance {np.log(2) * YEAR / values['mean_reversion']:.1f} days; "
          f"mean_reversion is uncertain by at least {error:.0%}, one standard error")  # fmt: skip
    feller = 2 * values["mean_reversion"] * values["long_run_variance"]
    print(f"# Feller: 2 kappa theta / xi^2 = {feller / values['vol_of_variance'] ** 2:.2f}")
    jump = ("jump_intensity", "jump_mean", "jump_sd")
    show("bates", values, ("variance0", "mean_reversion", "long_run_variance", "vol_of_variance",
                           "correlation", *jump))  # fmt: skip
    show("kou", values | {"volatility": diffusion}, ("volatility", "jump_intensity",
         "jump_up_probability", "jump_up_mean", "jump_down_mean"))  # fmt: skip
    show("gbm", {"volatility": realised_volatility(window)}, ("volatility",))


if __name__ == "__main__":
    main()
