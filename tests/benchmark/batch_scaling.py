"""What a batch of runs costs: throughput against runs, paths, steps, threads and ranks, and the overhead of a
run in a batch of 1,000 tiny ones (tools/bench --batch). Prints Markdown tables.

A batch is one call of `liqcascade run` on a scenario with a [sweep] over volatility and drift: the race of the
peer benchmark with the cascade of the shipped book switched on. Seconds are of the whole process, so that
reading, planning and reporting count; path-steps/s are of all runs together. The overhead of a run is the
wall time of a batch on one thread less the seconds of simulation that its runs state, over the runs. Ranks
are measured where mpirun is found and the program was built with MPI.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

import measuring

RACE = measuring.ROOT / "tests" / "benchmark" / "peers" / "race.toml"
CASCADE = ["--set", "cascade.enabled=true", "--set", "impact.depth={ bid = 512e6, ask = 362e6 }"]
MPIRUN = ["mpirun", "--oversubscribe", *(["--allow-run-as-root"] if os.geteuid() == 0 else [])]
DRIFTS = 25
TARGET_MS = 5


def scenario(folder, runs):
    """The race with a sweep, so that there are `runs` runs with the base run, or a few more."""
    text = RACE.read_text()
    market = (RACE.parent / re.search(r'file = "([^"]+)"', text)[1]).resolve()
    text = re.sub(r'file = "[^"]+"', f'file = "{market}"', text)
    path = pathlib.Path(folder) / f"batch_{runs}.toml"
    if runs > 1:
        drifts = min(runs - 1, DRIFTS)
        volatilities = -(-(runs - 1) // drifts)
        text += '\n[sweep]\n"price.volatility" = ['
        text += ", ".join(f"{0.3 + 0.2 * i / volatilities:.6f}" for i in range(volatilities))
        text += ']\n"price.drift" = ['
        text += ", ".join(f"{-0.5 + i / drifts:.6f}" for i in range(drifts)) + "]\n"
    path.write_text(text)
    return path


def measure(program, folder, runs, paths, steps, threads, ranks=0):
    """A row: one batch, seconds of the whole process and what its runs say of themselves."""
    command = [*(MPIRUN + ["-n", ranks] if ranks else []), program, "run", scenario(folder, runs), "--json",
               "--quiet", "--backend", "cpu", "--threads", threads, "--paths", paths, *CASCADE,
               "--set", f'simulation.horizon="{5 * steps}min"']
    start = time.perf_counter()
    found = json.loads(measuring.call(command))["runs"]
    wall = time.perf_counter() - start
    work = sum(run["paths"] * run["steps"] for run in found)
    return {"runs": len(found), "paths": paths, "steps": steps, "threads": threads, "ranks": ranks or 1,
            "wall_seconds": wall, "path_steps_per_second": work / wall,
            "simulated_seconds": sum(run["seconds"] or 0 for run in found)}


def rows_of(program, folder, scale):
    """The tables by name. `scale` multiplies the numbers of paths."""
    cores = measuring.CORES
    counts = sorted({1, cores, *(2**k for k in range(12) if 2**k < cores)})

    def paths(of):
        return max(1, int(of * scale))

    def row(runs, of, steps, threads=cores, ranks=0):
        return measure(program, folder, runs, paths(of), steps, threads, ranks)

    tables = {
        "runs": [row(runs, 2_000, 288) for runs in (1, 10, 100, 1_000)],
        "paths": [row(10, of, 288) for of in (1_000, 10_000, 100_000)],
        "steps": [row(10, 10_000, steps) for steps in (36, 288, 2_304)],
        "threads": [row(20, 20_000, 288, threads) for threads in counts],
    }
    if shutil.which("mpirun"):
        try:
            tables["ranks"] = [row(20, 20_000, 288, 1, ranks) for ranks in counts]
        except (measuring.CannotDoThat, json.JSONDecodeError):
            # Without MPI each rank is a program of its own, and their documents follow each other.
            print("ranks: not measured, the program was built without MPI", file=sys.stderr)
    return tables


def overhead(program, folder, runs):
    """Milliseconds of a run in a batch of tiny ones on one thread that are not simulation; middle of three."""
    rows = [measure(program, folder, runs, 10, 12, 1) for _ in range(3)]
    of_run = sorted((row["wall_seconds"] - row["simulated_seconds"]) / row["runs"] for row in rows)
    return {"runs": rows[0]["runs"], "paths": 10, "steps": 12, "milliseconds": 1e3 * of_run[1],
            "smallest": 1e3 * of_run[0], "largest": 1e3 * of_run[2], "target": TARGET_MS}


def markdown(rows):
    first = rows[0]["path_steps_per_second"]
    lines = ["| runs | paths | steps | threads | ranks | seconds | M path-steps/s | to the first |",
             "|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for row in rows:
        rate = row["path_steps_per_second"]
        lines.append(f"| {row['runs']:,} | {row['paths']:,} | {row['steps']:,} | {row['threads']} "
                     f"| {row['ranks']} | {row['wall_seconds']:.2f} | {rate * 1e-6:.1f} | {rate / first:.2f} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(prog="tools/bench --batch", description=__doc__)
    parser.add_argument("program", help=argparse.SUPPRESS)
    parser.add_argument("--scale", type=float, default=1.0,
                        help="multiplies the numbers of paths (default 1: some minutes on two cores)")
    parser.add_argument("--runs", type=int, default=1_000,
                        help="of the batch whose overhead is measured (default 1,000)")
    parser.add_argument("--only-overhead", action="store_true", help="nothing but the overhead of a run")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    arguments = parser.parse_args()
    document = {"machine": measuring.machine(), "program": measuring.revision_of(arguments.program)}
    with tempfile.TemporaryDirectory() as folder:
        if not arguments.only_overhead:
            document["tables"] = rows_of(arguments.program, folder, arguments.scale)
        document["overhead"] = overhead(arguments.program, folder, arguments.runs)
    if arguments.json:
        print(json.dumps(document, indent=2))
        return
    print(measuring.machine_text(document["machine"]), document["program"], sep="\n")
    for name, rows in document.get("tables", {}).items():
        print(f"\nagainst {name}\n", markdown(rows), sep="\n")
    of = document["overhead"]
    print(f"\noverhead of a run in a batch of {of['runs']:,} ({of['paths']} paths of {of['steps']} steps, 1 thread): "
          f"{of['milliseconds']:.2f} ms ({of['smallest']:.2f} to {of['largest']:.2f}), target {TARGET_MS} ms "
          f"{'met' if of['milliseconds'] < TARGET_MS else 'MISSED'}")


if __name__ == "__main__":
    main()
