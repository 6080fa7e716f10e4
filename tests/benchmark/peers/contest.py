"""What the Python contestants share: the question, the clock and the form of the answer."""

import json
import math
import sys
import time


class Race:
    """The question, in log price relative to spot, from the command line's JSON."""

    def __init__(self, question):
        self.steps = question["steps"]
        dt = question["years"] / self.steps
        self.mean = (question["drift"] - question["volatility"] ** 2 / 2) * dt
        self.deviation = question["volatility"] * math.sqrt(dt)
        self.up = math.log(question["up"] / question["spot"])
        self.down = math.log(question["down"] / question["spot"])


def question():
    """(race, seed, threads, seconds, repetitions) as compare_peers.py gives them."""
    given = json.loads(sys.argv[1])
    return (Race(given), given["seed"], given["threads"], given["seconds"], given["repetitions"])


def compete(version, simulate, granule, seconds, repetitions):
    """Times `simulate(paths) -> (up first, neither, steps made)` and prints what came out.

    A warm-up, which also compiles, is not counted; a second one finds how many paths fill the time.
    """
    simulate(granule)
    start = time.perf_counter()
    simulate(granule)
    took = time.perf_counter() - start
    paths = granule * max(1, round(seconds / took))
    rows = []
    for _ in range(repetitions):
        start = time.perf_counter()
        up, neither, made = simulate(paths)
        rows.append({"paths": paths, "up": int(up), "neither": int(neither), "path_steps": int(made),
                     "seconds": time.perf_counter() - start})
    print(json.dumps({"version": version, "repetitions": rows}))
