"""The program and the files around it: what it may write, remove and read, and who is told."""

import os
import pathlib
import shutil
import subprocess

import h5py
import pytest

from cli_test import PROGRAM, SCENARIO, SNAPSHOT


@pytest.fixture
def folder(tmp_path):
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    (tmp_path / "s.toml").write_text(SCENARIO)
    return tmp_path


def call(folder, *arguments, **options):
    return subprocess.run([PROGRAM, *map(os.fspath, arguments)], cwd=folder, capture_output=True,
                          text=True, check=False, timeout=120, **options)


def run(folder, *arguments, expect=0, **options):
    done = call(folder, "run", *arguments, "--quiet", "--backend", "cpu", **options)
    assert done.returncode == expect, done.stderr
    return done


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# -- What a call writes and removes ---------------------------------------------------------------

def test_a_part_may_be_named_like_the_part_of_its_merge(folder):
    run(folder, "s.toml", "--shard", "1/1", "-o", "night.h5.part")
    part = (folder / "night.h5.part").read_bytes()
    done = call(folder, "report", "merge", "night.h5.part", "-o", "night.h5")
    assert done.returncode == 0, done.stderr
    assert (folder / "night.h5.part").read_bytes() == part
    assert call(folder, "report", "show", "night.h5").returncode == 0


def test_nothing_is_written_through_a_link(folder):
    (folder / "diary").write_text("my own")
    (folder / "r.h5.part").symlink_to("diary")
    run(folder, "s.toml", "-o", "r.h5")
    assert (folder / "diary").read_text() == "my own"
    assert (folder / "r.h5.part").is_symlink()


@pytest.mark.parametrize("name", ["q.h5", "q.h5.part", "q.h5.checkpoint", "q.h5.lock"])
def test_a_dry_run_touches_nothing(folder, name):
    (folder / name).write_text("my own")
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    folder_time = folder.stat().st_mtime_ns
    run(folder, "s.toml", "--dry-run", "-o", "q.h5")
    assert {path.name: (path.stat().st_mtime_ns, path.read_bytes())
            for path in folder.iterdir()} == before
    assert folder.stat().st_mtime_ns == folder_time


def test_a_dry_run_beside_a_run_leaves_its_report_whole(folder):
    stop = folder / "stop"
    dry = subprocess.Popen(["sh", "-c", f"while [ ! -e {stop} ]; do '{PROGRAM}' run s.toml --dry-run "
                            "-o r.h5 >/dev/null 2>&1; done"], cwd=folder)
    try:
        for _ in range(15):
            run(folder, "s.toml", "-o", "r.h5")
            with h5py.File(folder / "r.h5") as report:
                assert report.attrs["complete"] == 1
    finally:
        stop.touch()
        dry.wait(60)


def test_two_runs_cannot_write_one_report(folder):
    slow = subprocess.Popen([PROGRAM, "run", "s.toml", "--paths", "1e9", "--quiet", "-o", "r.h5"],
                            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not (folder / ".r.h5.lock").exists():
            assert slow.poll() is None
        while f"process {slow.pid} on " not in (folder / ".r.h5.lock").read_text():
            assert slow.poll() is None
        said = run(folder, "s.toml", "-o", "./r.h5", expect=5).stderr
        assert f"./r.h5: is being written by process {slow.pid} on {os.uname().nodename}" in said
        assert run(folder, "s.toml", "--dry-run", "-o", "r.h5").stderr == ""
    finally:
        slow.kill()
        slow.wait()
    run(folder, "s.toml", "-o", "r.h5")  # the lock of a process that was killed is taken over
    assert ".r.h5.lock" not in names(folder)


def inputs(folder):
    """A batch of a scenario whose positions are wrong, and of one that is no TOML."""
    (folder / "p.csv").write_text("name,side,notional,entry,leverage\nmine,long,1000,100000,10\n")
    (folder / "s.toml").write_text(SCENARIO + '[portfolio]\nfile = "p.csv"\n')
    (folder / "bad.toml").write_text("schema = 1\nno toml")
    return ["s.toml", "bad.toml"]


@pytest.mark.parametrize("name", ["s.toml", "bad.toml", "market.h5", "p.csv"])
@pytest.mark.parametrize("way", ["plain", "other path", "symbolic link", "hard link", "dry run"])
def test_an_output_is_no_input(folder, name, way):
    scenarios = inputs(folder)
    output = f"../{folder.name}/{name}" if way == "other path" else name
    if way.endswith("link"):
        output = "out.h5"
        (os.symlink if way == "symbolic link" else os.link)(folder / name, folder / output)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    more = ["--dry-run"] if way == "dry run" else []
    said = run(folder, *scenarios, *more, "-o", output, expect=2).stderr
    assert f"-o {output}: is an input (" in said
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["y.checkpoint", "y.checkpoint.old", ".y.lock"])
def test_what_is_kept_beside_an_output_is_no_input(folder, name):
    (folder / "s.toml").rename(folder / name)
    assert f"would overwrite {name}" in run(folder, name, "-o", "y", expect=2).stderr
    assert (folder / name).read_text() == SCENARIO


def test_a_merge_does_not_replace_its_parts(folder):
    run(folder, "s.toml", "--shard", "1/1", "-o", "part.h5")
    (folder / "again.h5").hardlink_to(folder / "part.h5")
    for output in ("part.h5", "again.h5"):
        done = call(folder, "report", "merge", "part.h5", "-o", output)
        assert done.returncode == 2 and "is an input" in done.stderr
    assert h5py.File(folder / "part.h5").attrs["filetype"] == "liqcascade-part"
