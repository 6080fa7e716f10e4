"""NumPy: a loop over steps, all paths of a block at once, in log price, so that no step needs exp.

Normals come from a PCG64 Generator (ziggurat) in single precision, and every array operation writes into
an array that is there. A block of 8,192 paths stays in the second-level cache. All steps are
made: picking out the undecided paths costs more than it saves unless it is done rarely.

On all cores: one thread a core, each with a Generator spawned from one seed; NumPy releases the lock of the
interpreter while it fills and adds arrays.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

import contest

BLOCK = 8192


def simulate_block(race, rng):
    """Paths of one block that reach the upper barrier first, and that reach neither."""
    x = np.zeros(BLOCK, np.float32)
    increment = np.empty(BLOCK, np.float32)
    outside = np.empty(BLOCK, bool)
    below = np.empty(BLOCK, bool)
    up_first = np.zeros(BLOCK, bool)
    decided = np.zeros(BLOCK, bool)
    mean, deviation = np.float32(race.mean), np.float32(race.deviation)
    up, down = np.float32(race.up), np.float32(race.down)
    for _ in range(race.steps):
        rng.standard_normal(out=increment, dtype=np.float32)
        increment *= deviation
        increment += mean
        x += increment
        np.greater_equal(x, up, out=outside)
        np.less_equal(x, down, out=below)
        outside |= below
        # Few steps decide a path: only then is it worth to ask which barrier it was.
        np.greater(outside, decided, out=outside)
        if outside.any():
            up_first |= outside & (x > 0)
            decided |= outside
    return np.count_nonzero(up_first), BLOCK - np.count_nonzero(decided)


def main():
    race, seed, threads, seconds, repetitions = contest.question()
    generators = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(threads)]
    pool = ThreadPoolExecutor(threads)

    def several(rng, blocks):
        parts = [simulate_block(race, rng) for _ in range(blocks)]
        return sum(p[0] for p in parts), sum(p[1] for p in parts)

    def simulate(paths):
        blocks = paths // (BLOCK * threads)
        parts = list(pool.map(several, generators, [blocks] * threads))
        return sum(p[0] for p in parts), sum(p[1] for p in parts), paths * race.steps

    contest.compete(f"NumPy {np.__version__}", simulate, BLOCK * threads, seconds, repetitions)


main()
