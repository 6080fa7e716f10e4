"""The nightly recipe of tools/nightly: two nights, retention, a lock, failures, the units of systemd."""

import fcntl
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import h5py
import pytest

from sanitizers import seconds

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ["LIQCASCADE"]
NIGHTLY = ROOT / "tools" / "nightly"
RUN_NIGHT = NIGHTLY / "run-night"

SCENARIO = """
schema = 1
name = "{name}"

[market]
file = "market.h5"

[simulation]
paths = 2000
horizon = "2d"
step = "1h"
seed = 7

[price]
model = "gbm"
volatility = {volatility}

[impact]
depth = 100e6

[[event]]
name = "low"
kind = "touch"
level = 97_000
"""

LIMIT = """
[[limit]]
metric = "low.touched"
max = {limit}
"""


def help_of(*command):
    return subprocess.run([PROGRAM, *command, "--help"], capture_output=True, text=True, check=True).stdout


#: What the recipe needs of the program. Where it is not there, nights are not tested.
LACKING = [option for option in ("--resume", "--fail-on-limit") if option not in help_of("run")]
nights = pytest.mark.skipif(bool(LACKING), reason=f"`liqcascade run` has no {' and no '.join(LACKING)}")


@pytest.fixture
def desk(tmp_path):
    """A folder of two scenarios, one with a limit that is far away."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(ROOT / "scenarios" / "btc-2025-06-05.h5", folder / "market.h5")
    (folder / "wild.toml").write_text(SCENARIO.format(name="wild", volatility=0.9))
    (folder / "mild one.toml").write_text(SCENARIO.format(name="mild", volatility=0.4)
                                          + LIMIT.format(limit=0.999))
    return tmp_path


def command(desk, date, *options, more=()):
    return [RUN_NIGHT, "--program", PROGRAM, "--date", date, *options, desk / "scenarios", desk / "nights",
            "--", "--backend", "cpu", *more]


def night(desk, date, *options, more=()):
    return subprocess.run(command(desk, date, *options, more=more), capture_output=True, text=True,
                          timeout=seconds(120), check=False)


def status(desk):
    lines = (desk / "nights" / "status").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def visible(desk):
    return sorted(path.name for path in (desk / "nights").iterdir() if not path.name.startswith("."))


@nights
def test_two_nights_leave_two_reports_a_comparison_and_a_status(desk):
    first = night(desk, "2026-01-01")
    assert first.returncode == 0, (desk / "nights" / "2026-01-01.log").read_text()
    assert status(desk)["comparison"] == "none"
    (desk / "scenarios" / "wild.toml").write_text(SCENARIO.format(name="wild", volatility=1.1))
    assert night(desk, "2026-01-02").returncode == 0
    assert visible(desk) == ["2026-01-01.h5", "2026-01-01.log", "2026-01-02.diff", "2026-01-02.h5",
                             "2026-01-02.log", "status"]
    now = status(desk)
    assert (now["state"], now["exit_code"], now["night"], now["scenarios"]) == ("ok", "0", "2026-01-02", "2")
    assert now["report"].endswith("nights/2026-01-02.h5")
    with h5py.File(desk / "nights" / "2026-01-02.h5") as report:
        assert len(report["runs"]) == 2
    assert "volatility" in (desk / "nights" / "2026-01-02.diff").read_text()


@nights
def test_a_breached_limit_is_exit_code_3_with_a_report(desk):
    (desk / "scenarios" / "wild.toml").write_text(SCENARIO.format(name="wild", volatility=0.9)
                                                  + LIMIT.format(limit=0.001))
    assert night(desk, "2026-01-01").returncode == 3
    assert status(desk)["state"] == "limit_breached"
    assert (desk / "nights" / "2026-01-01.h5").exists()


@nights
def test_the_status_says_both_that_a_limit_is_breached_and_that_a_run_failed(desk):
    (desk / "scenarios" / "wild.toml").write_text(SCENARIO.format(name="wild", volatility=0.9)
                                                  + LIMIT.format(limit=0.001))
    (desk / "scenarios" / "wrong.toml").write_text("schema = 1\n")
    assert night(desk, "2026-01-01").returncode == 3
    now = status(desk)
    assert (now["state"], now["failed_runs"], now["breached_limits"]) == ("limit_breached_and_failed", "1", "1")


@nights
def test_only_so_many_nights_are_kept(desk):
    folder = desk / "nights"
    folder.mkdir()
    for name in ("2025-12-01.log", ".2025-12-01.part.h5.checkpoint", "notes.h5"):
        (folder / name).write_text("of a night that failed, or of somebody else")
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        assert night(desk, day, "--keep", "2", more=["--paths", "100"]).returncode == 0
    left = visible(desk)
    assert [name for name in left if name.endswith(".h5")] == ["2026-01-02.h5", "2026-01-03.h5", "notes.h5"]
    assert not [name for name in left if name.startswith(("2025", "2026-01-01"))]
    assert not (folder / ".2025-12-01.part.h5.checkpoint").exists()


@nights
def test_a_stopped_night_is_resumed_by_the_same_command(desk):
    long = ["--paths", "600000", "--threads", "1"]
    running = subprocess.Popen(command(desk, "2026-01-01", more=long))
    log = desk / "nights" / "2026-01-01.log"
    deadline = time.monotonic() + seconds(20)
    while time.monotonic() < deadline and "begins" not in (log.read_text() if log.exists() else ""):
        time.sleep(0.02)
    time.sleep(0.2)
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=seconds(30)) == 143
    assert status(desk)["state"] == "stopped"
    assert "2026-01-01.h5" not in visible(desk)
    assert night(desk, "2026-01-01", more=long).returncode == 0
    with h5py.File(desk / "nights" / "2026-01-01.h5") as report:
        assert [int(run.attrs["paths"]) for run in report["runs"].values()] == [600000, 600000]


def test_wrong_scenarios_fail_the_night_and_leave_older_reports_alone(desk):
    folder = desk / "nights"
    folder.mkdir()
    (folder / "2025-12-31.h5").write_text("an older report")
    (desk / "scenarios" / "mild one.toml").unlink()
    (desk / "scenarios" / "wild.toml").write_text("schema = 1\nname = \"wild\"\n")
    assert night(desk, "2026-01-01", "--keep", "1").returncode == 2
    assert status(desk)["state"] == "failed" and status(desk)["exit_code"] == "2"
    assert visible(desk) == ["2025-12-31.h5", "2026-01-01.log", "status"]


@nights
def test_one_wrong_scenario_fails_the_night_and_the_others_are_reported(desk):
    folder = desk / "nights"
    folder.mkdir()
    (folder / "2025-12-31.h5").write_text("an older report, which cannot be compared with")
    (desk / "scenarios" / "wild.toml").write_text("schema = 1\nname = \"wild\"\n")
    assert night(desk, "2026-01-01", "--keep", "1").returncode == 1
    assert status(desk)["state"] == "failed" and status(desk)["comparison"] == "failed"
    assert visible(desk) == ["2025-12-31.h5", "2026-01-01.h5", "2026-01-01.log", "status"]


def test_nights_do_not_overlap(desk):
    folder = desk / "nights"
    folder.mkdir()
    with open(folder / ".lock", "a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        done = night(desk, "2026-01-01")
    assert done.returncode == 75 and "still running" in done.stderr
    assert visible(desk) == []


@pytest.fixture
def no_locks(tmp_path):
    """An environment in which flock fails as on NFS without a lock daemon, for the script and for HDF5."""
    source, library = tmp_path / "no_locks.cpp", tmp_path / "no_locks.so"
    source.write_text("#include <cerrno>\n"
                      'extern "C" int flock(int, int) { errno = ENOLCK; return -1; }\n')
    subprocess.run([os.environ.get("LIQ_CXX", "c++"), "-shared", "-fPIC", "-o", library, source], check=True)
    return {**os.environ, "LD_PRELOAD": str(library)}


def test_an_output_folder_without_locks_is_told_from_a_night_that_runs(desk, no_locks):
    done = subprocess.run(command(desk, "2026-01-01"), env=no_locks, capture_output=True, text=True,
                          timeout=seconds(120), check=False)
    assert done.returncode == 5 and "grants no lock" in done.stderr and "--lock" in done.stderr, done.stderr
    assert "No locks available" in done.stderr
    assert visible(desk) == []


def test_the_lock_may_lie_elsewhere(desk):
    lock = desk / "local.lock"
    assert night(desk, "2026-01-01", "--lock", lock, more=["--paths", "100"]).returncode == 0
    assert not (desk / "nights" / ".lock").exists()
    with open(lock, "a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert night(desk, "2026-01-02", "--lock", lock).returncode == 75
    assert night(desk, "2026-01-02", "--lock", desk / "none" / "lock").returncode == 5


@pytest.mark.parametrize("arguments, code, words", [
    ([], 2, "folder of scenarios"), (["a", "b", "c"], 2, "folder of scenarios"),
    (["--keep", "0", "scenarios", "out"], 2, "--keep = 0"), (["--date", "today", "scenarios", "out"], 2, "--date"),
    (["--nope", "scenarios", "out"], 2, "--nope"), (["--program", "/none", "scenarios", "out"], 2, "/none"),
    (["nowhere", "out"], 5, "nowhere"), (["--keep"], 2, "--keep"),
])
def test_wrong_calls_are_refused_before_anything_is_written(desk, arguments, code, words):
    options = [] if "--program" in arguments else ["--program", PROGRAM]
    done = subprocess.run([RUN_NIGHT, *options, *arguments], cwd=desk, capture_output=True, text=True,
                          check=False)
    assert done.returncode == code and words in done.stderr, done.stderr
    assert not (desk / "out").exists()


def test_an_empty_folder_of_scenarios_is_a_failure(desk):
    for scenario in (desk / "scenarios").glob("*.toml"):
        scenario.unlink()
    done = night(desk, "2026-01-01")
    assert done.returncode == 2 and "there is no *.toml" in done.stderr


def test_systemd_takes_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed; tools/setup installs it")
    units = []
    for unit in sorted(NIGHTLY.glob("liqcascade-night.*")):
        # The command is looked for, too; here it lies elsewhere.
        text, changed = re.subn("/usr/lib/liqcascade/run-night", str(RUN_NIGHT), unit.read_text())
        assert changed == (unit.suffix == ".service")
        (tmp_path / unit.name).write_text(text)
        units.append(tmp_path / unit.name)
    assert len(units) == 2
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0 and done.stderr == "", done.stderr
