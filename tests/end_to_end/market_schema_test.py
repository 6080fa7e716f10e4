"""`schema market` is what the page says and what a reader takes: a snapshot made from it alone is valid, one beyond it is not."""

import json
import subprocess

import h5py
import numpy as np
import pytest

from cli_test import PROGRAM, ROOT
from snapshots import AS_OF, TEXT

SCHEMA = json.loads(subprocess.run([PROGRAM, "schema", "market"], capture_output=True, text=True, check=True).stdout)
OBJECTS = SCHEMA["objects"]
DATASETS = {one["path"]: one for one in OBJECTS if "attribute" not in one}
PAGE = (ROOT / "host/interface.md").read_text().split("## Market snapshot")[1].split("## Report")[0]

ROOT_ATTRIBUTES = {"filetype": "liqcascade-market", "schema_version": SCHEMA["schema"], "asset": "BTC", "quote": "USD",
                   "as_of": "2025-06-05T21:00:00Z", "source": "made for a test", "license": "CC0-1.0",
                   "assumptions": "none", "made_of": "spot: stated", "read_as": "[]", "recipe": "test.toml", "recipe_sha256": 64 * "0"}
#: Values of one element, a row of them or all of them; everything else is 1.
VALUES = {
    "/spot": 100_000.0, "/positions/side": ["long", "short"], "/positions/venue": ["okx"], "/margin/venue": ["okx"],
    "/positions/entry_price": [98_000.0, 100_000.0, 102_000.0], "/positions/leverage": [5.0, 20.0],
    "/positions/open_interest": 1e8, "/positions/position_notional": 1e6, "/positions/liquidatable_share": 0.5,
    "/positions/class": [0, 1], "/positions/liquidation/price": [90_000.0, 110_000.0],
    "/positions/liquidation/notional": [[[1e6, 0]], [[0, 1e6]]],
    "/positions/liquidation/bankruptcy_price": [[[89_000.0, 0]], [[0, 111_000.0]]],
    "/positions/liquidation/not_liquidatable": 1e5, "/positions/draws/replay": [1.0, 2.0],
    "/positions/draws/weight": 0.1, "/positions/draws/volume_days": 1.0, "/positions/draws/open_interest": 1e8,
    "/book/class": [0, 1], "/book/turnover": [345_600.0, 21_600.0], "/book/target": 1.0, "/margin/tier": [0, 1],
    "/margin/notional_cap": [[1e7, 1e9]], "/margin/maintenance_rate": [[0.005, 0.01]], "/margin/contract": ["linear"],
    "/margin/shape": ["marginal"], "/margin/cap_unit": ["usd"], "/margin/max_leverage": [[100.0, 50.0]],
    "/margin/insurance_fund": 1e9, "/depth/book_side": ["bid", "ask"], "/depth/distance": [0.01, 0.02],
    "/depth/notional": [[1e8, 2e8], [1e8, 2e8]], "/history/time": [AS_OF - 7200, AS_OF - 3600],
    "/history/open": 100_000.0, "/history/high": 100_500.0, "/history/low": 99_500.0, "/history/close": 100_000.0,
    "/history/volume": 1000.0, "/history/open_interest": 1.2e9, "/history/funding_rate": 1e-4}
#: Only with caps in contracts.
LEFT_OUT = {"/margin/contract_size"}
LENGTHS = {"draw": 2}


def scale_of(group, axis):
    """The coordinate of a group, which has it already or gets that of the positions."""
    if axis not in group:
        values = VALUES.get(f"/positions/{axis}", list(range(LENGTHS[axis])))
        texts = isinstance(values[0], str)
        group.create_dataset(axis, data=np.array(values, dtype=object if texts else None), dtype=TEXT if texts else None)
    if not h5py.h5ds.is_scale(group[axis].id):
        group[axis].make_scale(axis)
    return group[axis]


def made(path, change=lambda file: None):
    """A snapshot with every object of the schema, its axes in the order and by the names of the schema."""
    for name, one in DATASETS.items():
        if one["dimensions"] == [name.split("/")[-1]]:
            LENGTHS[one["dimensions"][0]] = len(VALUES[name])
    with h5py.File(path, "w") as file:
        for one in OBJECTS:
            if one["path"] == "/":
                file.attrs[one["attribute"]] = ROOT_ATTRIBUTES[one["attribute"]]
        for name, one in DATASETS.items():
            if name in LEFT_OUT:
                continue
            shape = tuple(LENGTHS[axis] for axis in one["dimensions"])
            kind = TEXT if one["type"] == "text" else int if one["type"] == "integer" else float
            values = np.broadcast_to(np.array(VALUES[name], dtype=object if kind is TEXT else kind), shape)
            file.create_dataset(name, data=values, dtype=kind)
        for name, one in DATASETS.items():
            for at, axis in enumerate(one["dimensions"] if name not in LEFT_OUT else ()):
                scale = scale_of(file[name].parent, axis)
                if scale.name != name:
                    file[name].dims[at].attach_scale(scale)
        file["positions/liquidation"].attrs["coverage"] = 0.5
        change(file)
    return path


def check(path, *options):
    return subprocess.run([PROGRAM, "market", "check", path, *options], capture_output=True, text=True, check=False)


def test_a_snapshot_made_from_the_schema_is_valid(tmp_path):
    done = check(made(tmp_path / "m.h5"))
    assert done.returncode == 0, done.stderr
    assert "is not read" not in done.stderr


def bounds(one):
    """Values just beyond each end of the range."""
    found = one.get("range", {})
    for key, sign in (("minimum", -1), ("maximum", 1)):
        if key in found:
            step = 1 if one["type"] == "integer" else max(abs(found[key]) * 1e-3, 1e-18)
            yield found[key] + sign * step
    yield from (found[key] for key in ("exclusiveMinimum", "exclusiveMaximum") if key in found)


BEYOND = [(name, value) for name, one in DATASETS.items() if name not in LEFT_OUT for value in bounds(one)]
(COVERAGE,) = (one for one in OBJECTS if one.get("attribute") == "coverage")


def test_ranges_are_stated():
    assert len(BEYOND) > 30


@pytest.mark.parametrize(("name", "value"), BEYOND, ids=[f"{name}={value:g}" for name, value in BEYOND])
def test_a_value_beyond_its_range_is_refused(name, value, tmp_path):
    def change(file):
        values = np.array(file[name], dtype=float)
        values[(0,) * values.ndim] = value
        file[name][...] = values

    done = check(made(tmp_path / "m.h5", change))
    assert done.returncode == 2, done.stdout
    assert name in done.stderr


@pytest.mark.parametrize("value", bounds(COVERAGE))
def test_a_coverage_beyond_its_range_is_refused(value, tmp_path):
    done = check(made(tmp_path / "m.h5", lambda file: file[COVERAGE["path"]].attrs.modify("coverage", value)))
    assert (done.returncode, "coverage is not valid" in done.stderr) == (2, True)


def test_required_objects_are_required(tmp_path):
    for name, one in DATASETS.items():
        if not one["required"]:
            continue
        done = check(made(tmp_path / "m.h5", lambda file, gone=name: file.__delitem__(gone)))
        assert (done.returncode, name in done.stderr) == (2, True), name


def test_the_page_has_the_same_objects_axes_units_and_meanings():
    rows = {}
    for line in PAGE.splitlines():
        if line.startswith("| `/"):
            name, *cells = (cell.strip().replace("`", "") for cell in line.strip("|").split("|"))
            rows[name] = tuple(cells)
    stated = {}
    for one in OBJECTS:
        if one["path"] != "/":
            name = one["path"] + (f", attribute {one['attribute']}" if "attribute" in one else "")
            axes = ", ".join(one.get("dimensions", [])) or ("" if "attribute" in one else "scalar")
            stated[name] = (axes, one.get("unit", ""), one["meaning"])
    assert stated == rows


def test_the_page_names_every_attribute_of_the_file():
    assert all(f"`{one['attribute']}`" in PAGE for one in OBJECTS if one["path"] == "/")
