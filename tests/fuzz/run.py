#!/usr/bin/python3
"""Runs one fuzz target for some time, from the corpus that is kept (README.md).

    tests/fuzz/run.py TARGET --program FUZZ_READERS [--seconds S] [--folder FOLDER]

FOLDER keeps what libFuzzer found: new inputs in `inputs`, an input that shows a fault in `faults`. The HDF5 library may
crash, which for the program is what a refusal is (library_crash.hpp): the run then goes on with another seed.

Exit code: 0 nothing found, 1 a fault, 2 the target or its corpus is of no use.
"""

import argparse
import gzip
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: Files of the tree that are inputs of a target too, beside those of corpus/TARGET.
SEEDS = {
    "csv": ["tests/host/data/samples/*.csv"],
    "json": ["tests/host/data/samples/*.json"],
    "formats": ["tests/host/data/samples/*.csv", "tests/host/data/samples/*.json"],
    "scenario": ["scenarios/*.toml", "tests/reference/scenarios/*.toml"],
    "market": ["tests/reference/scenarios/bands.h5", "tests/reference/scenarios/bootstrap.h5"],
}
TARGETS = ("checkpoint", "csv", "formats", "json", "market", "packed", "recipe", "report", "scenario")
#: [bytes] Longer inputs show no more, and take longer.
LONGEST_INPUT = {"checkpoint": 1 << 16, "market": 1 << 16, "report": 1 << 19}
LONGEST_OF_OTHERS = 1 << 14
#: An input that takes longer [s], or more memory [MB], is a fault. A packed file may become 64 MiB in any case, which
#: as JSON takes ten times that; sanitizers take two to three times as long and as much.
TIME_LIMIT, MEMORY_LIMIT = 15, 2500
LIBRARY_CRASHED = 77  # library_crash.hpp


def suppressions(sanitizer, folder):
    text = (ROOT / "tests/support/sanitizer_suppressions.txt").read_text(encoding="utf-8")
    file = folder / f"{sanitizer}.suppressions"
    file.write_text("".join(line.split(None, 1)[1] + "\n" for line in text.splitlines()
                            if line.startswith(f"{sanitizer} ")), encoding="utf-8")
    return file


def environment(target, folder):
    common = "allow_addr2line=1:suppressions="
    return {**os.environ, "LIQ_FUZZ": target,
            "ASAN_OPTIONS": f"detect_stack_use_after_return=1:{common}{suppressions('address', folder)}",
            "UBSAN_OPTIONS": f"print_stacktrace=1:{common}{suppressions('undefined', folder)}",
            "LSAN_OPTIONS": f"{common}{suppressions('leak', folder)}"}


def gather_seeds(target, folder):
    seeds = folder / "seeds"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    own = sorted((HERE / "corpus" / target).glob("*"))
    for path in own + [path for pattern in SEEDS.get(target, []) for path in sorted(ROOT.glob(pattern))]:
        content = path.read_bytes()
        if target == "report":
            content = gzip.decompress(content)  # most of it is zeros
        if len(content) <= LONGEST_INPUT.get(target, LONGEST_OF_OTHERS):
            (seeds / path.name).write_bytes(content)
    return seeds


def options_of(target, folder):
    # See `call`.
    memory = 0 if target in ("market", "report") else MEMORY_LIMIT
    options = [f"-timeout={TIME_LIMIT}", f"-rss_limit_mb={memory}", f"-artifact_prefix={folder / 'faults'}/",
               f"-max_len={LONGEST_INPUT.get(target, LONGEST_OF_OTHERS)}"]
    dictionary = HERE / "dictionaries" / f"{target}.dict"
    if dictionary.exists():
        options.append(f"-dict={dictionary}")
    if target in ("market", "report"):
        options.append("-detect_leaks=0")  # HDF5 gives back little of a file that it finds damaged
    return options


def call(program, arguments, surroundings):
    """The HDF5 library allocates what a damaged length says, and fills it. Where it may not, it refuses the file, as it
    does in the child process in which the program reads. A build with sanitizers needs more addresses than that."""
    bound = surroundings["LIQ_FUZZ"] in ("market", "report") and "/build/fuzz/" not in str(program)

    def limit():
        if bound:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT << 20, MEMORY_LIMIT << 20))

    return subprocess.run([program, *map(str, arguments)], env=surroundings, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.STDOUT, errors="replace", check=False, preexec_fn=limit)


def check_corpus(program, target, options, seeds, surroundings):
    """Ends the program if the corpus has a fault, or if no input of it is accepted."""
    done = call(program, [*options, "-runs=0", seeds], surroundings)
    found = re.search(r"(\d+) of \d+ inputs were accepted", done.stdout)
    if done.returncode != 0 or found is None:
        print(done.stdout[-8000:])
        sys.exit(1 if found is not None or "ERROR: " in done.stdout else 2)
    if int(found[1]) == 0:
        print(f"{target}: no input of the corpus is accepted any more; tests/fuzz/make_corpus.py makes it anew")
        sys.exit(2)
    return found[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--program", required=True)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--folder", type=pathlib.Path)
    asked = parser.parse_args()
    folder = (asked.folder or pathlib.Path(asked.program).parent / "found" / asked.target).resolve()
    for name in ("inputs", "faults"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    surroundings, options = environment(asked.target, folder), options_of(asked.target, folder)
    seeds = gather_seeds(asked.target, folder)
    accepted = check_corpus(asked.program, asked.target, options, seeds, surroundings)

    end, executions, coverage, crashes = time.monotonic() + asked.seconds, 0, 0, 0
    while (left := end - time.monotonic()) > 0.5:
        arguments = [*options, f"-max_total_time={max(1, round(left))}", "-reload=0", folder / "inputs", seeds]
        done = call(asked.program, arguments, surroundings)
        lines = re.findall(r"^#(\d+)\s+\w+\s+cov: (\d+)", done.stdout, re.MULTILINE)
        executions += int(lines[-1][0]) if lines else 0
        coverage = max([coverage, *(int(line[1]) for line in lines)])
        if done.returncode == LIBRARY_CRASHED:
            crashes += 1
        elif done.returncode != 0:
            print(done.stdout[-8000:])
            print(f"{asked.target}: a fault; the input is in {folder / 'faults'}")
            sys.exit(1)
    print(f"{asked.target}: {executions} executions, {coverage} places reached, {crashes} crashes of HDF5, no fault; "
          f"of the corpus {accepted}")


if __name__ == "__main__":
    main()
