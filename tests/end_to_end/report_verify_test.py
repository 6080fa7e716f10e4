"""`report verify`: a report is repeated from what it embeds alone, and a changed value is found and named."""

import json
import pathlib
import shutil
import subprocess

import h5py
import pytest

from cli_test import PROGRAM, ROOT, SNAPSHOT
from sanitizers import seconds

#: Everything that could be lost between a scenario and its text in a report: conditions, walls, a sequence,
#: positions, a limit with a warning that names its line, a target, a sweep and a variant.
SCENARIO = """
schema = 1
name = "night"
market.file = "market.h5"
simulation = { paths = 300, horizon = "2d", step = "2h", seed = 7, step_check = true }
report = { times = 2, price_bins = 20, sample_paths = 2 }
impact = { depth = 100e6, exponent = 1.16 }
cascade.book = "living"
book.refresh = "2h"
book.turnover = "3d"
[price]
model = "heston"
variance0 = 0.2
mean_reversion = 4
long_run_variance = 0.2
vol_of_variance = 1
correlation = -0.5
[[event]]
name = "race"
kind = "race"
up = 104_000
down = 97_000
[[event]]
name = "low"
kind = "touch"
level = 96_000
given = "race.down"
[[wall]]
price = 98_000
notional = 50e6
[[position]]
name = "desk"
side = "long"
notional = 1e6
entry = 100_000
leverage = 5
venue = "stable-margined"
[[limit]]
metric = "close.p99"
max = 100_000
[sweep]
"impact.depth" = [50e6]
[[variant]]
name = "calm"
set = { "price.variance0" = 0.05, "simulation.target_standard_error" = 0.2 }
"""


def call(folder, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          timeout=seconds(120), check=False)


def make(folder, text, name, *options):
    """A report, of whose inputs nothing else is left."""
    shutil.copy(SNAPSHOT, folder / "market.h5")
    (folder / "night.toml").write_text(text)
    done = call(folder, "run", "night.toml", "--quiet", "--backend", "cpu", "-o", name, *options)
    assert done.returncode == 0, done.stderr
    (folder / "market.h5").unlink()
    (folder / "night.toml").unlink()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("verify")
    make(path, SCENARIO, "night.h5")
    return path


def changed(folder, name, change):
    """A copy of the report in which something was changed on purpose."""
    shutil.copy(folder / "night.h5", folder / name)
    with h5py.File(folder / name, "r+") as file:
        del file.attrs["file_sha256"]
        change(file)
    return name


def verified(folder, name, *options):
    done = call(folder, "report", "verify", name, "--json", "--quiet", "--backend", "cpu", *options)
    return done.returncode, json.loads(done.stdout)


def test_a_report_is_repeated_with_the_same_values(folder):
    code, result = verified(folder, "night.h5")
    assert (code, result["same"], result["differences"], result["notes"]) == (0, True, [], [])
    assert (result["runs"], result["paths"]) == (3, 900)


def change_much(file):
    file["runs/000002/probability"][0] += 1e-12
    file["runs/000000"].attrs.modify("name", "day")
    file["runs/000000"].create_dataset("more", data=1.0)
    del file["summary/race.up.low"]
    file.attrs.modify("title", "another")
    file.attrs.modify("git_revision", "0123456")


def test_what_differs_is_named(folder):
    code, result = verified(folder, changed(folder, "changed.h5", change_much))
    assert (code, result["same"]) == (1, False)
    assert {(one["object"], one["attribute"]) for one in result["differences"]} == {
        ("/runs/000002/probability", None), ("/runs/000000", "name"), ("/runs/000000/more", None),
        ("/summary/race.up.low", None), ("/", "title")}
    assert "revision 0123456" in result["notes"][0]
    assert any("value 0 is" in one["what"] for one in result["differences"])


def test_one_run_is_verified_with_its_base_run_alone(folder):
    name = changed(folder, "one.h5", change_much)
    done = call(folder, "report", "verify", name, "--quiet", "--run", "1")
    assert done.returncode == 0
    assert "1 run repeated" in done.stdout
    assert "every dataset and attribute is the same" in done.stdout
    done = call(folder, "report", "verify", name, "--quiet", "--run", "2")
    assert done.returncode == 1
    assert "/runs/000002/probability: value 0 is" in done.stdout


def test_a_report_without_its_market_says_so(folder):
    name = changed(folder, "without.h5", lambda file: file.__delitem__("markets"))
    done = call(folder, "report", "verify", name, "--quiet")
    assert done.returncode == 2
    assert "does not embed this market" in done.stderr


def test_a_report_that_was_stopped_says_so(folder):
    name = changed(folder, "stopped.h5", lambda file: file["runs/000001"].attrs.modify("complete", 0))
    done = call(folder, "report", "verify", name, "--quiet")
    assert done.returncode == 2
    assert "run 1 (night): was stopped after 300 of 300 paths" in done.stderr


def test_a_run_that_failed_is_repeated_with_its_failure(tmp_path):
    text = SCENARIO.replace("[sweep]\n\"impact.depth\" = [50e6]\n", "") + """
[[variant]]
name = "impossible"
set = { "event.race.up" = 90_000 }
[[variant]]
name = "unread"
set = { "price.model" = "none" }
"""
    (tmp_path / "night.toml").write_text(text)
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    done = call(tmp_path, "run", "night.toml", "--quiet", "--backend", "cpu", "-o", "night.h5")
    assert done.returncode == 1, done.stderr
    code, result = verified(tmp_path, "night.h5")
    assert (code, result["differences"]) == (0, [])


def test_ranges_of_draws_are_repeated(tmp_path):
    scenario = pathlib.Path(ROOT / "scenarios" / "june-2025.toml").read_text()
    for file in (ROOT / "scenarios").glob("*.h5"):
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "june.toml").write_text(scenario)
    done = call(tmp_path, "run", "june.toml", "--quiet", "--backend", "cpu", "-o", "june.h5", "--paths", "500",
                "--book-draws", "2", "--price-draws", "2", "--set", "simulation.step=\"12h\"",
                "--set", "simulation.horizon=\"30d\"", "--set", "book.refresh=\"12h\"")
    assert done.returncode == 0, done.stderr
    code, result = verified(tmp_path, "june.h5")
    assert (code, result["differences"]) == (0, [])
