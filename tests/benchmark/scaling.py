"""How time and memory of `liqcascade run` grow: against paths, steps and threads; and what a start takes
(tools/bench --scaling).

The question is the race of the peer benchmark with the cascade of the shipped book switched on. Seconds are
of the simulation alone, as the program reports them; memory is the largest resident set of the process.
"""

import argparse
import json

import measuring

RACE = measuring.ROOT / "tests" / "benchmark" / "peers" / "race.toml"
SHIPPED = measuring.ROOT / "scenarios" / "stress-june-2025.toml"
CASCADE = ["--set", "cascade.enabled=true", "--set", "impact.depth={ bid = 512e6, ask = 362e6 }"]
SHORT_HORIZON = "12h"
REPETITIONS = 3
START_UPS = 21
TARGET_MS = 50


def run(program, paths, horizon, threads):
    """A row: steps, and seconds of simulation of the run in the middle of several."""
    more = [*CASCADE, "--set", f'simulation.horizon="{horizon}"']
    runs = [measuring.run_json(program, RACE, paths, threads, more) for _ in range(REPETITIONS)]
    found = sorted(runs, key=lambda one: one["seconds"])[REPETITIONS // 2]
    return {"paths": paths, "steps": found["steps"], "threads": threads, "seconds": found["seconds"],
            "path_steps_per_second": found["path_steps_per_second"]}


def against_paths(program, largest):
    rows = []
    for paths in (largest // 100, largest // 10, largest):
        row = run(program, paths, SHORT_HORIZON, measuring.CORES)
        command = [program, "run", RACE, "--json", "--quiet", "--backend", "cpu", "--paths", paths, *CASCADE,
                   "--set", f'simulation.horizon="{SHORT_HORIZON}"']
        _, row["peak_bytes"] = measuring.wall_and_memory(command)
        rows.append(row)
    return rows


def against_steps(program, largest):
    return [run(program, largest // 100, horizon, measuring.CORES)
            for horizon in ("12h", "2d", "8d", "32d")]


def against_threads(program, largest):
    counts = sorted({1, measuring.CORES, *(2**k for k in range(12) if 2**k < measuring.CORES)})
    return [run(program, largest // 2, SHORT_HORIZON, threads) for threads in counts]


def start_up(program):
    """Seconds of the whole process, several times; and of the parts, as `bench` sees them."""
    def wall(*words):
        command = [program, "run", SHIPPED, "--backend", "cpu", "--quiet", *words]
        return measuring.spread([measuring.wall_and_memory(command)[0] for _ in range(START_UPS)])

    bench = json.loads(measuring.call([program, "bench", "--json", "--seconds", 0.001,
                                       "--case", "bare-race"]))
    return {"read_and_plan_seconds": wall("--dry-run"), "one_path_seconds": wall("--paths", 1),
            "parts": bench["start_up"], "backends": bench["backends"]}


def scaling_table(rows):
    """Cost is linear where path-steps/s stay what they were in the first row."""
    first = rows[0]["path_steps_per_second"]
    lines = [("paths", "steps", "threads", "seconds", "M path-steps/s", "to the first", "peak memory")]
    for row in rows:
        memory = f"{row['peak_bytes'] / 2**20:.1f} MiB" if "peak_bytes" in row else "-"
        lines.append((f"{row['paths']:,}", f"{row['steps']:,}", row["threads"], f"{row['seconds']:.3f}",
                      f"{row['path_steps_per_second'] * 1e-6:.1f}",
                      f"{row['path_steps_per_second'] / first:.2f}", memory))
    return measuring.table(lines)


def start_up_text(start):
    def milliseconds(seconds):
        return f"{seconds * 1e3:.1f} ms"

    def spread(of):
        return f"{milliseconds(of['median'])} ({milliseconds(of['min'])} to {milliseconds(of['max'])})"

    median = start["read_and_plan_seconds"]["median"]
    target = f"target {TARGET_MS} ms {'met' if median < TARGET_MS / 1e3 else 'MISSED'}"
    lines = ["start, read and plan (--dry-run, whole process): "
             f"{spread(start['read_and_plan_seconds'])}, {target}",
             f"the same with one path and its report: {spread(start['one_path_seconds'])}",
             *(f"  {name.removesuffix('_seconds').replace('_', ' ')}: {milliseconds(seconds)}"
               for name, seconds in start["parts"].items())]
    for backend in start["backends"]:
        lines.append(f"  start of the backend {backend['name']}: " +
                     (backend["missing"] or milliseconds(backend["start_seconds"])))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(prog="tools/bench --scaling", description=__doc__)
    parser.add_argument("program", help=argparse.SUPPRESS)
    parser.add_argument("--paths", type=int, default=1_000_000,
                        help="the largest number of paths (default 1,000,000)")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    arguments = parser.parse_args()
    document = {"machine": measuring.machine(), "program": measuring.revision_of(arguments.program)}
    for name, measure in (("paths", against_paths), ("steps", against_steps), ("threads", against_threads)):
        document[name] = measure(arguments.program, arguments.paths)
    document["start_up"] = start_up(arguments.program)
    if arguments.json:
        print(json.dumps(document, indent=2))
        return
    print(measuring.machine_text(document["machine"]), document["program"], sep="\n")
    for name in ("paths", "steps", "threads"):
        print(f"\nagainst {name}", scaling_table(document[name]), sep="\n")
    print("\n" + start_up_text(document["start_up"]))


if __name__ == "__main__":
    main()
