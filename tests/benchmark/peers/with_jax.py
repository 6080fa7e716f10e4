"""JAX on the CPU: jit, lax.scan over steps, all paths of a batch at once, single precision, JAX's own
generator (threefry) with a key of its own for every step, in log price. All steps are made: a scan has a
fixed length.

On all cores: the CPU as several devices (XLA_FLAGS), the paths shared out with shard_map. On one thread the
process is also pinned to a core.
"""

import os

import contest

race, seed, threads, seconds, repetitions = contest.question()
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = (f"--xla_force_host_platform_device_count={threads} "
                           "--xla_cpu_multi_thread_eigen=false")

import jax  # noqa: E402  (after the flags)
import jax.numpy as jnp  # noqa: E402
from jax.sharding import Mesh, PartitionSpec as P  # noqa: E402

#: Paths of a batch on one device; larger ones leave the cache.
BATCH = 8192


def batch(key):
    """Paths of one batch that reach the upper barrier first, and that reach neither."""
    def step(state, i):
        x, first = state
        x = x + (race.mean + race.deviation * jax.random.normal(jax.random.fold_in(key, i), (BATCH,)))
        first = jnp.where(first != 0, first,
                          jnp.where(x >= race.up, 1, jnp.where(x <= race.down, -1, 0)).astype(jnp.int8))
        return (x, first), None

    start = (jnp.zeros(BATCH, jnp.float32), jnp.zeros(BATCH, jnp.int8))
    (_, first), _ = jax.lax.scan(step, start, jnp.arange(race.steps))
    return jnp.stack([jnp.sum(first == 1), jnp.sum(first == 0)])[None]


def main():
    mesh = Mesh(jax.devices(), ("paths",))
    run = jax.jit(jax.shard_map(lambda keys: batch(keys[0]), mesh=mesh, in_specs=P("paths"),
                                out_specs=P("paths"), check_vma=False))
    state = {"key": jax.random.key(seed)}

    def simulate(paths):
        up, neither = 0, 0
        for _ in range(paths // (BATCH * threads)):
            state["key"], use = jax.random.split(state["key"])
            counts = run(jax.random.split(use, threads))
            counts = jax.device_get(counts).sum(axis=0)
            up, neither = up + counts[0], neither + counts[1]
        return up, neither, paths * race.steps

    contest.compete(f"JAX {jax.__version__}", simulate, BATCH * threads, seconds, repetitions)


main()
