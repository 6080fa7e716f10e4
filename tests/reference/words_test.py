"""models/law.md 2, 6.2 and 8 to the word: from the random words that the page names, the price models and the order of
visits that it states, the same paths reach the same levels, path by path, as in the program."""

import json
import math
import os
import pathlib
import subprocess

import h5py
import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import poisson

SNAPSHOT = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "btc-2025-06-05.h5"
SEED, PATHS, STEPS, STEP = 0x123456789, 2048, 60, 12 * 3600
YEAR = 365 * 86400
LOW32 = np.uint64(0xFFFFFFFF)
JUMPS = {"jump_up_probability": .4, "jump_up_mean": .05, "jump_down_mean": .08}
MODELS = {
    "gbm": {"volatility": .6, "drift": .3},
    "merton": {"volatility": .5, "jump_intensity": 200, "jump_mean": -.02, "jump_sd": .05},
    "kou": {"volatility": .5, "jump_intensity": 2000, **JUMPS},
    "hawkes": {"volatility": .5, "base_intensity": 100, "initial_intensity": 500, "self_excitation": 200, "decay": 300,
               **JUMPS},
    "heston": {"variance0": .3, "mean_reversion": 4, "long_run_variance": .3, "vol_of_variance": 3, "correlation": -.5},
    "bates": {"variance0": .3, "mean_reversion": 4, "long_run_variance": .3, "vol_of_variance": 3, "correlation": -.5,
              "jump_intensity": 200, "jump_mean": -.02, "jump_sd": .05},
    "bootstrap": {"block": "5d", "volatility": .5, "drift": -.2},
}


def philox(path, block, stream):
    """The four words of a block for every path."""
    path = path.astype(np.uint64)
    word = [path & LOW32, path >> np.uint64(32), np.full(path.shape, block, np.uint64),
            np.full(path.shape, stream, np.uint64)]
    key = [SEED & 0xFFFFFFFF, SEED >> 32]
    for _ in range(10):
        first, second = word[0] * np.uint64(0xD2511F53), word[2] * np.uint64(0xCD9E8D57)
        word = [(second >> np.uint64(32)) ^ word[1] ^ np.uint64(key[0]), second & LOW32,
                (first >> np.uint64(32)) ^ word[3] ^ np.uint64(key[1]), first & LOW32]
        key = [(key[0] + 0x9E3779B9) & 0xFFFFFFFF, (key[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return word


def of_step(path, i, stream):
    return philox(path, i // 4, stream)[i % 4]


def uniform(word):
    return (word + .5) * 2.0**-32


def normal(word):
    size = -ndtri(((word & np.uint64(0x7FFFFFFF)) + .5) * 2.0**-32)
    return np.where(word >> np.uint64(31), -size, size)


class Price:
    """Increments and jumps of X in steps i = 0, 1, ..."""

    def __init__(self, model, p, dt, returns=None, antithetic=False):
        self.model, self.p, self.dt, self.returns, self.antithetic = model, p, dt, returns, antithetic
        self.path = np.arange(PATHS)
        self.v = np.full(PATHS, p.get("variance0", p.get("volatility", 0)**2))
        self.lam = np.full(PATHS, float(p.get("initial_intensity", p.get("jump_intensity", 0))))
        self.place = np.zeros(PATHS, int)

    def move(self, i):
        """The increment of the diffusion, its mean variance, the jumps and how many there are."""
        if self.model == "bootstrap":
            return self.draw_from_history(i), 0 * self.v, 0 * self.v, 0 * self.place
        count = poisson_count(uniform(of_step(self.path, i, 5)), self.lam * self.dt)
        drift = self.p.get("drift", 0) - self.lam * self.excess()
        before = self.v
        if "variance0" in self.p:
            increment = self.heston(i, drift)
        else:
            increment = (drift - self.v / 2) * self.dt + np.sqrt(self.v * self.dt) * self.z(i)
        jump = self.jumps(i, count)
        if self.model == "hawkes":
            base = self.p["base_intensity"]
            kept = math.exp(-self.p["decay"] * self.dt)
            self.lam = np.minimum(base + (self.lam - base) * kept + self.p["self_excitation"] * count, 512 / self.dt)
        return increment, (before + self.v) / 2, jump, count

    def z(self, i):
        if not self.antithetic:
            return normal(of_step(self.path, i, 0))
        return normal(of_step(self.path - self.path % 2, i, 0)) * np.where(self.path % 2, -1, 1)

    def excess(self):
        """E[e^J] - 1."""
        p = self.p
        if "jump_sd" in p:
            return math.exp(p["jump_mean"] + p["jump_sd"]**2 / 2) - 1
        if "jump_up_mean" not in p:
            return 0
        up, down = p["jump_up_mean"], p["jump_down_mean"]
        return p["jump_up_probability"] * up / (1 - up) - (1 - p["jump_up_probability"]) * down / (1 + down)

    def jumps(self, i, count):
        p = self.p
        if "jump_sd" in p:
            return count * p["jump_mean"] + np.sqrt(count) * p["jump_sd"] * normal(philox(self.path, i, 6)[0])
        total = np.zeros(PATHS)
        for j in range(count.max()):
            words = philox(self.path, i, 6 if j < 2 else 255 + j // 2)
            u, second = uniform(words[j % 2 * 2]), words[j % 2 * 2 + 1]
            chance = p["jump_up_probability"]
            up = u < chance
            within = np.where(up, u / chance, (u - chance) / (1 - chance))
            size = -np.log((second + within) * 2.0**-32)
            total += np.where(j < count, np.where(up, p["jump_up_mean"], -p["jump_down_mean"]) * size, 0)
        return total

    def heston(self, i, drift):
        p, dt, v = self.p, self.dt, self.v
        kappa, theta, xi, rho = (p[key] for key in ("mean_reversion", "long_run_variance", "vol_of_variance",
                                                    "correlation"))
        zv, q = normal(of_step(self.path, i, 4)), math.exp(-kappa * dt)
        m = theta + (v - theta) * q
        psi = (v * xi**2 * q * (1 - q) / kappa + theta * xi**2 * (1 - q)**2 / (2 * kappa)) / m**2
        quadratic, two = psi <= 1.5, np.maximum(2 / psi, 1)
        b2 = two - 1 + np.sqrt(two) * np.sqrt(two - 1)
        a = m / (1 + b2)
        none = (psi - 1) / (psi + 1)
        beta = (1 - none) / m
        k = dt / 2 * (kappa * rho / xi - .5)
        k1, k2, k3 = k - rho / xi, k + rho / xi, (1 - rho**2) * dt / 2
        big_a = k2 + k3 / 2
        with np.errstate(all="ignore"):
            jumped = np.where(ndtr(zv) <= none, 0, np.log((1 - none) / ndtr(-zv)) / beta)
            m_of_a = np.where(quadratic, np.exp(big_a * b2 * a / (1 - 2 * big_a * a)) / np.sqrt(1 - 2 * big_a * a),
                              none + beta * (1 - none) / (beta - big_a))
        after = np.where(quadratic, a * (np.sqrt(b2) + zv)**2, jumped)
        self.v = after
        return (drift * dt - np.log(m_of_a) - (k1 + k3 / 2) * v + k1 * v + k2 * after +
                np.sqrt(k3 * (v + after)) * self.z(i))

    def draw_from_history(self, i):
        words = round(self.dt * YEAR / (5 * 86400) * 2**32)
        begins = (of_step(self.path, i, 7) < words) | (i == 0)
        anywhere = (philox(self.path, i, 8)[0] * np.uint64(len(self.returns))) >> np.uint64(32)
        self.place = np.where(begins, anywhere.astype(int), (self.place + 1) % len(self.returns))
        return self.returns[self.place]


def poisson_count(u, mean):
    """The largest N with P(at least N) > u."""
    count = np.zeros(u.shape, int)
    while (more := poisson.sf(count, mean) > u).any():
        count += more
    return count


def first_of(price, up, down, bridge):
    """Paths on which the upper and the lower level are reached first; levels are logs."""
    x, first = np.zeros(PATHS), np.zeros(PATHS, int)

    def visit(at):
        first[(first == 0) & (at >= up)] = 1
        first[(first == 0) & (at <= down)] = -1

    for i in range(STEPS):
        increment, v, jump, count = price.move(i)
        y = x + increment
        if bridge and price.returns is None:
            low, high = ((x + y + sign * np.sqrt((x - y)**2 - 2 * v * price.dt *
                                                 np.log(uniform(of_step(price.path, i, stream))))) / 2
                         for sign, stream in ((-1, 1), (1, 2)))
            visit(np.where(increment > 0, low, high))
            visit(np.where(increment > 0, high, low))
        visit(y)
        x = y + jump
        visit(np.where(count > 0, x, y))
    return [int((first == 1).sum()), int((first == -1).sum())]


def hits_of_program(folder, model, step, monitoring, spot, sampling):
    parameters = "\n".join(f"{key} = {json.dumps(value)}" for key, value in MODELS[model].items())
    (folder / "words.toml").write_text(f"""
schema = 1
name = "words"
market.file = "{SNAPSHOT}"
impact.depth = 1e8
cascade.enabled = false
event = [ {{ name = "race", kind = "race", up = {1.15 * spot}, down = {.85 * spot} }} ]
[simulation]
paths = {PATHS}
horizon = "{STEPS * step}s"
step = "{step}s"
seed = {SEED}
monitoring = "{monitoring}"
sampling = "{sampling}"
[price]
model = "{model}"
{parameters}
""")
    done = subprocess.run([os.environ["LIQCASCADE"], "run", folder / "words.toml", "--json", "--quiet"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [outcome["hits"] for outcome in json.loads(done.stdout)["runs"][0]["outcomes"][:2]]


@pytest.mark.parametrize("monitoring", ["bridge", "step"])
@pytest.mark.parametrize("model", MODELS)
def test_the_program_follows_the_words_of_the_page(tmp_path, model, monitoring):
    compare(tmp_path, model, monitoring)


def test_antithetic_paths_mirror_the_normals_of_the_path_before(tmp_path):
    compare(tmp_path, "kou", "bridge", "antithetic")


def compare(folder, model, monitoring, sampling="independent"):
    with h5py.File(SNAPSHOT) as file:
        spot = float(file["spot"][()])
        returns = np.diff(np.log(file["history/close"][:]))
    step, parameters = (86400, MODELS[model]) if model == "bootstrap" else (STEP, MODELS[model])
    dt = step / YEAR
    wanted = parameters.get("volatility", 0) * math.sqrt(dt)
    returns = returns.mean() + (returns - returns.mean()) * wanted / returns.std()
    returns += parameters.get("drift", 0) * dt - np.log(np.exp(returns).mean())
    price = Price(model, parameters, dt, returns if model == "bootstrap" else None, sampling == "antithetic")
    mine = first_of(price, math.log(1.15), math.log(.85), monitoring == "bridge")
    program = hits_of_program(folder, model, step, monitoring, spot, sampling)
    assert min(mine) > 100
    # A path may differ where the program's single precision rounds it over a level.
    assert max(abs(a - b) for a, b in zip(mine, program)) <= 1, (mine, program)
