"""models/law.md 6.2 and 6.3: a step that reaches levels, which the mark passes one after the other."""

import numpy as np

from .book import H
from .cascade import settle_some
from .impact import withdraw
from .waterfall import cash_of_round

DOWN, UP = 0, 1
NEVER = 1e30


def extremes(x, y, spread):
    """Low and high of bridges from x to y: (x + y -+ sqrt((x - y)^2 - 2 v ln U))/2; `spread` is v ln U of both."""
    way = np.sqrt((x - y) ** 2 - 2 * spread)
    return np.stack([x + y - way[0], x + y + way[1]]) / 2


def passage_share(a, c, variance, rng):
    """When a bridge first passes a level at the distance a, given the way c from there by the extreme to the end.

    t/(1 - t) is inverse Gaussian with mean a/c and shape a^2/v, or, with probability a/(a + c), the inverse of one
    with mean c/a and shape c^2/v (Michael, Schucany & Haas 1976 for the variates).
    """
    normal, uniform = rng.standard_normal(a.shape), rng.random(a.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        k = normal**2 * variance / (2 * a * c)
        root = 1 / (1 + k + np.sqrt(k * (k + 2)))
        nearer = uniform < (c + a * root) / ((a + c) * (1 + root))
        share = np.where(nearer, a * root / (a * root + c), a / (a + c * root))
    return np.where(a <= 0, 0.0, np.where(c <= 0, 1.0, share))


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
        # When the extremes of a light step are, from its end; on a straight line they are its ends.
        self.when_extreme = np.where(self.variance > 0, -step.seconds / 2, 0.0)
        self.remaining = np.ones(paths.size)
        self.seen = np.array([[NEVER], [-NEVER]]) * np.ones(paths.size)  # extremes of P after settlements

    def run(self, mark, traded):
        """Takes the step, the end's own visit excepted.

        `mark`, `traded`: their extremes if nothing is reached and no wall holds them. Returns the extremes of P.
        """
        p, paths, traded = self.pressure, self.paths, traded.copy()
        changing = [p.imbalance, p.log_depth_left, p.displaced]
        changing += p.walls.left + p.walls.held if p.walls else []
        start = [v[paths].copy() for v in changing]
        p.pass_time(paths, np.full(paths.size, self.seconds))
        light = self.is_light(mark, traded)
        self.take_together(np.flatnonzero(light), mark, traded)
        far = np.flatnonzero(~light)
        for v, then in zip(changing, start):
            v[paths[far]] = then[far]
        self.pass_levels(far, traded)
        p.pass_time(paths[far], self.remaining[far] * self.seconds)
        return traded

    def impact(self, at):
        return self.pressure.displaced[self.paths[at]]

    def free_impact(self, at):
        """Without walls I as it is."""
        return self.pressure.free(self.paths[at]) if self.pressure.walls else self.impact(at)

    def bridges(self, at):
        """The bridges of the mark and of P that remain, as if there were no walls: both their ends."""
        omega = self.rule.mark_pass_through
        now = self.free_impact(at)
        left = self.remaining[at] * self.seconds
        then = self.pressure.free_after(self.paths[at], left)
        x, y = self.x[at], self.y[at]
        return (x + omega * now, y + omega * then), (x + now, y + then)

    def at_walls(self, free, at):
        """Extremes of the mark in front of walls."""
        omega = self.rule.mark_pass_through
        return self.pressure.at_walls(free, self.paths[at], self.when_extreme[at], omega)

    def is_light(self, mark, traded):
        """Whether what either extreme reaches, taken as one order, moves the price by no more than h."""
        light, everyone = np.ones(self.paths.size, dtype=bool), np.arange(self.paths.size)
        for side in (DOWN, UP):
            extreme = self.at_walls(mark[side], everyone)
            at = np.flatnonzero(self.reaches(side, extreme))
            x = traded[side, at] - self.free_impact(at)
            light[at] &= self.together(at, side, extreme[at], x, H)[0]
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
                seen = now = at[here[at]]
                extreme = mark[side] + self.rule.mark_pass_through * shift
                extreme[now] = self.at_walls(extreme[now], now)
                traded[side, now] += shift[now]
                now = now[self.reaches(side, extreme)[now]]
                paths, free = self.paths[now], self.free_impact(now)
                x = traded[side, now] - free
                if p.walls:
                    p.displace(x, paths)
                near, furthest, _, imbalance, depth, moved = self.together(now, side, extreme[now], x, np.inf)
                now, paths, x, furthest, free = now[near], paths[near], x[near], furthest[near], free[near]
                imbalance, depth, moved = imbalance[near], depth[near], moved[near]
                before = p.displaced[paths].copy()
                after = p.permanent[paths] + p.impact.permanent_share * moved
                p.imbalance[paths], p.log_depth_left[paths], p.permanent[paths] = imbalance, depth, after
                p.displace(x, paths)
                change = self.free_impact(now) - free
                bundle = self.book.take(paths, furthest)
                p.step_fuel[:, paths] += bundle.fuel
                p.step_cash[:, paths] += cash_of_round(bundle, x, before, p.displaced[paths], self.rule.market_fraction)
                p.see_displacement(paths)
                shift[now] += change
                traded[side, now] += change
                when = self.when_extreme[seen]
                traded[side, seen] = p.at_walls(traded[side, seen], self.paths[seen], when, use=True)

    def pass_levels(self, at, traded):
        """The marks of some walks pass the levels on the way to their extremes, in the order of their times."""
        everyone = at
        while at.size:
            (m, m_end), _ = self.bridges(at)
            ways = np.sqrt((m - m_end) ** 2 - 2 * self.spread[:, at])
            found = extremes(m, m_end, self.spread[:, at])
            share, level = np.full((2, at.size), np.inf), np.empty((2, at.size))
            for side, sign in ((DOWN, -1), (UP, 1)):
                next_level = self.book.levels[side][self.paths[at]]
                level[side] = self.pressure.free_level(
                    next_level, self.paths[at], side == DOWN, self.rule.mark_pass_through
                )
                distance = sign * (level[side] - m)
                reached = sign * (found[side] - level[side]) >= 0
                drawn = passage_share(distance, ways[side] - distance, self.variance[at], self.rng)
                share[side] = np.where(distance <= 0, 0.0, np.where(reached, drawn, np.inf))
                level[side] = np.where(distance <= 0, m, level[side])
            side = np.where(share[UP] < share[DOWN], UP, DOWN)
            row = np.arange(at.size)
            goes_on = np.isfinite(share[side, row])
            at, side, m, m_end, ways = (v[..., goes_on] for v in (at, side, m, m_end, ways))
            row = np.arange(at.size)
            share, level = share[:, goes_on][side, row], level[:, goes_on][side, row]
            self.come_to(at, side, share, level, m, m_end, ways)
            marks = np.array([[NEVER], [-NEVER]]) * np.ones(at.size)
            for way in (DOWN, UP):
                going = side == way
                marks[way, going] = self.book.levels[way][self.paths[at[going]]]
            exhausted = settle_some(self.paths[at], self.x[at], self.pressure, self.book, self.rule, marks)
            now = self.x[at] + self.impact(at)
            self.seen[DOWN, at] = np.minimum(self.seen[DOWN, at], now)
            self.seen[UP, at] = np.maximum(self.seen[UP, at], now)
            at = at[~exhausted]
        moved = everyone[self.seen[DOWN, everyone] <= self.seen[UP, everyone]]
        if self.pressure.walls:
            moved = everyone
        _, (p, p_end) = self.bridges(moved)
        low, high = extremes(p, p_end, self.spread[:, moved])
        if self.pressure.walls:  # which are looked at in the middle of what remains
            self.remaining[moved] *= 0.5
            paths = self.paths[moved]
            self.pressure.pass_time(paths, self.remaining[moved] * self.seconds)
            low, high = (self.pressure.at_walls(v, paths, 0.0, use=True) for v in (low, high))
        traded[DOWN, moved] = np.minimum(low, self.seen[DOWN, moved])
        traded[UP, moved] = np.maximum(high, self.seen[UP, moved])

    def come_to(self, at, side, share, level, m, m_end, ways):
        """Time passes until the mark first comes to a level; both its extremes stay where they are."""
        a = np.abs(level - m)
        going = np.flatnonzero(a > 0)
        at, side, share, level, m_end, a = (v[going] for v in (at, side, share, level, m_end, a))
        ways, row = ways[:, going], np.arange(going.size)
        seconds = share * self.remaining[at] * self.seconds
        self.pressure.pass_time(self.paths[at], seconds)
        self.remaining[at] *= 1 - share
        self.variance[at] *= 1 - share
        omega = self.rule.mark_pass_through
        self.x[at] = level - omega * self.free_impact(at)
        apart = level - m_end
        self.spread[side, at] = np.minimum((apart**2 - (ways[side, row] - a) ** 2) / 2, 0)
        self.spread[1 - side, at] = np.minimum((apart**2 - (ways[1 - side, row] + a) ** 2) / 2, 0)
