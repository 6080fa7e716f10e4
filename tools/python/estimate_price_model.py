#!/usr/bin/env python3
"""Estimates the parameters of `bates`, `kou` and `gbm` from candles of 5 minutes by moments.

    tools/python/estimate_price_model.py --candles KLINES.csv.gz --until 2025-06-05T21:00:00Z

Prints TOML for [price], with what each number rests on, and says why where the candles do not give
a model. Needs Python 3.11 with numpy. README.md in this folder names the columns.
"""

import argparse
from dataclasses import dataclass
from datetime import datetime

import numpy as np

import price_moments as moments
from price_moments import BARS_A_DAY, YEAR, NotFound
from candles import BAR, DAY, read_candles, realised_volatility, utc

VARIANCE = ("variance0", "mean_reversion", "long_run_variance", "vol_of_variance", "correlation")


def moment(text):
    """Unix seconds of a time with its zone: without one it would depend on the machine."""
    accepted = "accepted: 2025-06-05T21:00:00Z for UTC, or with an offset, 2025-06-05T23:00:00+02:00"
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a time; {accepted}") from None
    if time.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} has no time zone; {accepted}")
    return int(time.timestamp())


def window_length(text):
    """A number of days that is long enough."""
    if not (text.isascii() and text.isdigit() and int(text) >= moments.FEWEST_DAYS):
        raise argparse.ArgumentTypeError(
            f"{text} is not a number of days; accepted: whole numbers from {moments.FEWEST_DAYS}"
        )
    return int(text)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--candles", required=True, help="CSV of 5-minute spot candles, may be .gz")
    parser.add_argument(
        "--until", required=True, type=moment,
        help="end of the window, ISO 8601 with its zone, as in 2025-06-05T21:00:00Z; rounded down to "
        "5 minutes",
    )  # fmt: skip
    parser.add_argument(
        "--days", type=window_length, default=365, help="its length; default: %(default)s"
    )
    parser.add_argument(
        "--repair", action="store_true",
        help="let bars that are missing or hold NaN, up to an hour in a row, have the close before them; "
        "without it they are refused",
    )  # fmt: skip
    return parser.parse_args()


@dataclass(frozen=True)
class Sample:
    """What the models are made from: moments of one window."""

    volatility: float  # of all returns [per year^0.5]
    variance: np.ndarray  # of each day, without jumps [per year]
    daily_return: np.ndarray
    jump_sizes: np.ndarray
    critical: float  # beyond so many local standard deviations a return is a jump
    years: float

    @property
    def diffusion(self):
        """Volatility without jumps [per year^0.5]."""
        return float(np.sqrt(self.variance.mean()))


def take_sample(window):
    """The moments of a window of candles."""
    returns = np.diff(np.log(window.close))
    if not returns.any():
        raise SystemExit(f"{window.source}: all closes of the window are equal: nothing to estimate")
    is_jump, critical = moments.jumps(returns, moments.bars_spanned(window.held))
    rest = returns[BARS_A_DAY + 1 :]
    variance, daily_return = moments.daily_variances(rest, is_jump)
    years = len(rest) * BAR / (YEAR * DAY)
    return Sample(
        realised_volatility(window), variance, daily_return, rest[is_jump], critical, years
    )


def describe(window, days, sample):
    """What was read and found, before any model."""
    end = window.time[-1] + BAR
    print(f"# {days} days of 5-minute closes up to {utc(end)}")
    if window.held.any():
        held = np.flatnonzero(window.held)
        print(f"# repaired: {len(held)} bars have the close before them, the first is that of "
              f"{utc(window.time[held[0]])}")  # fmt: skip
    print(f"# realised volatility {sample.volatility:.4f}, without jumps {sample.diffusion:.4f}")
    count = len(sample.jump_sizes)
    beyond = f"{sample.critical:.2f} local standard deviations"
    print(f"# {count} jumps: returns beyond {beyond}" if count else
          f"# no jumps found: no return is beyond {beyond}")  # fmt: skip


def describe_variance(values, years):
    """How far the parameters of a variance process are to be trusted."""
    kappa = values["mean_reversion"]
    error = np.sqrt(2 / (kappa * years))  # maximum likelihood; moments know less
    print(f"# half-life of the variance {np.log(2) * YEAR / kappa:.1f} days; "
          f"mean_reversion is uncertain by at least {error:.0%}, one standard error")  # fmt: skip
    if not 1.001 * moments.SLOWEST < kappa / YEAR < 0.999 * moments.FASTEST:
        print("# mean_reversion is at the edge of what was tried: these days do not tell it")
    feller = 2 * kappa * values["long_run_variance"]
    print(f"# Feller: 2 kappa theta / xi^2 = {feller / values['vol_of_variance'] ** 2:.2f}")


def bounded_correlation(values):
    """The values with a correlation that can be one."""
    limit = moments.LARGEST_CORRELATION
    rho = float(np.clip(values["correlation"], -limit, limit))
    if rho != values["correlation"]:
        print(f"# correlation {values['correlation']:.2f} by moments is no correlation that can "
              f"be used: {rho} is written")  # fmt: skip
    return values | {"correlation": rho}


def show(model, values, names):
    """A TOML fragment: four significant digits, which is more than the data can tell."""
    print(f'\n[price]\nmodel = "{model}"')
    for name in names:
        print(f"{name} = {values[name]:.4g}")


def show_variance_models(sample):
    """bates, or heston where there are no jumps."""
    try:
        values = moments.variance_process(sample.variance, sample.daily_return)
    except NotFound as reason:
        print(f"# no bates, no heston: {reason}")
        return
    describe_variance(values, sample.years)
    values = bounded_correlation(values)
    try:
        jumps = moments.normal_jumps(sample.jump_sizes, sample.years)
        show("bates", values | jumps, (*VARIANCE, *jumps))
    except NotFound as reason:
        print(f"# no bates: {reason}; bates without jumps is heston")
        show("heston", values, VARIANCE)


def show_kou(sample):
    """kou, if jumps go both ways."""
    try:
        jumps = moments.two_sided_jumps(sample.jump_sizes, sample.years)
        show("kou", {"volatility": sample.diffusion} | jumps, ("volatility", *jumps))
    except NotFound as reason:
        print(f"\n# no kou: {reason}")


def main():
    """Reads, estimates, prints."""
    options = arguments()
    until = options.until // BAR * BAR
    candles = read_candles(options.candles)
    window = candles.between(until - options.days * DAY, until, repair=options.repair)
    sample = take_sample(window)
    describe(window, options.days, sample)
    show_variance_models(sample)
    show_kou(sample)
    show("gbm", {"volatility": sample.volatility}, ("volatility",))


if __name__ == "__main__":
    main()
