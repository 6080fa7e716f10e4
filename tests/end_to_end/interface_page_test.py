"""host/interface.md says what the program takes and gives: every key, default, option, exit code and field."""

import json
import re
import subprocess
import tomllib

import h5py
import pytest

from cli_test import PROGRAM, ROOT, SCENARIO, SNAPSHOT

PAGE = (ROOT / "host/interface.md").read_text()
SMALLEST, CATALOGUE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
SCHEMA = json.loads(subprocess.run([PROGRAM, "schema", "scenario"], capture_output=True, text=True,
                                   check=True).stdout)
COMMANDS = ("demo", "run", "stress", "market check", "market inspect", "market build", "calibrate book", "calibrate price",
            "report show", "report html", "report diff", "report merge", "report verify", "backtest",
            "schema", "completion", "bench")


def keys_of(table, prefix=""):
    """The dotted keys of a scenario; a table in a list counts as if it were alone."""
    keys = set()
    for key, value in table.items():
        name = prefix + key
        if name in ("sweep", "variant.set"):
            keys.add(name)
            continue
        tables = value if isinstance(value, list) else [value]
        tables = [one for one in tables if isinstance(one, dict)]
        if not tables or name in ("position.what_if", "event.steps", "benchmark.quote"):
            keys.add(name)
        for one in tables:
            keys |= keys_of(one, name + ".")
    return keys


def keys_of_schema():
    keys = set()
    for key in SCHEMA["keys"]:
        keys.add(key["key"])
        keys |= {f"{key['key']}.{part['key']}" for part in key.get("keys", [])}
    return keys


def run(folder, text, *options):
    (folder / "scenario.toml").write_text(text)
    return subprocess.run([PROGRAM, "run", folder / "scenario.toml", *options], capture_output=True, text=True,
                          check=False)


def test_the_catalogue_has_every_key_of_the_program_and_no_other():
    assert keys_of(tomllib.loads(CATALOGUE)) == keys_of_schema()


def test_values_that_are_called_a_default_are_the_default():
    defaults = {key["key"]: key["default"] for key in SCHEMA["keys"] if key.get("default") is not None}
    section, checked = "", set()
    for line in CATALOGUE.splitlines():
        if line.startswith("["):
            section = line.split("]")[0].strip("[") + "."
        found = re.match(r"(\w+) = (.*?) +# default", line)
        if found is None:
            continue
        key = section + found[1]
        assert tomllib.loads(f"value = {found[2]}")["value"] == defaults[key], key
        checked.add(key)
    assert checked == set(defaults)


def test_the_smallest_scenario_runs(tmp_path):
    text = SMALLEST.replace("btc-2025-06-05-replayed.h5", str(SNAPSHOT.with_name("btc-2025-06-05-replayed.h5"))).replace("100_000", "100")
    done = run(tmp_path, text, "--json", "--quiet")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_on_the_page(command):
    done = subprocess.run([PROGRAM, *command.split(), "--help"], capture_output=True, text=True, check=True)
    options = set(re.findall(r"(?<![\w-])--[a-z-]+", done.stdout))
    assert "--help" in options
    assert not {option for option in options if f"`{option}" not in PAGE}


def test_every_exit_code_is_on_the_page():
    header = next((ROOT / "host").rglob("errors.hpp")).read_text()
    enum = re.search(r"enum class Exit[^{]*{(.*?)}", header, re.DOTALL)[1]
    table = PAGE.split("**Exit codes:**")[1].split("\n\n")[1]
    on_page = {int(code) for row in table.splitlines()[2:] for code in row.split("|")[1].split(",")}
    assert {int(code) for code in re.findall(r"= (\d+)", enum)} == on_page


def names_of(value):
    """Every key of a JSON document, whatever it is in."""
    if isinstance(value, list):
        return set().union(*map(names_of, value)) if value else set()
    if isinstance(value, dict):
        return set(value).union(*map(names_of, value.values()))
    return set()


def test_the_json_example_has_the_keys_of_a_run(tmp_path):
    limit = '[[limit]]\nmetric = "race.up"\nmax = 0.5\n'
    text = SCENARIO.replace("market.h5", str(SNAPSHOT)).replace("paths = 2000", "paths = 8192") + limit
    done = run(tmp_path, text, "--json", "--quiet", "--target-se", "0.4")
    assert done.returncode == 0, done.stderr
    real = json.loads(done.stdout)
    example = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])
    for document in (real, example):
        document["runs"][0]["set"] = {}
    assert list(example) == list(real)
    assert list(example["runs"][0]) == list(real["runs"][0])
    assert names_of(example) == names_of(real)


def test_every_field_of_positions_is_on_the_page(tmp_path):
    position = ('[[position]]\nname = "one"\nside = "long"\nnotional = 1e6\nentry = 100_000\nleverage = 5\n'
                'venue = "stable-margined"\nwhat_if = { reduce = 0.5 }\n')
    done = run(tmp_path, SCENARIO.replace("market.h5", str(SNAPSHOT)) + position, "--json", "--quiet", "--paths", "100")
    assert done.returncode == 0, done.stderr
    names = names_of(json.loads(done.stdout)["runs"][0]["portfolio"])
    assert len(names) > 40
    assert not {name for name in names if f"`{name}`" not in PAGE}


def test_every_object_of_a_snapshot_is_on_the_page():
    rows = PAGE.split("## Market snapshot")[1].split("## Report")[0]
    with h5py.File(SNAPSHOT) as file:
        names = []
        file.visititems(lambda name, one: names.append(name) if isinstance(one, h5py.Dataset) else None)
    assert len(names) > 15
    assert not [name for name in names if f"`/{name}`" not in rows and f"`{name.split('/')[-1]}`" not in rows]
