"""models/law.md 2: what the market does without forced liquidations.

A price model has `start(n_paths, rng)`, a dictionary of its state over paths, and
`move(state, seconds, rng)`, which draws one step and leaves the state at the step's end.
"""

from dataclasses import dataclass

import numpy as np

YEAR = 365 * 86400.0  # seconds (models/law.md 1)
PSI_C = 1.5  # where Andersen's QE changes from a squared normal to an exponential with an atom
GAMMA1 = GAMMA2 = 0.5  # weights of the variances at both ends


@dataclass
class Move:
    """One step of X: the diffusion first, the jumps at its end (arrays over paths)."""

    diffusion: np.ndarray
    bridge_variance: np.ndarray | float | None  # v dt of the step; None: no bridge
    jump: np.ndarray | None = None  # sum of the log jumps
    jumped: np.ndarray | None = None  # whether any fell


@dataclass(frozen=True)
class Price:
    """What all models share; constant variance unless a model says otherwise."""

    def start(self, n_paths, rng):
        return {}

    def variance_ratio(self, state):
        """v/theta at this moment; None with constant volatility (models/law.md 5, elasticity)."""
        return None


@dataclass(frozen=True)
class Gbm(Price):
    volatility: float  # sigma [per year^0.5]
    drift: float = 0.0  # mu [per year]
    initial_jump: float = 0.0

    def move(self, state, seconds, rng):
        return constant_diffusion(self.drift, self.volatility, state, seconds, rng)


def constant_diffusion(drift, volatility, state, seconds, rng, compensator=0.0):
    """(mu - c - sigma^2/2) dt + sigma sqrt(dt) Z; the compensator may differ between paths."""
    dt = seconds / YEAR
    variance = volatility**2 * dt
    mean = (drift - compensator - volatility**2 / 2) * dt
    diffusion = mean + np.sqrt(variance) * rng.standard_normal(state["n_paths"])
    return Move(diffusion, variance)


@dataclass(frozen=True)
class NormalJumps:
    """J ~ N(mean, sd^2) (Merton 1976)."""

    mean: float
    sd: float

    def excess(self):
        """E[exp J] - 1."""
        return np.exp(self.mean + self.sd**2 / 2) - 1

    def sums(self, counts, rng):
        """The sum of counts[i] jumps, for every i."""
        return counts * self.mean + np.sqrt(counts) * self.sd * rng.standard_normal(counts.size)


@dataclass(frozen=True)
class DoubleExponentialJumps:
    """Up with probability p: exponential of mean a; else down: of mean b (Kou 2002)."""

    up_probability: float
    up_mean: float
    down_mean: float

    def excess(self):
        p = self.up_probability
        return p / (1 - self.up_mean) + (1 - p) / (1 + self.down_mean) - 1

    def sums(self, counts, rng):
        ups = rng.binomial(counts, self.up_probability)
        # a sum of k exponentials of mean a is a Gamma(k) variable times a
        up = np.where(ups > 0, rng.standard_gamma(np.maximum(ups, 1)), 0.0)
        downs = counts - ups
        down = np.where(downs > 0, rng.standard_gamma(np.maximum(downs, 1)), 0.0)
        return self.up_mean * up - self.down_mean * down


def add_jumps(move, jumps, counts, rng):
    """Jumps fall at the end of their step; several count as one move (models/law.md 2)."""
    move.jumped = counts > 0
    move.jump = np.zeros(counts.size)
    if move.jumped.any():
        move.jump[move.jumped] = jumps.sums(counts[move.jumped], rng)
    return move


@dataclass(frozen=True)
class JumpDiffusion(Price):
    """Constant volatility and Poisson jumps: merton and kou."""

    volatility: float
    jump_intensity: float  # lambda [per year]
    jumps: NormalJumps | DoubleExponentialJumps
    drift: float = 0.0
    initial_jump: float = 0.0

    def move(self, state, seconds, rng):
        compensator = self.jump_intensity * self.jumps.excess()
        move = constant_diffusion(self.drift, self.volatility, state, seconds, rng, compensator)
        counts = rng.poisson(self.jump_intensity * seconds / YEAR, state["n_paths"])
        return add_jumps(move, self.jumps, counts, rng)


@dataclass(frozen=True)
class Heston(Price):
    """Andersen (2008): quadratic-exponential scheme with martingale correction.

    With `jump_intensity` and `jumps` it is bates.
    """

    variance0: float
    mean_reversion: float  # kappa [per year]
    long_run_variance: float  # theta
    vol_of_variance: float  # xi
    correlation: float  # rho
    drift: float = 0.0
    initial_jump: float = 0.0
    jump_intensity: float = 0.0
    jumps: NormalJumps | None = None

    def start(self, n_paths, rng):
        return {"variance": np.full(n_paths, float(self.variance0))}

    def variance_ratio(self, state):
        return state["variance"] / self.long_run_variance

    def log_price_weights(self, dt):
        """K1..K4 of Andersen (2008), eq. 33."""
        kappa, xi, rho = self.mean_reversion, self.vol_of_variance, self.correlation
        k1 = GAMMA1 * dt * (kappa * rho / xi - 0.5) - rho / xi
        k2 = GAMMA2 * dt * (kappa * rho / xi - 0.5) + rho / xi
        k3 = GAMMA1 * dt * (1 - rho**2)
        k4 = GAMMA2 * dt * (1 - rho**2)
        return k1, k2, k3, k4

    def next_variance(self, v, dt, exponent, rng):
        """v at the step's end, and ln E[exp(exponent v')] given v (nan where it is infinite)."""
        kappa, theta, xi = self.mean_reversion, self.long_run_variance, self.vol_of_variance
        kept = np.exp(-kappa * dt)
        m = theta + (v - theta) * kept
        s2 = v * xi**2 * kept * (1 - kept) / kappa + theta * xi**2 * (1 - kept) ** 2 / (2 * kappa)
        psi = s2 / m**2
        v_next, log_moment = np.empty(v.shape), np.empty(v.shape)
        low = psi <= PSI_C
        # a (b + Z)^2
        inverse = 2 / psi[low]
        b2 = inverse - 1 + np.sqrt(inverse) * np.sqrt(inverse - 1)
        a = m[low] / (1 + b2)
        v_next[low] = a * (np.sqrt(b2) + rng.standard_normal(a.size)) ** 2
        with np.errstate(invalid="ignore", divide="ignore"):
            rest = 1 - 2 * exponent * a
            log_moment[low] = exponent * b2 * a / rest - 0.5 * np.log(rest)
        # zero with probability p, else exponential of rate beta
        p = (psi[~low] - 1) / (psi[~low] + 1)
        beta = (1 - p) / m[~low]
        u = rng.random(p.size)
        v_next[~low] = np.where(u <= p, 0.0, np.log((1 - p) / (1 - np.maximum(u, p))) / beta)
        with np.errstate(invalid="ignore", divide="ignore"):
            log_moment[~low] = np.log(p + beta * (1 - p) / (beta - exponent))
            log_moment[~low] = np.where(beta > exponent, log_moment[~low], np.nan)
        return v_next, log_moment

    def move(self, state, seconds, rng):
        dt, v = seconds / YEAR, state["variance"]
        k1, k2, k3, k4 = self.log_price_weights(dt)
        v_next, log_moment = self.next_variance(v, dt, k2 + k4 / 2, rng)
        plain = -self.correlation * self.mean_reversion * self.long_run_variance * dt
        plain = plain / self.vol_of_variance
        corrected = -log_moment - (k1 + k3 / 2) * v
        k0 = np.where(np.isfinite(log_moment), corrected, plain)
        noise = np.sqrt(k3 * v + k4 * v_next) * rng.standard_normal(v.size)
        compensator = self.jump_intensity * self.jumps.excess() if self.jumps else 0.0
        diffusion = (self.drift - compensator) * dt + k0 + k1 * v + k2 * v_next + noise
        state["variance"] = v_next
        move = Move(diffusion, (v + v_next) / 2 * dt)
        if self.jumps:
            counts = rng.poisson(self.jump_intensity * dt, v.size)
            move = add_jumps(move, self.jumps, counts, rng)
        return move


@dataclass(frozen=True)
class Hawkes(Price):
    """gbm and kou jumps whose intensity rises by alpha with every jump and decays at rate beta."""

    volatility: float
    base_intensity: float  # lambda_inf [per year]
    self_excitation: float  # alpha [per year]
    decay: float  # beta [per year]
    jumps: DoubleExponentialJumps
    initial_intensity: float | None = None
    drift: float = 0.0
    initial_jump: float = 0.0

    def start(self, n_paths, rng):
        first = self.initial_intensity
        if first is None:
            first = self.decay * self.base_intensity / (self.decay - self.self_excitation)
        return {"intensity": np.full(n_paths, float(first))}

    def move(self, state, seconds, rng):
        dt, intensity = seconds / YEAR, state["intensity"]
        compensator = intensity * self.jumps.excess()
        move = constant_diffusion(self.drift, self.volatility, state, seconds, rng, compensator)
        counts = rng.poisson(intensity * dt)
        base = self.base_intensity
        decayed = base + (intensity - base) * np.exp(-self.decay * dt)
        state["intensity"] = decayed + self.self_excitation * counts
        state["jumps"] = state.get("jumps", 0) + counts
        return add_jumps(move, self.jumps, counts, rng)


@dataclass(frozen=True)
class Bootstrap(Price):
    """Stationary block bootstrap (circular) of historical log returns (Politis & Romano 1994)."""

    returns: np.ndarray  # one a step, in order of time
    block: float  # mean length of a block [s]
    volatility: float | None = None
    drift: float = 0.0
    initial_jump: float = 0.0

    def prepared(self, seconds):
        """Rescaled to sigma if given, then recentred so that E[exp r] = exp(mu dt)."""
        dt, r = seconds / YEAR, self.returns
        if self.volatility is not None:
            r = (r - r.mean()) * (self.volatility * np.sqrt(dt) / r.std())
        return r - np.log(np.exp(r).mean()) + self.drift * dt

    def start(self, n_paths, rng):
        return {"position": rng.integers(0, self.returns.size, n_paths), "first": True}

    def move(self, state, seconds, rng):
        if state["first"]:
            state["first"], state["returns"] = False, self.prepared(seconds)
        else:
            n = self.returns.size
            jump = rng.random(state["n_paths"]) < seconds / self.block
            onward = (state["position"] + 1) % n
            state["position"] = np.where(jump, rng.integers(0, n, onward.size), onward)
        return Move(state["returns"][state["position"]], None)
