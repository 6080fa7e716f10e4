"""Ranks of an MPI job: the same bytes for any number of them; nothing is lost when one dies or all are stopped."""

import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

from batch_test import BATCH
from cli_test import PROGRAM, SNAPSHOT
from sanitizers import seconds

CACHE = pathlib.Path(os.environ["LIQ_BUILD_DIR"]) / "CMakeCache.txt"
pytestmark = pytest.mark.skipif(
    "LIQ_MPI:BOOL=ON" not in CACHE.read_text() or shutil.which("mpirun") is None,
    reason="this build has no MPI; tools/setup --mpi installs it")

#: More ranks than cores, also for root: what a test machine is.
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
               "OMPI_MCA_rmaps_base_oversubscribe": "1"}


@pytest.fixture
def folder(tmp_path):
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    broken = BATCH.index('[[variant]]\nname = "far-levels"')
    (tmp_path / "batch.toml").write_text(BATCH[:broken])
    return tmp_path


def command(ranks, name, *arguments):
    start = ["mpirun", "-n", str(ranks)] if ranks else []
    return [*start, PROGRAM, "run", "batch.toml", "--quiet", "--reproducible", "--threads", "1", "-o", name,
            *map(str, arguments)]


def report_of(folder, ranks, name, *arguments):
    done = subprocess.run(command(ranks, name, *arguments), cwd=folder, env=ENVIRONMENT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (folder / name).read_bytes()


def test_every_number_of_ranks_gives_the_same_bytes(folder):
    alone = report_of(folder, 0, "alone.h5")
    for ranks in (1, 2, 3, 7):
        assert report_of(folder, ranks, f"{ranks}.h5") == alone


def test_ranks_that_read_different_inputs_stop_before_they_simulate(folder):
    shutil.copytree(folder, folder / "other")
    text = (folder / "batch.toml").read_text()
    (folder / "other" / "batch.toml").write_text(text.replace("seed = 7", "seed = 8"))
    script = folder / "differ.sh"
    script.write_text('#!/bin/sh\n[ "$OMPI_COMM_WORLD_RANK" = 1 ] && cd other\nexec "$@"\n')
    script.chmod(0o755)
    start, rest = command(2, "r.h5")[:3], command(2, "r.h5")[3:]
    done = subprocess.run([*start, script, *rest], cwd=folder, env=ENVIRONMENT, capture_output=True,
                          text=True, check=False)
    assert done.returncode != 0 and "have read different scenarios" in done.stderr
    assert not (folder / "r.h5").exists()


def ranks_below(pid):
    """Processes of the program that a launcher started, its first child first."""
    listing = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True,
                             check=False).stdout
    return sorted(int(line) for line in listing.split())


#: So long that it can be ended while it runs.
LONG = ("--paths", 200_000, "--checkpoint-every", "0.2")


def job_with_a_checkpoint(folder):
    """Three ranks under way, with a checkpoint."""
    job = subprocess.Popen(command(3, "r.h5", *LONG), cwd=folder, env=ENVIRONMENT, stderr=subprocess.PIPE,
                           stdout=subprocess.DEVNULL, text=True)
    while job.poll() is None and not (folder / "r.h5.checkpoint").exists():
        time.sleep(0.05)
    assert job.poll() is None, "the batch is too short to be ended"
    return job


def require_the_rest(folder):
    """The checkpoint is there, and going on from it gives the bytes of one process."""
    assert (folder / "r.h5.checkpoint").exists()
    assert report_of(folder, 2, "r.h5", *LONG, "--resume") == report_of(folder, 0, "whole.h5", *LONG[:2])


@pytest.mark.parametrize("victim", [1, 0])
def test_a_dead_rank_ends_the_job_and_its_checkpoint_goes_on(folder, victim):
    job = job_with_a_checkpoint(folder)
    os.kill(ranks_below(job.pid)[victim], signal.SIGKILL)
    _, said = job.communicate(timeout=seconds(60))
    assert job.returncode != 0 and "signal 9" in said
    require_the_rest(folder)


def test_a_stopped_job_ends_soon_and_its_checkpoint_goes_on(folder):
    job = job_with_a_checkpoint(folder)
    ranks = ranks_below(job.pid)
    start = time.monotonic()
    # A launcher hands the signal to every rank, and so does a scheduler that ends a job.
    for rank in ranks:
        os.kill(rank, signal.SIGTERM)
    _, said = job.communicate(timeout=seconds(60))
    assert time.monotonic() - start < seconds(6), said  # the ranks take two seconds, the launcher some more
    assert job.returncode == 143, said
    require_the_rest(folder)
