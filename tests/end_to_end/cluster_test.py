"""The examples of tools/cluster do what one process does: the commands of array and pods are run as they stand."""

import os
import pathlib
import shutil
import subprocess

import h5py
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ["LIQCASCADE"])
CLUSTER = ROOT / "tools" / "cluster"
SHARDS = 2
CPUS = len(os.sched_getaffinity(0))

RUN_HELP = subprocess.run([PROGRAM, "run", "--help"], capture_output=True, text=True, check=True).stdout
shards = pytest.mark.skipif("--shard" not in RUN_HELP, reason="`liqcascade run` has no --shard")

#: One task, bound to as many CPUs as srun is told; it inherits no --cpus-per-task (Slurm 22.05 and later).
SRUN = """#!/bin/bash
cpus=1
while [[ $1 == --* ]]; do
    case $1 in
        --cpus-per-task=*) cpus=${1#*=} ;;
        --ntasks=1 | --mpi=none) ;;
        *) echo "srun: unrecognized option '$1'" >&2; exit 1 ;;
    esac
    shift
done
echo "$cpus: $*" >>"$COMMANDS_SEEN"
SLURM_STEP_NUM_TASKS=1 SLURM_NTASKS=1 SLURM_PROCID=0 exec taskset -c "0-$((cpus - 1))" "$@"
"""

#: All ranks but one are left out: the program sees no MPI, and does the work of all.
MPIRUN = """#!/bin/bash
echo "$*" >>"$COMMANDS_SEEN"
while [ "$1" != --bind-to ]; do shift; done
shift 2
if [ "$1" = -x ]; then shift 2; fi
exec "$@"
"""


@pytest.fixture
def volume(tmp_path):
    """A folder that every node sees, with two scenarios of few paths and a stand-in for srun."""
    (tmp_path / "scenarios").mkdir()
    shutil.copy(ROOT / "scenarios" / "btc-2025-06-05.h5", tmp_path / "scenarios")
    text = (ROOT / "scenarios" / "stress-june-2025.toml").read_text()
    for name in ("one", "two"):
        (tmp_path / "scenarios" / f"{name}.toml").write_text(
            text.replace('name = "stress-june-2025"', f'name = "{name}"').replace('step = "5min"', 'step = "6h"')
            .replace("paths = 100_000", "paths = 2_000"))
    commands = tmp_path / "commands"
    commands.mkdir()
    for name, text in (("srun", SRUN), ("mpirun", MPIRUN)):
        (commands / name).write_text(text)
        (commands / name).chmod(0o755)
    (commands / "liqcascade").symlink_to(PROGRAM)
    return tmp_path


def environment(volume, **more):
    return {**os.environ, "PATH": f"{volume / 'commands'}:{os.environ['PATH']}",
            "COMMANDS_SEEN": str(volume / "seen"), **more}


def seen(volume):
    return (volume / "seen").read_text().splitlines()


def hits(report):
    with h5py.File(report) as file:
        return [run["hits"][...].tolist() for run in file["runs"].values()]


def as_one_process(volume):
    report = volume / "single.h5"
    subprocess.run([PROGRAM, "run", *sorted((volume / "scenarios").glob("*.toml")), "-o", report, "--quiet"],
                   capture_output=True, check=True)
    return hits(report)


def array_task(volume, task, *arguments, **more):
    slurm = {"SLURM_ARRAY_TASK_ID": task, "SLURM_ARRAY_TASK_MIN": 1, "SLURM_ARRAY_TASK_MAX": SHARDS,
             "SLURM_ARRAY_TASK_COUNT": SHARDS, "SLURM_ARRAY_JOB_ID": 7, "SLURM_CPUS_PER_TASK": CPUS} | more
    return subprocess.run([CLUSTER / "slurm-array.sh", *arguments], capture_output=True, text=True, check=False,
                          env=environment(volume, **{name: str(value) for name, value in slurm.items()}))


@shards
def test_a_slurm_array_gives_the_report_of_one_process(volume):
    scenarios = sorted((volume / "scenarios").glob("*.toml"))
    report = volume / "report.h5"
    for task in range(1, SHARDS + 1):
        done = array_task(volume, task, *scenarios, report)
        assert done.returncode == 0, done.stderr
    joined = array_task(volume, 0, "--merge", report)
    assert joined.returncode == 0, joined.stderr
    assert hits(report) == as_one_process(volume)
    assert len(seen(volume)) == SHARDS
    assert all(line.startswith(f"{CPUS}: ") and f" --threads {CPUS} " in line for line in seen(volume))


def test_a_slurm_array_that_was_allotted_no_cpus_by_number_takes_one(volume):
    done = array_task(volume, 1, volume / "scenarios" / "one.toml", volume / "report.h5", SLURM_CPUS_PER_TASK="")
    assert done.returncode == 0, done.stderr
    assert seen(volume)[0].startswith("1: ") and " --threads 1 " in seen(volume)[0]


def ranks(volume, *arguments, **more):
    return subprocess.run([CLUSTER / "mpi-run.sh", *map(str, arguments)], capture_output=True, text=True,
                          check=False, env=environment(volume, **more))


def test_ranks_of_one_node_share_its_cores_and_give_the_report_of_one_process(volume):
    scenarios = sorted((volume / "scenarios").glob("*.toml"))
    report = volume / "report.h5"
    done = ranks(volume, CPUS, *scenarios, report)
    assert done.returncode == 0, done.stderr
    assert hits(report) == as_one_process(volume)
    assert f"ppr:{CPUS}:node" in seen(volume)[0] and " --threads 1 " in seen(volume)[0]


def test_threads_of_a_rank_can_be_said_and_are_never_none(volume):
    scenario, report = volume / "scenarios" / "one.toml", volume / "report.h5"
    for asked, variables, threads in ((10 * CPUS, {}, 1), (8, {"RANKS_PER_NODE": "1"}, CPUS), (4, {"THREADS": "3"}, 3)):
        assert ranks(volume, asked, scenario, report, **variables).returncode == 0
        assert f" --threads {threads} " in seen(volume)[-1] and "HDF5" not in seen(volume)[-1]


def test_a_slurm_array_with_gaps_is_refused(volume):
    done = array_task(volume, 2, volume / "scenarios" / "one.toml", volume / "report.h5",
                      SLURM_ARRAY_TASK_COUNT=SHARDS - 1)
    assert done.returncode == 2 and "1-N" in done.stderr


def kubernetes_jobs(volume):
    yaml = pytest.importorskip("yaml", reason="python3-yaml is not installed; tools/setup installs it")
    manifest = (CLUSTER / "kubernetes-job.yaml").read_text().replace("/data", str(volume))
    return {job["metadata"]["labels"]["step"]: job for job in yaml.safe_load_all(manifest)}


def container(job):
    return job["spec"]["template"]["spec"]["containers"][0]


def test_the_kubernetes_manifest_counts_its_shards_once(volume):
    jobs = kubernetes_jobs(volume)
    variables = {entry["name"]: entry.get("value") for entry in container(jobs["shards"])["env"]}
    assert jobs["shards"]["spec"]["completionMode"] == "Indexed"
    assert int(variables["SHARDS"]) == jobs["shards"]["spec"]["completions"]


@shards
def test_kubernetes_pods_give_the_report_of_one_process(volume):
    jobs = kubernetes_jobs(volume)

    def pod(step, **variables):
        what = container(jobs[step])
        for entry in what.get("env", []):
            if "valueFrom" in entry:
                asked = entry["valueFrom"]["resourceFieldRef"]
                assert asked["containerName"] == what["name"]
                kind, resource = asked["resource"].split(".")
                variables[entry["name"]] = what["resources"][kind][resource]
        subprocess.run([*what["command"], *what["args"]], check=True, capture_output=True,
                       env=environment(volume, **variables))

    for index in range(SHARDS):
        pod("shards", JOB_COMPLETION_INDEX=str(index), SHARDS=str(SHARDS))
    pod("merge")
    assert hits(volume / "report.h5") == as_one_process(volume)
