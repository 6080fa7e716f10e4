"""One snapshot, written by h5py and by xarray with both engines: the program reads the same market.

Compared is what `market inspect --json` says, but for the name and the digest of the file.
"""

import json
import os
import subprocess

import h5py
import numpy as np
import pytest
import xarray

PROGRAM = os.environ.get("LIQCASCADE", "liqcascade")
ATTRIBUTES = {
    "filetype": "liqcascade-market", "schema_version": np.array([1, 0]), "asset": "BTC", "quote": "USD",
    "as_of": "2025-06-05T21:00:00Z", "source": "made by a test, Zürich", "license": "CC0-1.0",
}  # fmt: skip
VENUES = ["okx", "börse"]
CELLS = np.arange(1, 25, dtype="f8").reshape(2, 2, 3, 2) * 1e6
HOURS = np.datetime64("2025-06-05T18:00:00", "ns") + np.arange(3) * np.timedelta64(1, "h")


def groups():
    """The snapshot as one dataset a group."""
    venue = ("venue", VENUES)
    price = np.array([100.0, 101.0, 102.0])
    return {
        "/": xarray.Dataset({"spot": ((), 100_000.0)}, attrs=ATTRIBUTES),
        "positions": xarray.Dataset(
            {"open_interest": (("side", "venue", "entry_price", "leverage"), CELLS, {"units": "USD"})},
            coords={"side": ["long", "short"], "venue": venue, "leverage": np.array([5, 20], "i4"),
                    "entry_price": np.array([99e3, 100e3, 101e3], "f4")},
        ),
        "margin": xarray.Dataset(
            {"notional_cap": (("venue", "tier"), [[1e6, np.nan], [100, 200]]),
             "maintenance_rate": (("venue", "tier"), [[0.004, np.nan], [0.005, 0.01]]),
             "contract": ("venue", ["linear", "inverse"]),
             "insurance_fund": ("venue", np.array([1e8, 2e8], "f4"))},
            coords={"venue": venue},
        ),
        "depth": xarray.Dataset(
            {"notional": (("book_side", "distance"), [[1e7, 5e8], [2e7, 4e8]])},
            coords={"book_side": ["bid", "ask"], "distance": [0.001, 0.01]},
        ),
        "history": xarray.Dataset(
            {name: ("time", price + shift) for name, shift in
             {"open": 0, "high": 2, "low": -1, "close": 1}.items()},
            coords={"time": HOURS},
        ),
    }  # fmt: skip


def write_with_xarray(path, engine):
    mode = "w"
    for name, dataset in groups().items():
        dataset.to_netcdf(path, mode=mode, engine=engine, group=None if name == "/" else name)
        mode = "a"


def write_with_h5py(path, string_type):
    def put(parent, name, values):
        values = np.asarray(values)
        if values.dtype.kind == "U":
            if string_type == "fixed":
                parent[name] = np.char.encode(values, "utf-8")
            else:
                parent.create_dataset(name, data=values.astype(object), dtype=h5py.string_dtype())
        elif values.dtype.kind == "M":
            parent[name] = (values - np.datetime64(0, "s")) // np.timedelta64(1, "s")
            parent[name].attrs["units"] = "seconds since 1970-01-01"
        else:
            parent[name] = values

    with h5py.File(path, "w") as file:
        for name, dataset in groups().items():
            parent = file.require_group(name)
            for variable in dataset.variables:
                put(parent, variable, dataset[variable].values)
        file.attrs.update(ATTRIBUTES)


WRITERS = {
    "h5py": lambda path: write_with_h5py(path, "variable"),
    "h5py_fixed_strings": lambda path: write_with_h5py(path, "fixed"),
    "h5netcdf": lambda path: write_with_xarray(path, "h5netcdf"),
    "netcdf4": lambda path: write_with_xarray(path, "netcdf4"),
}


def inspect(path):
    done = subprocess.run([PROGRAM, "market", "inspect", "--json", path], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr
    market = json.loads(done.stdout)
    del market["file"], market["sha256"], market["warnings"]  # which name the file, and axes without names
    return market


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    path = tmp_path_factory.mktemp("markets") / "reference.h5"
    WRITERS["h5py"](path)
    return inspect(path)


def test_the_reference_is_what_was_written(reference):
    assert reference["source"] == ATTRIBUTES["source"]
    assert [venue["name"] for venue in reference["venues"]] == VENUES
    assert reference["long"]["open_interest"] == CELLS[0].sum()
    assert reference["venues"][1]["short"] == CELLS[1, 1].sum()
    assert reference["history"] == {"bars": 3, "first": 1_749_146_400, "last": 1_749_153_600}
    assert reference["depth"]["ask"] == [2e7, 4e8]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_snapshot_written_elsewhere_reads_the_same(writer, reference, tmp_path):
    path = tmp_path / f"{writer}.h5"
    WRITERS[writer](path)
    assert inspect(path) == reference
