"""Prints the summary of `tools/test --full`, tests/last_full_run.txt: where it ran, and how each stage ended.

    tools/summary.py --revision R --started TIME --build BUILD-FOLDER STAGES

STAGES has a line a stage: name, exit code, seconds, the log and the revision, with tabs between them. How many tests
passed, failed and were skipped is read from what ctest, GoogleTest, pytest and tests of the portable folder print.
"""

import argparse
import os
import pathlib
import platform
import re
import subprocess
from collections import Counter

#: How each kind of program that runs tests says how they ended.
PYTEST = re.compile(r"^(?:=+ )?((?:\d+ (?:passed|failed|skipped|errors?|warnings?|xfailed|deselected)(?:, )?)+) in [\d.]+s",
                    re.MULTILINE)
GTEST = re.compile(r"^\[\s+(PASSED|SKIPPED|FAILED)\s+\] (\d+) tests?", re.MULTILINE)
CTEST = re.compile(r"(\d+) tests failed out of (\d+)")
CTEST_SKIPPED = re.compile(r"^\s*\d+ - .* \((?:Skipped|Not Run|Disabled)\)$", re.MULTILINE)
PROGRAMS = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)


def counts_of_pytest(text):
    found = Counter()
    for line in PYTEST.findall(text):
        for number, word in re.findall(r"(\d+) (\w+)", line):
            found[{"error": "failed", "errors": "failed"}.get(word, word)] += int(number)
    return Counter({word: found[word] for word in ("passed", "failed", "skipped") if found[word]})


def counts_of(text):
    """{passed, failed, skipped} of a log; empty where it has no tests."""
    ctest = CTEST.findall(text)
    if ctest:
        # The first run has all tests; those that follow repeat what failed in the one before.
        total, failed = int(ctest[0][1]), int(ctest[-1][0])
        skipped = len(CTEST_SKIPPED.findall(text))
        return Counter(passed=total - failed - skipped, failed=failed, skipped=skipped)
    programs = PROGRAMS.findall(text)
    if programs:
        return Counter(passed=int(programs[-1][0]), failed=int(programs[-1][1]))
    found = counts_of_pytest(text)
    for word, number in GTEST.findall(text):
        found[word.lower()] += int(number)
    return found


def failed_tests(text):
    """Names of what failed, as ctest, GoogleTest and pytest list them."""
    names = re.findall(r"^\s*\d+ - (\S+).* \((?:Failed|Timeout|SEGFAULT|Subprocess \w+)\)", text, re.MULTILINE)
    names += re.findall(r"^FAILED (\S+)", text, re.MULTILINE)
    names += re.findall(r"^\[\s+FAILED\s+\] ([A-Z]\S*\.\S+)", text, re.MULTILINE)
    return sorted(set(names))


def in_words(counts):
    return ", ".join(f"{counts[word]} {word}" for word in ("passed", "failed", "skipped"))


def all_of(*command):
    """What a command prints; nothing if there is no such command."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def first_line(*command):
    return (all_of(*command).splitlines() or ["none"])[0]


def cached(build, name):
    """A variable of the build folder."""
    cache = build / "CMakeCache.txt"
    found = re.search(rf"^{name}:[^=]*=(.*)$", cache.read_text(), re.MULTILINE) if cache.exists() else None
    return found[1] if found else "none"


def compiler_of(build):
    """The C++ compiler of the build folder, which CMake keeps in a file of its own."""
    for file in build.glob("CMakeFiles/*/CMakeCXXCompiler.cmake"):
        if found := re.search(r'^set\(CMAKE_CXX_COMPILER "(.+)"\)$', file.read_text(), re.MULTILINE):
            return found[1]
    return "none"


def machine():
    """Processor, cores and memory."""
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    kilobytes = int(re.search(r"^MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text(), re.MULTILINE)[1])
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return (f"{model[1] if model else platform.machine()}, {len(os.sched_getaffinity(0))} cores, "
            f"{kilobytes / 2**20:.0f} GiB, {system}")


def head(arguments):
    build = arguments.build
    compiler = first_line(compiler_of(build), "--version")
    cuda = re.search(r"release ([\d.]+)", all_of(cached(build, "LIQ_NVCC"), "--version"))
    return "\n".join((
        "tools/test --full",
        f"revision   {arguments.revision}",
        f"date       {arguments.started}",
        f"machine    {machine()}",
        f"card       {first_line('nvidia-smi', '-L')}",
        f"compilers  {compiler} (tests); {first_line('g++', '--version')} (thread sanitizer)",
        f"cuda       {cuda[1] if cuda else 'none'}",
    ))


def stages_of(file):
    """(name, exit code, seconds, text of the log, revision) of each stage."""
    for line in file.read_text().splitlines():
        name, code, seconds, log, revision = line.split("\t")
        yield name, int(code), int(seconds), pathlib.Path(log).read_text(encoding="utf-8", errors="replace"), revision


def table(stages, this_revision):
    """A row a stage; one that was kept from a run of another revision says so."""
    rows = []
    for name, code, seconds, text, revision in stages:
        counts = counts_of(text)
        said = ([in_words(counts)] if counts else []) + ([f"at {revision}"] if revision != this_revision else [])
        rows.append(f"{name:<38} {'passed' if code == 0 else 'FAILED':<7} {seconds:>6} s   {'; '.join(said)}".rstrip())
        rows += [f"    failed: {test}" for test in failed_tests(text)] if code else []
    return "\n".join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--revision", required=True)
    parser.add_argument("--started", required=True)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("stages", type=pathlib.Path)
    arguments = parser.parse_args()
    stages = list(stages_of(arguments.stages))
    print(head(arguments))
    print("\n" + table(stages, arguments.revision))
    inside = arguments.stages.parent / "pytest.log"
    if inside.exists():
        print(f"\nCases of pytest in the stage `tests`, each file one test above: "
              f"{in_words(counts_of_pytest(inside.read_text(errors='replace')))}")
    total = sum(seconds for _, _, seconds, _, _ in stages)
    failed = sum(code != 0 for _, code, _, _, _ in stages)
    print(f"\n{len(stages)} stages, {failed} failed, {total // 3600} h {total % 3600 // 60} min")


if __name__ == "__main__":
    main()
