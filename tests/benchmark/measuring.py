"""What the benchmarks share: calling the program, spreads, the machine, tables."""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORES = len(os.sched_getaffinity(0))


class CannotDoThat(Exception):
    """The program refused a call with exit code 2: another version, which does not know it."""


def call(command, environment=None):
    """Standard output of a command; its error ends this program, unless the command was refused."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False,
                          env={**os.environ, **(environment or {})})
    if done.returncode == 2:
        raise CannotDoThat(done.stderr.strip())
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def run_json(program, scenario, paths, threads, more=(), pinned=False):
    """The one run of `liqcascade run --json` on the CPU. Pinned: to the first core that may be used."""
    command = [program, "run", scenario, "--json", "--quiet", "--backend", "cpu", "--threads", threads,
               "--paths", paths, *more]
    return json.loads(call(on_one_core(command) if pinned else command))["runs"][0]


def on_one_core(command):
    return ["taskset", "-c", min(os.sched_getaffinity(0)), *command]


def wall_and_memory(command):
    """Seconds from start to end of a command, and its peak resident memory [bytes]."""
    start = time.perf_counter()
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def spread(values):
    """Smallest, middle and largest."""
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def machine():
    """Processor, cores and load: what a figure is worth nothing without."""
    info = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    name = next((line.split(": ", 1)[1] for line in info if line.startswith("model name")),
                platform.machine())
    return {"processor": name, "cores": CORES, "load": round(os.getloadavg()[0], 2),
            "kernel": platform.release()}


def machine_text(about):
    return f"{about['processor']}, {about['cores']} cores, load {about['load']}, Linux {about['kernel']}"


def revision_of(program):
    """`liqcascade --version` in one line."""
    return call([program, "--version"]).splitlines()[0]


def table(rows):
    """Rows of words as aligned columns: the first to the left, the others to the right."""
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [str(cell).rjust(width) for cell, width in zip(row, widths)]
        lines.append("  ".join([str(row[0]).ljust(widths[0]), *cells[1:]]).rstrip())
    return "\n".join(lines)
