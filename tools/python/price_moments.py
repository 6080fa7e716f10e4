"""Moments of returns of 5 minutes, and the parameters of price models that follow from them.

Methods are named where they are used. What the data do not say raises NotFound, with the reason.
"""

import numpy as np

from candles import BAR, DAY

BARS_A_DAY = DAY // BAR
YEAR = 365  # days
LAGS = 20  # days over which the decay of the variance is fitted
LEVERAGE_LAGS = 5  # days over which the variance answers to returns
FEWEST_DAYS = 3  # the first is used up by the local volatility
SLOWEST, FASTEST = 1 / LAGS, 3  # rates [1/day] among which the decay is sought
LARGEST_CORRELATION = 0.95


class NotFound(Exception):
    """The data do not say what a model needs; the text is the reason."""


def bars_spanned(held):
    """Number of bars over which each return was made: more than 1 where bars were repaired."""
    place = np.arange(len(held))
    last_known = np.maximum.accumulate(np.where(held, 0, place))
    return place[1:] - last_known[:-1]


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


def jumps(returns, spanned):
    """Flags of returns[BARS_A_DAY + 1:] that are jumps, at 1 % false alarms in the whole window.

    Lee & Mykland 2008: the largest of n normal returns follows Gumbel's law. A return over several
    bars is as wide as the root of their number.
    """
    sigma = local_volatility(returns) * np.sqrt(spanned[BARS_A_DAY + 1 :])
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
    rates = np.geomspace(SLOWEST, FASTEST, 2000)
    curves = np.exp(-rates[:, None] * np.arange(1, LAGS + 1))
    levels = curves @ covariance / (curves**2).sum(axis=1)
    errors = ((levels[:, None] * curves - covariance) ** 2).sum(axis=1)
    best = errors.argmin()
    return rates[best], levels[best]


def variance_decay(variance):
    """Rate and level of the autocovariance of the daily variances; both are positive."""
    if len(variance) < LAGS + 2:
        raise NotFound(f"{len(variance)} whole days are too few, {LAGS + 2} are needed")
    deviation = variance - variance.mean()
    rate, level = decay(
        np.array([np.mean(deviation[k:] * deviation[:-k]) for k in range(1, LAGS + 1)])
    )
    if level <= 0:
        raise NotFound(
            f"the variance of a day says nothing of the {LAGS} days after it (its autocovariance "
            f"is not positive: {level:.2g}), so that it may as well be constant"
        )
    return rate, level


def variance_process(variance, daily_return):
    """Heston's parameters from the moments of daily variances (Bollerslev & Zhou 2002, simplified).

    Autocovariance of the variance at a lag of k days is e^(-kappa k) Var(v), Var(v) = xi^2 theta /
    (2 kappa); at lags of a day and more, errors of the daily estimates have no influence on it.
    Averages over days instead of values at a time: a factor of (2 sinh(kappa/2)/kappa)^2. The
    covariance of a day's return with the variance of the days after gives rho, here without bounds.
    """
    kappa, level = variance_decay(variance)
    theta = variance.mean()
    deviation = variance - theta
    spread = level / (2 * np.sinh(kappa / 2) / kappa) ** 2
    xi = np.sqrt(spread * 2 * kappa * YEAR / theta)  # a year
    within = ((1 - np.exp(-kappa)) / kappa) ** 2 / YEAR
    correlation = sum(
        np.mean(daily_return[:-k] * deviation[k:]) for k in range(1, LEVERAGE_LAGS + 1)
    ) / (xi * theta * within * sum(np.exp(-kappa * (k - 1)) for k in range(1, LEVERAGE_LAGS + 1)))
    return {
        "variance0": variance[-1],
        "mean_reversion": kappa * YEAR,
        "long_run_variance": theta,
        "vol_of_variance": xi,
        "correlation": correlation,
    }


def normal_jumps(sizes, years):
    """Intensity and sizes of bates' jumps."""
    if len(sizes) == 0:
        raise NotFound("no jumps found")
    return {
        "jump_intensity": len(sizes) / years,
        "jump_mean": sizes.mean(),
        "jump_sd": sizes.std(),
    }


def two_sided_jumps(sizes, years):
    """Intensity and sizes of kou's jumps."""
    if len(sizes) == 0:
        raise NotFound("no jumps found")
    up, down = sizes[sizes > 0], -sizes[sizes < 0]
    if len(up) == 0 or len(down) == 0:
        way = "up" if len(up) else "down"
        raise NotFound(f"all of the {len(sizes)} jumps go {way}, so that nothing is known of others")
    return {
        "jump_intensity": len(sizes) / years,
        "jump_up_probability": len(up) / len(sizes),
        "jump_up_mean": up.mean(),
        "jump_down_mean": down.mean(),
    }
