"""Numba: the loop of a path, compiled, in log price; a path ends where it is decided (only the steps that
were made are counted as path-steps).

Normals come from NumPy Generators (PCG64, ziggurat), whose methods Numba compiles in, and which are twice
as fast there as numpy.random. A Generator must not be shared by threads, so prange goes over as many
Generators as there are threads.
"""

import numba
import numpy as np

import contest


@numba.njit(parallel=True, fastmath=True)
def simulate_paths(generators, paths_each, steps, mean, deviation, up, down):
    """Of all paths: up first, neither, and the steps that were made."""
    up_first, neither, made = 0, 0, 0
    for i in numba.prange(len(generators)):
        rng = generators[i]
        for _ in range(paths_each):
            x = 0.0
            step = 0
            while step < steps:
                x += mean + deviation * rng.standard_normal()
                step += 1
                if x >= up or x <= down:
                    break
            up_first += x >= up
            neither += (x > down) and (x < up)
            made += step
    return up_first, neither, made


def main():
    race, seed, threads, seconds, repetitions = contest.question()
    numba.set_num_threads(threads)
    generators = tuple(np.random.default_rng(s)
                       for s in np.random.SeedSequence(seed).spawn(threads))

    def simulate(paths):
        return simulate_paths(generators, paths // threads, race.steps, race.mean, race.deviation,
                              race.up, race.down)

    contest.compete(f"Numba {numba.__version__}", simulate, 256 * threads, seconds, repetitions)


main()
