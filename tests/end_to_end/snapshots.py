"""Writes small market snapshots for tests, with h5py alone: plausible ones, to be spoilt in one way."""

import json
import os
import subprocess

import h5py
import numpy as np

PROGRAM = os.environ.get("LIQCASCADE", "liqcascade")
TEXT = h5py.string_dtype("utf-8")
AS_OF = 1_749_157_200  # 2025-06-05T21:00:00Z
ONE_VENUE = ({"name": "okx", "contract": "linear", "caps": [1e7, 1e9], "rates": [0.005, 0.01]},)


def contents(path):
    """All that a snapshot holds: values, attributes and axes of datasets by their paths, and the file's attributes.

    But for `made_of` and `read_as`: their words may change.
    """
    found = {}
    hidden = {"DIMENSION_LIST", "REFERENCE_LIST"}  # which point to places in the file

    def take(name, item):
        if not isinstance(item, h5py.Dataset):
            return
        attributes = {key: str(value) for key, value in item.attrs.items() if key not in hidden}
        axes = [[scale.name for scale in axis.values()] for axis in item.dims]
        found[f"/{name}"] = (item.shape, item.dtype.str, np.asarray(item[()]).tobytes() if item.dtype.kind != "O"
                             else item.asstr()[()].tolist(), attributes, axes)  # fmt: skip

    with h5py.File(path) as file:
        file.visititems(take)
        found.update({key: str(value) for key, value in file.attrs.items() if key not in ("made_of", "read_as")})
    return found


def write_market(path, spot=100_000.0, venues=ONE_VENUE, entries=None, leverages=(5.0, 20.0), interest=1e8,
                 scales=True, asset="BTC", depth=True, history=True, as_of="2025-06-05T21:00:00Z"):  # fmt: skip
    """A snapshot whose axes have dimension scales; `interest` is a number of USD a cell, or all cells."""
    entries = [0.97 * spot, spot, 1.03 * spot] if entries is None else entries
    names = [venue["name"] for venue in venues]
    with h5py.File(path, "w") as file:
        file.attrs.update({"filetype": "liqcascade-market", "asset": asset, "quote": "USD",
                           "as_of": as_of, "source": "made by a test", "license": "CC0-1.0"})
        file.attrs["schema_version"] = np.array([1, 0], dtype="i4")
        file["spot"] = float(spot)

        def scale(name, values):
            text = isinstance(values[0], str)
            file.create_dataset(name, data=np.array(values, dtype=object if text else "f8"),
                                dtype=TEXT if text else None).make_scale(name.rpartition("/")[2])

        def table(name, values, axes):
            made = file.create_dataset(name, data=np.asarray(values, dtype="f8"))
            if scales:
                for at, axis in enumerate(axes):
                    made.dims[at].attach_scale(file[f"{name.rpartition('/')[0]}/{axis}"])

        axes = ("side", "venue", "entry_price", "leverage")
        for axis, values in zip(axes, (["long", "short"], names, list(entries), list(leverages)), strict=True):
            scale(f"positions/{axis}", values)
        shape = (2, len(names), len(entries), len(leverages))
        table("positions/open_interest", np.broadcast_to(interest, shape), axes)

        tiers = max(len(venue["caps"]) for venue in venues)
        caps, rates = np.full((2, len(names), tiers), np.nan)
        for at, venue in enumerate(venues):
            caps[at, : len(venue["caps"])] = venue["caps"]
            rates[at, : len(venue["rates"])] = venue["rates"]
        scale("margin/venue", names)
        scale("margin/tier", [float(tier + 1) for tier in range(tiers)])
        table("margin/notional_cap", caps, ("venue", "tier"))
        table("margin/maintenance_rate", rates, ("venue", "tier"))
        file.create_dataset("margin/contract", dtype=TEXT,
                            data=np.array([venue["contract"] for venue in venues], dtype=object))
        if depth:
            scale("depth/book_side", ["bid", "ask"])
            scale("depth/distance", [0.001, 0.01, 0.05])
            table("depth/notional", [[1e6, 1e7, 5e7], [1e6, 1e7, 5e7]], ("book_side", "distance"))
        if history:
            write_candles(file, AS_OF - 86_400 * np.arange(10, 0, -1), spot)


def write_candles(file, time, price):
    """Flat candles that start at `time` [Unix s]."""
    if "history" in file:
        del file["history"]
    flat = np.full(len(time), float(price))
    file["history/time"] = np.asarray(time, dtype="i8")
    file["history/time"].attrs["units"] = "seconds since 1970-01-01"
    for name in ("open", "high", "low", "close"):
        file[f"history/{name}"] = flat
    file["history/volume"] = 1e9 / flat


def run_program(*arguments, cwd=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, cwd=cwd)


def warnings_of(path, *options):
    """Exit code and warnings of `market check`."""
    done = run_program("market", "check", *options, path)
    return done.returncode, [line for line in done.stderr.splitlines() if "warning: " in line]


def inspect(path):
    done = run_program("market", "inspect", "--json", path)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
