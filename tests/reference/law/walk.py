"""models/law.md 6.2 and 6.3: a step that reaches levels, which the mark passes one after the other."""

import numpy as np

from .book import H
from .cascade import settle_some
from .impact import withdraw
from .waterfall import cash_of_round

DOWN, UP = 0, 1
OUTWARD = np.array([[-1], [1]])  # the signs of distances to levels of longs and of shorts
NEVER = 1e30


def extremes(x, y, spread):
    """Low and high of bridges from x to y: (x + y -+ sqrt((x - y)^2 - 2 v ln U))/2; `spread` is v ln U of both."""
    way = np.sqrt((x - y) ** 2 - 2 * spread)
    return np.array([x + y - way[0], x + y + way[1]]) / 2


def passage_share(a, c, variance, normal, uniform):
    """When a bridge first passes a level at the distance a, given the way c from there by the extreme to the end.

    t/(1 - t) is inverse Gaussian with mean a/c and shape a^2/v, or, with probability a/(a + c), the inverse of one
    with mean c/a and shape c^2/v (Michael, Schucany & Haas 1976 for the variates).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        k = normal**2 * variance / (2 * a * c)
        root = 1 / (1 + k + np.sqrt(k * (k + 2)))
        nearer = uniform < (c + a * root) / ((a + c) * (1 + root))
        share = np.where(nearer, a * root / (a * root + c), a / (a + c * root))
    return np.where(a <= 0, 0.0, np.where(c <= 0, 1.0, share))


def nowhere(n):
    """Extremes of what n paths have not seen yet."""
    return np.array([np.full(n, NEVER), np.full(n, -NEVER)])


class Walk:
    """The walks of some paths through one step; arrays over these paths."""

    def __init__(self, pressure, book, rule, paths, step, rng):
        """`step`: x, y, variance, spread (2, n) and seconds of the step, and whether the low comes first."""
        self.pressure, self.book, self.rule, self.rng = pressure, book, rule, rng
        self.paths, self.y, self.seconds = paths, step.y[paths], step.seconds
        self.x = step.x[paths].copy()
        self.variance = step.variance[paths].copy()
        self.spread = step.spread[:, paths].copy()
        self.low_first = step.low_first[paths]
        self.remaining = np.ones(paths.size)
        self.seen = nowhere(paths.size)  # extremes of P after settlements

    def run(self, mark, traded):
        """Takes the step, the end's own visit excepted; `mark`, `traded`: their extremes if nothing is reached.

        Returns the extremes of P.
        """
        p, paths, traded = self.pressure, self.paths, traded.copy()
        state = p.imbalance, p.log_depth_left, p.displaced
        start = [values[paths] for values in state]
        p.pass_time(paths, np.full(paths.size, self.seconds), self.y)
        light = self.is_light(mark)
        self.take_together(light.nonzero()[0], mark, traded)
        far = (~light).nonzero()[0]
        for values, before in zip(state, start):
            values[paths[far]] = before[far]
        p.temporary[paths[far]] = p.disp(self.x[far], paths[far])  # at the elasticity of this step
        self.pass_levels(far, traded)
        p.pass_time(paths[far], self.remaining[far] * self.seconds, self.y[far])
        return traded

    def impact(self, at):
        return self.pressure.displaced[self.paths[at]]

    def bridges(self, at):
        """The bridges of the mark and of P that remain: both their ends."""
        omega = self.rule.mark_pass_through
        now = self.impact(at)
        left = self.remaining[at] * self.seconds
        then = self.pressure.impact_after(self.paths[at], left, self.y[at])
        x, y = self.x[at], self.y[at]
        return (x + omega * now, y + omega * then), (x + now, y + then)

    def is_light(self, mark):
        """Whether what either extreme reaches, taken as one order, moves the price by no more than h."""
        light = np.ones(self.paths.size, dtype=bool)
        for side in (DOWN, UP):
            at = self.reaches(side, mark[side]).nonzero()[0]
            light[at] &= self.together(at, side, mark[side, at], self.x[at], H)[0]
        return light

    def reaches(self, side, mark):
        level = self.book.levels[side][self.paths]
        return mark <= level if side == DOWN else mark >= level

    def together(self, at, side, extreme, x, limit):
        """The rounds that follow at an extreme, as one order from the middle of the step, in the state of its end.

        Returns whether all of them move the price by no more than `limit`, the furthest mark, their fuel (2, n),
        E, ln W and the change of disp.
        """
        p, rule, impact, paths = self.pressure, self.rule, self.pressure.impact, self.paths[at]
        keep = np.exp(-0.5 * self.seconds / impact.resilience)
        keep_depth = np.exp(-0.5 * self.seconds / impact.recovery)
        before = p.disp(x, paths)
        mark, near, fuel = extreme.copy(), np.zeros(at.size, dtype=bool), np.zeros((2, at.size))
        imbalance, depth, moved = p.imbalance[paths].copy(), p.log_depth_left[paths].copy(), np.zeros(at.size)
        going = np.arange(at.size)
        for _ in range(rule.max_rounds + 1):
            reached = self.book.reached(paths[going], mark[going]).fuel
            news = (reached != fuel[:, going]).any(axis=0)
            near[going[~news]] = True
            going, reached = going[news], reached[:, news]
            if going.size == 0:
                break
            fuel[:, going] = reached
            now = paths[going]
            imbalance[going] = p.imbalance[now] + rule.market_fraction * keep * (reached[0] - reached[1])
            depth[going] = withdraw(p.log_depth_left[now], *(keep_depth * reached), rule.market_fraction, impact)
            moved[going] = p.disp_of(x[going], now, imbalance[going], depth[going]) - before[going]
            mark[going] = extreme[going] + rule.mark_pass_through * moved[going]
            going = going[np.abs(moved[going]) <= limit * keep]
        return near, mark, fuel, imbalance, depth, moved

    def take_together(self, at, mark, traded):
        """Light steps: first one extreme, then the other."""
        p, shift = self.pressure, np.zeros(self.paths.size)
        for first in (True, False):
            for side in (DOWN, UP):
                here = (self.low_first == first) if side == DOWN else (self.low_first != first)
                now = at[here[at]]
                extreme = mark[side] + self.rule.mark_pass_through * shift
                traded[side, now] += shift[now]
                now = now[self.reaches(side, extreme)[now]]
                paths, x = self.paths[now], traded[side, now] - self.impact(now)
                if p.walls:
                    p.displace(x, paths)
                near, furthest, _, imbalance, depth, moved = self.together(now, side, extreme[now], x, np.inf)
                now, paths, x, furthest = now[near], paths[near], x[near], furthest[near]
                imbalance, depth, moved = imbalance[near], depth[near], moved[near]
                before = p.displaced[paths].copy()
                after = p.permanent[paths] + p.impact.permanent_share * moved
                p.imbalance[paths], p.log_depth_left[paths], p.permanent[paths] = imbalance, depth, after
                p.displace(x, paths)
                change = p.displaced[paths] - before
                bundle = self.book.take(paths, furthest)
                p.step_fuel[:, paths] += bundle.fuel
                p.step_cash[:, paths] += cash_of_round(bundle, x, before, p.displaced[paths], self.rule.market_fraction)
                if p.walls:
                    p.note_walls(x, paths)
                p.see_displacement(paths)
                shift[now] += change
                traded[side, now] += change

    def pass_levels(self, at, traded):
        """The marks of some walks pass the levels on the way to their extremes, in the order of their times."""
        everyone = at
        while at.size:
            (m, m_end), _ = self.bridges(at)
            ways = np.sqrt((m - m_end) ** 2 - 2 * self.spread[:, at])
            found = extremes(m, m_end, self.spread[:, at])
            level = np.array([side[self.paths[at]] for side in self.book.levels])
            distance = OUTWARD * (level - m)
            reached = OUTWARD * (found - level) >= 0
            drawn = passage_share(distance, ways - distance, self.variance[at], *self.draw(at.size))
            share = np.where(distance <= 0, 0.0, np.where(reached, drawn, np.inf))
            level = np.where(distance <= 0, m, level)
            side = np.where(share[UP] < share[DOWN], UP, DOWN)
            row = np.arange(at.size)
            goes_on = np.isfinite(share[side, row])
            at, side, m, m_end, ways = (v[..., goes_on] for v in (at, side, m, m_end, ways))
            row = np.arange(at.size)
            share, level = share[:, goes_on][side, row], level[:, goes_on][side, row]
            self.come_to(at, side, share, level, m, m_end, ways)
            marks = nowhere(at.size)
            marks[side, row] = level
            exhausted = settle_some(self.paths[at], self.x[at], self.pressure, self.book, self.rule, marks)
            now = self.x[at] + self.impact(at)
            self.seen[DOWN, at] = np.minimum(self.seen[DOWN, at], now)
            self.seen[UP, at] = np.maximum(self.seen[UP, at], now)
            at = at[~exhausted]
        moved = everyone[self.seen[DOWN, everyone] <= self.seen[UP, everyone]]
        _, (p, p_end) = self.bridges(moved)
        low, high = extremes(p, p_end, self.spread[:, moved])
        traded[DOWN, moved] = np.minimum(low, self.seen[DOWN, moved])
        traded[UP, moved] = np.maximum(high, self.seen[UP, moved])

    def draw(self, n):
        """A normal and a uniform of each side, for passages: those of the longs first."""
        longs, shorts = ((self.rng.standard_normal(n), self.rng.random(n)) for _ in (DOWN, UP))
        return np.array(list(zip(longs, shorts)))

    def come_to(self, at, side, share, level, m, m_end, ways):
        """Time passes until the mark first comes to a level; both its extremes stay where they are."""
        a = np.abs(level - m)
        going = (a > 0).nonzero()[0]
        at, side, share, level, m_end, a = (v[going] for v in (at, side, share, level, m_end, a))
        ways, row = ways[:, going], np.arange(going.size)
        seconds = share * self.remaining[at] * self.seconds
        self.pressure.pass_time(self.paths[at], seconds, self.x[at])
        self.remaining[at] *= 1 - share
        self.variance[at] *= 1 - share
        omega = self.rule.mark_pass_through
        self.x[at] = level - omega * self.impact(at)
        if self.pressure.walls:
            self.pressure.displace(self.x[at], self.paths[at])
            self.x[at] = level - omega * self.impact(at)
        apart = level - m_end
        self.spread[side, at] = np.minimum((apart**2 - (ways[side, row] - a) ** 2) / 2, 0)
        self.spread[1 - side, at] = np.minimum((apart**2 - (ways[1 - side, row] + a) ** 2) / 2, 0)
