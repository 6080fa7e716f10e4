"""Volatilities and their regression in plain double precision, for tests of `calibrate price`.

Written from the definitions alone: Parkinson (1980), Rogers & Satchell (1991), Yang & Zhang (2000), Corsi
(2009) in logs, Newey & West (1987). Times are Unix seconds, candles (time, open, high, low, close) of
equal length; days have 24 h and are counted back from the end.
"""

import math

import numpy as np

DAY = 86_400
YEAR = 365  # days


def days_of(candles, bar, until):
    """Candles of each day, oldest first, and the log returns that end in it."""
    n = (until - candles[0][0]) // DAY
    rows, moves = [[] for _ in range(n)], [[] for _ in range(n)]
    for i, candle in enumerate(candles):
        back = (until - candle[0] - bar) // DAY
        if candle[0] + bar > until or back >= n:
            continue
        rows[n - 1 - back].append(candle)
        if i > 0:
            moves[n - 1 - back].append(math.log(candle[4] / candles[i - 1][4]))
    return rows, moves


def realised(candles, bar, until, last):
    """Annualised volatilities of the last days, none of which misses a candle."""
    rows, moves = days_of(candles, bar, until)
    closes = [day[-1][4] for day in rows]
    o, h, low, c = [], [], [], []
    for day in rows[-last:]:
        o.append(day[0][1])
        h.append(max(row[2] for row in day))
        low.append(min(row[3] for row in day))
        c.append(day[-1][4])
    before = closes[-last - 1 : -1]
    n = last
    squares = sum(r * r for day in moves[-last:] for r in day)
    close = sum(math.log(a / b) ** 2 for a, b in zip(c, before)) / n
    parkinson = sum(math.log(a / b) ** 2 for a, b in zip(h, low)) / (4 * math.log(2) * n)
    rogers = sum(math.log(hi / cl) * math.log(hi / op) + math.log(lo / cl) * math.log(lo / op)
                 for op, hi, lo, cl in zip(o, h, low, c)) / n
    overnight = np.var([math.log(a / b) for a, b in zip(o, before)], ddof=1)
    within = np.var([math.log(a / b) for a, b in zip(c, o)], ddof=1)
    k = 0.34 / (1.34 + (n + 1) / (n - 1))
    variances = {"candles": squares / n, "close_to_close": close, "parkinson": parkinson,
                 "rogers_satchell": rogers, "yang_zhang": overnight + k * within + (1 - k) * rogers}
    return {name: math.sqrt(variance * YEAR) for name, variance in variances.items()}


def windows(variance, horizon, span=1461):
    """Places, regressors and targets; days whose variance is NaN make windows drop out."""
    n = len(variance)
    first = max(n - span, 0)
    place, x, y = [], [], []
    for at in range(max(first, 30), n - horizon + 1):
        row = [np.mean(variance[at - w : at]) for w in (1, 7, 30)]
        target = np.mean(variance[at : at + horizon])
        if np.isfinite(row).all() and np.isfinite(target):
            place.append(at - first)
            x.append([1, *np.log(row)])
            y.append(math.log(target))
    return np.array(place), np.array(x), np.array(y)


def newey_west(place, x, residual, lags):
    """Standard errors, as the formula is printed: a sum over pairs of rows that are near in time."""
    bread = np.linalg.inv(x.T @ x)
    meat = np.zeros((x.shape[1], x.shape[1]))
    for i, at in enumerate(place):
        for j in range(max(0, i - lags), min(len(place), i + lags + 1)):
            distance = abs(int(at) - int(place[j]))
            if distance <= lags:
                weight = 1 - distance / (lags + 1)
                meat += weight * residual[i] * residual[j] * np.outer(x[i], x[j])
    return np.sqrt(np.diag(bread @ meat @ bread))


def forecast(variance, horizon):
    """Coefficients, their errors, s, number of windows and the log of the daily variance ahead."""
    place, x, y = windows(variance, horizon)
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    residual = y - x @ b
    s = math.sqrt(residual @ residual / (len(y) - 4))
    now = [1, *(math.log(np.mean(variance[-w:])) for w in (1, 7, 30))]
    return b, newey_west(place, x, residual, 2 * (horizon - 1)), s, len(y), float(np.dot(now, b))
