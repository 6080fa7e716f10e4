"""The program as a whole under the address and undefined behaviour sanitizers.

`tools/test --full` and the continuous integration run this with build/asan/host/liqcascade. With a program that has no
sanitizers the same calls are made, and shown to give the right bytes, exit codes and no crash. LIQ_SANITIZED=1 says that
there must be sanitizers; LIQ_MUTATIONS is the number of damaged inputs of each kind.
"""

import concurrent.futures
import json
import os
import random
import re
import signal
import subprocess
import time

import pytest

import sanitizers
from cli_test import PROGRAM, SNAPSHOT

MUTATIONS = int(os.environ.get("LIQ_MUTATIONS", "12"))
#: The exit codes of a damaged input: it may also have been damaged where it does not matter.
ACCEPTED = {0, 1, 2, 3, 5}

SCENARIO = """
schema = 1
name = "sanitized"
[market]
file = "market.h5"
[simulation]
paths = 1000
horizon = "5d"
step = "2h"
seed = 7
[price]
model = "bates"
variance0 = 0.16
mean_reversion = 4
long_run_variance = 0.16
vol_of_variance = 1
correlation = -0.4
jump_intensity = 12
jump_mean = -0.01
jump_sd = 0.03
[impact]
depth = "market"
[[event]]
name = "race"
kind = "race"
up = 107_000
down = 97_000
[[event]]
name = "low"
kind = "touch"
level = 95_000
[[event]]
name = "late"
kind = "close"
level = 100_000
given = "low.touched"
[[limit]]
metric = "low.touched"
max = 0.9
[portfolio]
file = "positions.csv"
[[position]]
name = "late-long"
side = "long"
notional = 8e6
entry = 101_800
leverage = 25
venue = "stable-margined"
what_if = { stop = 99_300 }
"""
POSITIONS = """name,side,notional,entry,leverage,venue
core,long,25000000,103000,15,stable-margined
hedge,short,12000000,104500,10,coin-margined
"""
BATCH = """
[sweep]
"price.variance0" = [0.09, 0.25]
[[variant]]
name = "no-cascade"
set = { "cascade.enabled" = false }
[[variant]]
name = "wall"
set = { "event.race.up" = 109_000 }
"""
N_RUNS = 5


class Desk:
    """A folder with inputs; its calls look at what the sanitizers have said."""

    def __init__(self, folder, environment=None):
        self.folder = folder
        self.watch = sanitizers.Watch(folder / "sanitizers")
        self.environment = {**self.watch.environment, **(environment or {})}
        (folder / "market.h5").write_bytes(SNAPSHOT.read_bytes())
        (folder / "positions.csv").write_text(POSITIONS)
        (folder / "small.toml").write_text(SCENARIO)
        (folder / "batch.toml").write_text(SCENARIO + BATCH)

    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, errors="replace")

    def end(self, process, accepted):
        out, err = process.communicate(timeout=300)
        faults = self.watch.faults()
        assert not faults, "\n".join(faults) + err
        assert process.returncode in accepted, f"exit {process.returncode}: {err}"
        assert "runtime error" not in err and "Sanitizer" not in err, err
        return out

    def call(self, *arguments, accepted=(0,)):
        return self.end(self.start(*arguments), accepted)

    def report(self, name, *arguments):
        self.call("run", *arguments, "--quiet", "--reproducible", "--backend", "cpu", "-o", name)
        return (self.folder / name).read_bytes()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.skipif(os.environ.get("LIQ_SANITIZED") != "1", reason="LIQ_SANITIZED is not set: any program will do")
def test_the_program_has_sanitizers_and_they_are_at_work():
    assert sanitizers.has_sanitizers(PROGRAM) and sanitizers.sanitizer_answers(PROGRAM)


@pytest.mark.parametrize("said, is_one", [
    ("==1==WARNING: AddressSanitizer failed to allocate 0xff00000000000080 bytes\n", False),
    ("==1==ERROR: AddressSanitizer: allocation-size-too-big (thread T0)\n    #0 malloc\n", False),
    ("==1==WARNING: AddressSanitizer failed to allocate 0xff bytes\n==1==ERROR: AddressSanitizer: heap-use-after-free\n", True),
    ("a.cpp:3:1: runtime error: signed integer overflow\n", True), ("what no one has thought of\n", True), ("", False),
])
def test_no_memory_is_told_from_faults(said, is_one):
    assert sanitizers.is_fault(said) == is_one


def test_a_batch_with_a_sweep_variants_and_a_portfolio(desk):
    said = desk.call("run", "batch.toml", "--json", "--quiet", "--threads", "2", "-o", "r.h5")
    runs = json.loads(said)["runs"]
    assert len(runs) == N_RUNS and all(run["failure"] is None and run["portfolio"] for run in runs)
    assert all(len(run["portfolio"]["positions"]) >= 3 for run in runs)
    for more in ([], ["--run", "2"], ["--json"]):
        assert desk.call("report", "show", "r.h5", *more)
    assert desk.call("run", "batch.toml", "--threads", "2")  # the overview, with progress
    assert desk.call("run", "batch.toml", "--dry-run")


def stopped_at_a_checkpoint(desk, how, code):
    """Stops a batch that has left a checkpoint. Returns what it ran and the checkpoint.

    How many paths it takes to be stopped in time depends on the machine and on the sanitizers.
    """
    for paths in (4000 * 4**i for i in range(8)):
        arguments = ["batch.toml", "--paths", str(paths), "--threads", "2"]
        running = desk.start("run", *arguments, "--quiet", "--reproducible", "--checkpoint-every", "0.1", "-o", "r.h5")
        while running.poll() is None and not (found := list(desk.folder.glob("r.h5*.checkpoint"))):
            time.sleep(0.01)
        running.send_signal(how)
        desk.end(running, {0, code, -how})  # -how: at its very end, when it no longer answers signals
        if running.returncode == code and found and found[0].exists():
            return arguments, found[0]
    raise AssertionError("no batch was long enough to be stopped")


@pytest.mark.parametrize("how, code", [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 143)])
def test_a_stopped_batch_resumes_to_the_same_bytes(desk, how, code):
    arguments, _ = stopped_at_a_checkpoint(desk, how, code)
    assert desk.report("r.h5", *arguments, "--resume") == desk.report("whole.h5", *arguments)


def test_shards_join_to_the_bytes_of_one_process(desk):
    whole = desk.report("whole.h5", "batch.toml")
    for i in (1, 2):
        desk.report(f"part-{i}.h5", "batch.toml", "--shard", f"{i}/2")
    desk.call("report", "merge", "part-2.h5", "part-1.h5", "-o", "joined.h5", "--reproducible", "--quiet")
    assert (desk.folder / "joined.h5").read_bytes() == whole


def test_reports_are_compared(desk):
    desk.report("old.h5", "small.toml")
    desk.report("new.h5", "small.toml", "--set", "price.variance0=0.25", "--set", "market.spot=102000")
    assert "race" in desk.call("report", "diff", "old.h5", "new.h5")
    assert json.loads(desk.call("report", "diff", "old.h5", "new.h5", "--json"))


def test_a_stress_ends_with_an_answer(desk):
    said = desk.call("stress", "small.toml", "--outcome", "low.touched", "--reach", "0.6", "--vary", "impact.exponent",
                     "--paths", "500", "--quiet", accepted=(0, 1))
    assert "impact.exponent" in said


def test_the_other_commands(desk):
    for arguments in (["demo", "--paths", "500"], ["market", "check", "market.h5"], ["market", "inspect", "market.h5"],
                      ["schema", "scenario"], ["schema", "report"], ["--help"]):
        assert desk.call(*arguments)


#: Structures of an HDF5 file; bits that are flipped near them meet more code than bits of data do.
STRUCTURES = re.compile(rb"\x89HDF|OHDR|OCHK|TREE|HEAP|SNOD|GCOL|FRHP|FHDB|BTHD|BTLF|BTIN|FSHD|FADB")
#: What a scenario is made of, to be put where it does not belong.
WORDS = ["1e308", "-1", "0", "nan", "inf", '"', "[", "]", "{", "}", "=", "\n", "\0", "\x1b[31m", "\xff", "9" * 400, "'''",
         "[[event]]\n", "[[limit]]\n", "[sweep]\n", '"1ns"', "99999999d", "true", "given", "file", "."]


def damaged_file(data, seed):
    """The bytes with one to eight of them changed; or cut off, one time in ten."""
    draw = random.Random(seed)
    data = bytearray(data)
    if draw.random() < 0.1:
        return bytes(data[:draw.randrange(len(data))])
    places = [match.start() for match in STRUCTURES.finditer(data)]
    for _ in range(draw.randint(1, 8)):
        near = draw.choice(places) + draw.randrange(512) if places and draw.random() < 0.7 else draw.randrange(len(data))
        at = min(near, len(data) - 1)
        data[at] = draw.choice([data[at] ^ 1 << draw.randrange(8), draw.randrange(256), 0, 255])
    return bytes(data)


def damaged_text(data, seed):
    """A text with some words exchanged, put in or left out, or with changed bytes."""
    draw = random.Random(seed)
    if draw.random() < 0.3:
        return damaged_file(data, seed)
    words = re.split(r"(\s+|[=,\[\]{}])", data.decode())
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(words))
        change = draw.randrange(4)
        if change == 0:
            words[at] = draw.choice(WORDS)
        elif change == 1:
            del words[at]
        elif change == 2:
            words.insert(at, draw.choice(WORDS))
        else:
            words[at] = draw.choice(words)
    return "".join(words).encode("utf-8", errors="surrogateescape")


def market(desk):
    return "market.h5", damaged_file, [("market", "check", "market.h5"), ("market", "inspect", "market.h5"),
                                       ("run", "small.toml", "--dry-run", "--paths", "10")]


def scenario(desk):
    return "batch.toml", damaged_text, [("run", "batch.toml", "--dry-run", "--paths", "10")]


def positions(desk):
    return "positions.csv", damaged_text, [("run", "small.toml", "--paths", "10", "--quiet")]


def report(desk):
    desk.report("r.h5", "batch.toml", "--paths", "100")
    desk.report("same.h5", "batch.toml", "--paths", "100")
    return "r.h5", damaged_file, [("report", "show", "r.h5"), ("report", "diff", "same.h5", "r.h5", "--paths", "10")]


def part(desk):
    for i in (1, 2):
        desk.report(f"{i}.h5", "batch.toml", "--paths", "100", "--shard", f"{i}/2")
    return "1.h5", damaged_file, [("report", "merge", "1.h5", "2.h5", "--quiet", "-o", "joined.h5")]


def checkpoint(desk):
    arguments, file = stopped_at_a_checkpoint(desk, signal.SIGKILL, -signal.SIGKILL)
    return file.name, damaged_file, [("run", *arguments, "--quiet", "-o", "r.h5", "--resume")]


@pytest.mark.parametrize("kind", [market, scenario, positions, report, part, checkpoint])
def test_damaged_inputs_are_refused_or_do_no_harm(tmp_path, kind):
    """Every worker has a folder of its own, in which one file is damaged again and again."""
    workers = os.cpu_count() or 1

    def work(worker):
        folder = tmp_path / str(worker)
        folder.mkdir()
        desk = Desk(folder)
        name, damage, commands = kind(desk)
        whole = (folder / name).read_bytes()
        refused = 0
        for seed in range(worker, MUTATIONS, workers):
            for command in commands:
                (folder / name).write_bytes(damage(whole, seed))
                process = desk.start(*command)
                try:
                    desk.end(process, ACCEPTED)
                except AssertionError as error:
                    raise AssertionError(f"{kind.__name__}, seed {seed}, {' '.join(command)}: {error}") from None
                refused += process.returncode != 0
        return refused

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        assert sum(pool.map(work, range(workers))) > 0
