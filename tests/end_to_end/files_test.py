"""The program and the files around it: what it may write, remove and read, and who is told."""

import os
import pathlib
import random
import resource
import shutil
import subprocess
import time

import h5py
import pytest

from cli_test import PROGRAM, SCENARIO, SNAPSHOT
from sanitizers import UNDER_THREAD_SANITIZER, seconds


@pytest.fixture
def folder(tmp_path):
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    (tmp_path / "s.toml").write_text(SCENARIO)
    return tmp_path


def call(folder, *arguments, **options):
    return subprocess.run([PROGRAM, *map(os.fspath, arguments)], cwd=folder, capture_output=True,
                          text=True, errors="surrogateescape", check=False, timeout=seconds(120), **options)


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
        dry.wait(seconds(60))


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


# -- What a call reads ----------------------------------------------------------------------------

OUTSIDE = {
    "no positions": ("topsecret:x:0:0:root\n", "line 1 of this file is no header of positions; accepted: name, side"),
    "a line before": ("# topsecret\n\nname,topsecret\n", "line 3 of this file is no header of positions"),
    "a quote without end": ('"topsecret\n', "line 1 of this file is no header of positions"),
    "another cell": ("name,side,notional,entry,leverage\ntopsecret\n", "line 2 of this file is not a position"),
    "a bad value": ("name,side,notional,entry,leverage\nmine,topsecret,1,1,1\n", "line 2 of this file is not a pos"),
    "a bad name": ("name,side,notional,entry,leverage,venue\ntop:topsecret,long,9,9,9,b\n", "line 2 of this file is not a"),
}


@pytest.mark.parametrize("way", ["absolute", "relative", "link", "linked folder"])
@pytest.mark.parametrize("case", OUTSIDE)
def test_no_message_quotes_a_file_of_positions_outside_of_the_folder(tmp_path, folder, case, way):
    text, problem = OUTSIDE[case]
    other = tmp_path / "other"
    other.mkdir()
    (other / "p.csv").write_text(text)
    inner = folder / "inner"
    inner.mkdir()
    if way == "link":
        (inner / "p.csv").symlink_to(other / "p.csv")
    if way == "linked folder":
        (inner / "data").symlink_to(other)
    name = {"absolute": other / "p.csv", "relative": os.path.relpath(other / "p.csv", inner), "link": "p.csv",
            "linked folder": "data/p.csv"}[way]  # fmt: skip
    (inner / "s.toml").write_text(SCENARIO.replace("market.h5", "../market.h5") + f'[portfolio]\nfile = "{name}"\n')
    done = call(inner, "run", "s.toml", "--dry-run")
    assert done.returncode == 2, done.stderr
    assert "topsecret" not in done.stdout + done.stderr
    assert f'portfolio.file = "{name}": {problem}' in " ".join(done.stderr.split())
    (inner / "q.csv").write_text(text)  # beside the scenario, a message helps with what is written there
    done = call(inner, "run", "s.toml", "--dry-run", "--set", "portfolio.file=q.csv")
    assert done.returncode == 2 and ("topsecret" in done.stderr or case in ("another cell", "a quote without end"))


@pytest.mark.parametrize("name", ["s.toml", "market.h5", "p.csv"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_an_input_is_a_regular_file(folder, name, kind):
    (folder / "p.csv").touch()
    (folder / "s.toml").write_text(SCENARIO + '[portfolio]\nfile = "p.csv"\n')
    (folder / name).unlink()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "device":
        (folder / name).symlink_to("/dev/zero")
    else:
        (folder / name).mkdir()
    if name == "market.h5":  # reached only where the positions can be read
        (folder / "s.toml").write_text(SCENARIO)
    assert name in run(folder, "s.toml", expect=5).stderr


def with_text(folder, report, text):
    """A report whose first run claims to come from this scenario."""
    shutil.copy(folder / "r.h5", folder / report)
    with h5py.File(folder / report, "r+") as file:
        file.attrs.pop("file_sha256", None)
        group = file["runs/000000"]
        original = group.attrs["scenario"]
        group.attrs["scenario"] = original + text
        assert group.attrs["scenario"].endswith(text)


def test_a_scenario_in_a_report_reads_no_file(folder):
    run(folder, "s.toml", "-o", "r.h5")
    (folder / "secret").write_text("root:x:0:0:secret words\n")
    os.mkfifo(folder / "pipe")
    for name in ("secret", "pipe", "/proc/self/environ"):
        with_text(folder, "evil.h5", f'\n[portfolio]\nfile = "{name}"\n')
        for pair in (("r.h5", "evil.h5"), ("evil.h5", "r.h5")):
            done = call(folder, "report", "diff", *pair)
            assert "secret words" not in done.stdout + done.stderr
            assert "LIQCASCADE" not in done.stdout + done.stderr
            assert "accepted only in a scenario file of the command line" in done.stdout + done.stderr


@pytest.mark.parametrize("error", ["ENOLCK", "EROFS", "ENOSYS", "524"])
def test_a_file_system_without_locks_is_good_enough(folder, error):
    if shutil.which("strace") is None:
        pytest.skip("strace is not here, and nothing else makes a lock fail")

    def without_locks(*arguments):
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=flock", "-e",
             f"inject=flock:error={error}", PROGRAM, *arguments], cwd=folder, capture_output=True,
            text=True, check=False, timeout=seconds(120))
        if "ptrace" in done.stderr or "PTRACE" in done.stderr:
            pytest.skip("strace may not trace here")
        assert done.returncode == 0, done.stderr

    without_locks("market", "check", "market.h5")
    without_locks("run", "s.toml", "--backend", "cpu", "--threads", "1", "-o", "r.h5")
    without_locks("report", "show", "r.h5")
    without_locks("run", "s.toml", "--backend", "cpu", "--threads", "1", "--shard", "1/1", "-o",
                  "part.h5")
    without_locks("report", "merge", "part.h5", "-o", "whole.h5")
    assert not [name for name in names(folder) if name.startswith(".")]


def test_without_locks_a_living_holder_is_respected_and_a_dead_one_is_not(folder):
    if shutil.which("strace") is None:
        pytest.skip("strace is not here, and nothing else makes a lock fail")

    def attempt(holder):
        (folder / ".r.h5.lock").write_text(f"liqcascade: process {holder}\n")
        return subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=flock", "-e",
             "inject=flock:error=ENOLCK", PROGRAM, "run", "s.toml", "--backend", "cpu", "--quiet",
             "-o", "r.h5"], cwd=folder, capture_output=True, text=True, check=False, timeout=seconds(120))

    host = os.uname().nodename
    done = attempt(f"{os.getpid()} on {host}")
    if "ptrace" in done.stderr.lower():
        pytest.skip("strace may not trace here")
    assert done.returncode == 5 and f"process {os.getpid()} on {host}" in done.stderr
    assert (done := attempt("7 on another-host")).returncode == 5
    assert "delete the lock file" in done.stderr
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert attempt(f"{gone.pid} on {host}").returncode == 0


def test_a_name_in_another_encoding_is_stored_escaped(folder):
    inner = os.fsencode(folder) + b"/caf\xe9"
    os.mkdir(inner)
    shutil.copy(folder / "market.h5", inner + b"/market-\xff.h5")
    scenario = SCENARIO.replace("market.h5", "../market.h5")
    pathlib.Path(os.fsdecode(inner + b"/s.toml")).write_text(scenario)
    bad = os.fsdecode(inner + b"/bad-\xe9.toml")
    pathlib.Path(bad).write_text("no toml")
    run(folder, os.fsdecode(b"caf\xe9/s.toml"), bad, "-o", "r.h5", expect=1)
    with h5py.File(folder / "r.h5") as report:
        failure = report["runs/000001"].attrs["failure"]
        assert "caf\\xE9/bad-\\xE9.toml" in failure
    for more in ([], ["--json"]):
        done = call(folder, "report", "show", "r.h5", *more)
        assert done.returncode == 0 and "bad-" in done.stdout, done.stderr


def test_a_limit_of_file_sizes_is_an_error_for_standard_output_too(folder):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

    with open(folder / "out.json", "w") as out:
        done = subprocess.run([PROGRAM, "run", "s.toml", "--quiet", "--json"], cwd=folder, stdout=out,
                              stderr=subprocess.PIPE, text=True, check=False, preexec_fn=small_files)
    assert done.returncode == 5 and "standard output: cannot be written" in done.stderr, done.stderr


def test_what_has_the_name_of_a_checkpoint_and_is_none_stays(folder):
    (folder / "r.h5.checkpoint").mkdir()
    said = run(folder, "s.toml", "-o", "r.h5", expect=5).stderr
    assert "r.h5.checkpoint: is not a file" in said
    (folder / "r.h5.checkpoint").rmdir()
    for i in range(3):
        (folder / "r.h5.checkpoint").write_text(f"old {i}")
        assert "is kept as" in run(folder, "s.toml", "-o", "r.h5").stderr
    kept = [folder / f"r.h5.checkpoint.old{more}" for more in ("", ".2", ".3")]
    assert [path.read_text() for path in kept] == ["old 0", "old 1", "old 2"]


# -- Where a call runs ----------------------------------------------------------------------------

STEP = {"SLURM_JOB_ID": "7", "SLURM_STEP_ID": "0", "SLURM_NTASKS": "4", "SLURM_STEP_NUM_TASKS": "4",
        "SLURM_PROCID": "0", "SLURM_LOCALID": "0"}


@pytest.mark.parametrize("environment", [
    STEP, STEP | {"SLURM_PROCID": "3"}, {"SLURM_NTASKS": "4", "SLURM_PROCID": "2"},
    {"PMI_RANK": "1", "PMI_SIZE": "2"}, {"PMIX_RANK": "1"}, {"OMPI_COMM_WORLD_SIZE": "2"},
    {"FLUX_TASK_RANK": "0", "FLUX_JOB_SIZE": "4"}, {"PALS_RANKID": "1"}, {"MPI_LOCALNRANKS": "2"}])
def test_a_task_that_believes_to_be_alone_is_refused(folder, environment):
    environment = os.environ | environment
    said = run(folder, "s.toml", "-o", "out.h5", expect=2, env=environment).stderr
    assert "each would do the whole job" in said and "--shard I/N" in said
    assert "out.h5" not in names(folder)
    run(folder, "s.toml", "--shard", "1/1", "-o", "part.h5", env=environment)


@pytest.mark.parametrize("environment", [
    {"SLURM_JOB_ID": "7", "SLURM_NTASKS": "4", "SLURM_PROCID": "0", "SLURM_LOCALID": "0"},  # sbatch
    {"SLURM_JOB_ID": "7", "SLURM_NTASKS": "4"},  # salloc
    STEP | {"SLURM_STEP_NUM_TASKS": "1"},  # srun --ntasks=1 in a job of four
    {"PMI_RANK": "0", "PMI_SIZE": "1"}, {"OMPI_COMM_WORLD_SIZE": "1"}, {"PMIX_RANK": "0"}, {"FLUX_JOB_SIZE": "4"},
    {"SLURM_NTASKS": "many", "SLURM_PROCID": "0"}])
def test_a_task_that_is_alone_runs(folder, environment):
    run(folder, "s.toml", "-o", "out.h5", env=os.environ | environment)


# -- Going on, and what is left -------------------------------------------------------------------

def stopped(folder, *arguments):
    """A run that was stopped and left a checkpoint."""
    slow = subprocess.Popen([PROGRAM, "run", *arguments, "--paths", "1e9", "--quiet", "--backend",
                             "cpu", "-o", "r.h5"], cwd=folder, stdout=subprocess.DEVNULL)
    while not (folder / ".r.h5.lock").exists():
        assert slow.poll() is None
    time.sleep(seconds(0.5))
    slow.terminate()
    assert slow.wait(seconds(60)) == 143
    assert (folder / "r.h5.checkpoint").exists()


def test_a_checkpoint_is_kept_where_a_run_starts_from_the_beginning(folder):
    stopped(folder, "s.toml")
    checkpoint = (folder / "r.h5.checkpoint").read_bytes()
    said = run(folder, "s.toml", "-o", "r.h5").stderr
    assert "r.h5.checkpoint: is the checkpoint of an unfinished run" in said
    assert "it is kept as r.h5.checkpoint.old" in said
    assert (folder / "r.h5.checkpoint.old").read_bytes() == checkpoint
    assert "r.h5.checkpoint" not in names(folder)
    assert run(folder, "s.toml", "-o", "r.h5").stderr == ""


def test_a_finished_batch_is_not_computed_again(folder):
    (folder / "b.toml").write_text(SCENARIO + '[sweep]\n"price.volatility" = [0.4, 0.8]\n')
    for arguments, printed in ((["b.toml"], True), (["s.toml", "missing.toml"], True),
                               (["b.toml", "--shard", "1/2"], False)):
        expect = 1 if "missing.toml" in arguments else 0
        first = call(folder, "run", *arguments, "-o", "r.h5", "--backend", "cpu")
        assert first.returncode == expect
        before = (folder / "r.h5").stat().st_mtime_ns
        again = call(folder, "run", *arguments, "-o", "r.h5", "--backend", "cpu", "--resume")
        assert again.returncode == expect, again.stderr
        assert "is finished already, nothing is left to do" in again.stderr
        assert bool(again.stdout) == printed
        assert (folder / "r.h5").stat().st_mtime_ns == before
        # other inputs are other work
        other = call(folder, "run", *arguments, "-o", "r.h5", "--seed", "8", "--resume")
        assert "finished already" not in other.stderr
        assert (folder / "r.h5").stat().st_mtime_ns != before


def test_a_flipped_bit_anywhere_in_a_report_is_noticed(folder):
    run(folder, "s.toml", "-o", "r.h5")
    original = (folder / "r.h5").read_bytes()
    right = call(folder, "report", "show", "r.h5", "--json").stdout
    random.seed(11)
    for _ in range(80):
        damaged = bytearray(original)
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        (folder / "d.h5").write_bytes(damaged)
        done = call(folder, "report", "show", "d.h5", "--json")
        assert done.returncode == 2 or (done.returncode == 0 and done.stdout == right)
        assert done.returncode == 2


def test_a_report_that_was_annotated_is_read_once_its_seal_is_gone(folder):
    run(folder, "s.toml", "-o", "r.h5")
    with h5py.File(folder / "r.h5", "r+") as report:
        report.attrs["note"] = "seen"
    done = call(folder, "report", "show", "r.h5")
    assert done.returncode == 2 and "file_sha256" in done.stderr
    with h5py.File(folder / "r.h5", "r+") as report:
        del report.attrs["file_sha256"]
    assert call(folder, "report", "show", "r.h5").returncode == 0


def test_reproducible_bytes_do_not_depend_on_how_a_path_is_typed(folder):
    (folder / "bad.toml").write_text("no toml")
    (folder / "away.toml").write_text(SCENARIO.replace("market.h5", "missing.h5"))
    reports = []
    for prefix in ("", "./", f"../{folder.name}/", f"{folder}/", f"{folder}//"):
        files = [prefix + name for name in ("s.toml", "bad.toml", "away.toml", "gone.toml")]
        run(folder, *files, "--reproducible", "-o", "r.h5", expect=1)
        reports.append((folder / "r.h5").read_bytes())
        with h5py.File(folder / "r.h5") as report:
            assert "missing.h5: does not exist" in report["runs/000002"].attrs["failure"]
    assert len(set(reports)) == 1


@pytest.mark.skipif(UNDER_THREAD_SANITIZER, reason="the sanitizer itself wants terabytes of addresses")
@pytest.mark.parametrize("room", [8, 40, 80, 120, 220, 320])
def test_want_of_memory_is_an_exit_code(folder, room):
    """Room beside the program itself [MiB], which the system could not even start without."""
    kibibytes = (pathlib.Path(PROGRAM).stat().st_size >> 10) + (room << 10)
    done = subprocess.run(["sh", "-c", f"ulimit -v {kibibytes}; exec \"$0\" \"$@\"", PROGRAM,
                           "run", "s.toml", "--backend", "cpu", "--threads", "1", "-o", "r.h5"],
                          cwd=folder, capture_output=True, text=True, check=False, timeout=seconds(120))
    assert done.returncode in (0, 1, 2, 5, 127), done.stderr  # 127: the loader has no room
