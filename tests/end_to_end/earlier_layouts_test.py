"""Reports of every earlier layout stay readable: real ones of golden/, and ones from which is taken what a layout lacked.

A report is kept in golden/ as the program of its day wrote it, as report-MAJOR.MINOR.h5.gz. When the layout gets another
minor version, a report of the version before joins them.
"""

import gzip
import json
import pathlib
import re
import shutil
import subprocess

import h5py
import pytest

from cli_test import PROGRAM, SCENARIO, SNAPSHOT

GOLDEN = sorted((pathlib.Path(__file__).parent / "golden").glob("report-*.h5.gz"))
QUANTITIES = ("largest_5min_both", "largest_5min_long", "largest_5min_short", "largest_1h_both", "largest_1h_long",
              "largest_1h_short", "largest_24h_both", "largest_24h_long", "largest_24h_short", "highest", "lowest",
              "displacement")
#: What each layout added to a run of one scenario, of datasets and groups, and of attributes.
ADDED = {
    "1.8": ([], ["assumptions"]),
    "1.5": ([f"distributions/{name}" for name in QUANTITIES]
            + ["extreme_time", "highest_quantile", "highest_quantile_without_cascade", "lowest_quantile",
               "lowest_quantile_without_cascade", "displacement_quantile", "largest_hour_began", "path", "sample_price",
               "sample_displacement", "sample_liquidated"], []),
    "1.4": (["limits/tail", "limits/worst_tail"], []),
    "1.3": (["limits"], []),
    "1.2": (["given", "trials", "trials_without_cascade"], []),
    "1.1": ([], ["sampling", "replicates", "error_method"]),
}


def show(path, *options):
    done = subprocess.run([PROGRAM, "report", "show", path, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_is_a_report_of_an_earlier_layout():
    assert GOLDEN


@pytest.mark.parametrize("packed", GOLDEN, ids=lambda path: path.name)
def test_a_real_report_is_shown(packed, tmp_path):
    path = tmp_path / "report.h5"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    with h5py.File(path) as file:
        assert f"report-{'.'.join(map(str, file.attrs['schema_version']))}.h5.gz" == packed.name
        run = file["runs/000000"]
        names = run["outcome"].asstr()[()]
        probabilities = dict(zip(names, run["probability"][()], strict=True))
        price = run["distributions/close/p95"][()]
    (shown,) = json.loads(show(path, "--json"))["runs"]
    assert {f"{one['event']}.{one['outcome']}": one["probability"] for one in shown["outcomes"]} == probabilities
    assert shown["close"]["p95"] == price
    assert "without the cascade" in show(path)


@pytest.fixture(scope="module")
def present(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layouts")
    shutil.copy(SNAPSHOT, folder / "market.h5")
    (folder / "small.toml").write_text(SCENARIO + '[[limit]]\nmetric = "race.up"\nmax = 0.9\n')
    subprocess.run([PROGRAM, "run", "small.toml", "--quiet", "--paths", "200", "-o", "r.h5"], cwd=folder, check=True,
                   capture_output=True)
    return folder / "r.h5"


@pytest.mark.parametrize("minor", range(5), ids=lambda minor: f"1.{minor}")
def test_a_report_without_what_a_layout_lacked_is_shown(minor, present, tmp_path):
    old = tmp_path / "old.h5"
    shutil.copy(present, old)
    with h5py.File(old, "r+") as file:
        del file.attrs["file_sha256"]
        file.attrs["schema_version"] = [1, minor]
        if minor < 3:
            del file["markets"]
        for layout, (objects, attributes) in ADDED.items():
            if minor >= int(layout.split(".")[1]):
                continue
            for name in objects:
                if name in file["runs/000000"]:
                    del file[f"runs/000000/{name}"]
            for name in attributes:
                del file["runs/000000"].attrs[name]
    (new,), (shown,) = (json.loads(show(path, "--json"))["runs"] for path in (present, old))
    assert [one["probability"] for one in shown["outcomes"]] == [one["probability"] for one in new["outcomes"]]
    assert shown["close"] == new["close"]
    assert (shown["largest_1h"]["both"]["p95"] is None) == (minor < 5)
    assert (shown["sampling"] is None) == (minor < 1)
    assert re.search(r"race", show(old))
