"""Makes market snapshots from arrays."""

import datetime
import os
import pathlib
import tempfile
from collections.abc import Mapping
from typing import Any

import h5py
import numpy as np
import pandas
import xarray

from .errors import LiqcascadeError
from .program import call
from .snapshot_layout import LAYOUT, LAYOUT_VERSION, Part
from .toml import utc_text

#: Axes that need not be given: known ones, and those that count, with their first number.
_KNOWN = {"side": ["long", "short"], "book_side": ["bid", "ask"]}
_FIRST = {"tier": 1.0, "class": 0.0, "draw": 0.0}

#: Attributes of groups that the layout has, by the name under which they are given.
_ATTRIBUTES = {"positions/liquidation/coverage"}

_TEXT = h5py.string_dtype("utf-8")
_FILLED = {"notional_cap", "maintenance_rate", "max_leverage"}  # tiers that a venue does not have are NaN


def _unit_of(value: Any) -> tuple[Any, str | None]:
    """A value and the unit that it states: `(values, unit)`, or the attribute `units` of xarray."""
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], str) and not isinstance(value[0], str):
        return value
    if isinstance(value, (xarray.DataArray, xarray.Variable, pandas.Series)):
        return value, value.attrs.get("units")
    return value, None


def _require_unit(name: str, stated: str | None, part: Part, coin: str) -> None:
    accepted = [coin if unit == "coin" else unit for unit in part.units]
    if stated is None or stated in accepted or (stated == "coin" and coin in accepted):
        return
    expected = " or ".join(repr(unit) for unit in accepted) or "none: it has no unit"
    raise LiqcascadeError(f"{name} is in {stated!r}; accepted: {expected}. Convert the values, and state their unit.")


def _seconds(values: Any) -> np.ndarray:
    """Begins of candles as seconds since 1970: of times in UTC, or of such seconds."""
    if isinstance(values, (pandas.Series, xarray.DataArray, xarray.Variable)) and values.dtype.kind != "M":
        values = values.to_numpy()
    index = pandas.Index(values)
    if index.dtype.kind in "iuf":
        return np.asarray(index)
    index = pandas.DatetimeIndex(index)
    index = index.tz_convert("UTC").tz_localize(None) if index.tz is not None else index
    return (index.to_numpy().astype("datetime64[s]")).astype(np.int64)


def _array(name: str, value: Any, part: Part) -> np.ndarray:
    if name == "history/time":
        return _seconds(value)  # a unit would be in the way of times
    if isinstance(value, (xarray.DataArray, xarray.Variable)):
        if part.axes and set(value.dims) != set(part.axes):
            raise LiqcascadeError(
                f"{name} has the axes {', '.join(map(str, value.dims))}; accepted: {', '.join(part.axes)}"
            )
        value = value.transpose(*part.axes).to_numpy() if part.axes else value.to_numpy()
    try:
        array = np.asarray(value, dtype=object if part.is_text else np.float64)
    except (TypeError, ValueError) as error:
        raise LiqcascadeError(f"{name} cannot be read as {'texts' if part.is_text else 'numbers'}: {error}") from error
    if not part.is_text and name.rpartition("/")[2] not in _FILLED and np.isnan(array).any():
        raise LiqcascadeError(f"{name}: {int(np.isnan(array).sum())} of {array.size} values are NaN; accepted: numbers")
    return array


class _Snapshot:
    """What was given, checked against the layout, and written."""

    def __init__(self, asset: str) -> None:
        self.asset = asset
        self.arrays: dict[str, np.ndarray] = {}
        self.units: dict[str, str] = {}
        self.attributes: dict[str, dict[str, float]] = {}

    def take_group(self, group: str, given: Any) -> None:
        """Takes the datasets of a mapping, a DataFrame or an xarray Dataset; nested mappings are groups below."""
        if group == "history" and isinstance(given, pandas.DataFrame) and "time" not in given:
            given = given.rename_axis("time").reset_index()
        names = list(given.variables) if isinstance(given, xarray.Dataset) else list(given.keys())
        for key in names:
            value = given[key]
            if value is None:
                continue
            if isinstance(value, Mapping):
                self.take_group(f"{group}/{key}", value)
            else:
                self.take(f"{group}/{key}", value)

    def take(self, name: str, value: Any) -> None:
        if name in _ATTRIBUTES:
            group, _, key = name.rpartition("/")
            self.attributes.setdefault(group, {})[key] = float(value)
            return
        part = LAYOUT.get(name)
        if part is None:
            group = name.rpartition("/")[0]
            there = sorted(one.rpartition("/")[2] for one in LAYOUT if one.rpartition("/")[0] == group)
            raise LiqcascadeError(
                f"{name} is no object of a snapshot; accepted in {group}: {', '.join(there) or 'nothing'}"
            )
        value, unit = _unit_of(value)
        _require_unit(name, unit, part, self.asset)
        self.arrays[name] = _array(name, value, part)
        if unit is not None:
            self.units[name] = self.asset if unit == "coin" else unit

    def fill_axes(self) -> None:
        """Gives every group its own axes: those of the group above, known ones, and counts. Then looks at shapes."""
        self.arrays.setdefault("positions/side", np.array(_KNOWN["side"], dtype=object))
        for name, array in list(self.arrays.items()):
            group = name.rpartition("/")[0]
            for at, axis in enumerate(LAYOUT[name].axes):
                if f"{group}/{axis}" in self.arrays:
                    continue
                values = self._axis_above(group, axis)
                if values is None and axis in _FIRST and at < array.ndim:
                    values = _FIRST[axis] + np.arange(array.shape[at], dtype=np.float64)
                if values is None:
                    raise LiqcascadeError(f"{name} needs its axis {group}/{axis}, which is not given")
                self.arrays[f"{group}/{axis}"] = values
        for name, array in self.arrays.items():
            self._require_shape(name, array)
        self._require_coins()

    def _require_coins(self) -> None:
        """Sizes and caps count coin where contracts are inverse or caps say so, and nowhere else."""
        has_coins = "inverse" in self.arrays.get("margin/contract", []) or "margin/cap_unit" in self.arrays
        for name, unit in self.units.items():
            if unit == self.asset and len(LAYOUT[name].units) > 1 and not has_coins:
                raise LiqcascadeError(
                    f"{name} is in {unit!r}, and every contract is linear; accepted: 'USD', or inverse "
                    "contracts (margin/contract), or margin/cap_unit"
                )

    def _axis_above(self, group: str, axis: str) -> np.ndarray | None:
        while "/" in group:
            group = group.rpartition("/")[0]
            if f"{group}/{axis}" in self.arrays:
                return self.arrays[f"{group}/{axis}"]
        if axis in _KNOWN:
            return np.array(_KNOWN[axis], dtype=object)
        return self.arrays.get("positions/venue") if axis == "venue" else None

    def _axes_of(self, name: str) -> tuple[str, ...]:
        group, _, last = name.rpartition("/")
        axes = LAYOUT[name].axes if name in LAYOUT else (last,)
        return tuple(f"{group}/{axis}" for axis in axes)

    def _require_shape(self, name: str, array: np.ndarray) -> None:
        sizes = {axis.rpartition("/")[2]: self.arrays[axis].size for axis in self._axes_of(name)}
        if array.shape != tuple(sizes.values()):
            expected = ", ".join(f"{axis} {size}" for axis, size in sizes.items())
            raise LiqcascadeError(
                f"{name} has the shape {array.shape}; accepted: ({expected})"
                if sizes
                else f"{name} has the shape {array.shape}; accepted: one number"
            )

    def write(self, file: h5py.File) -> None:
        for name, array in self.arrays.items():
            made = file.create_dataset(name, data=array, dtype=_TEXT if array.dtype == object else None)
            if self._axes_of(name) == (name,):
                made.make_scale(name.rpartition("/")[2])
            if name in self.units and len(LAYOUT[name].units) == 1:
                made.attrs["units"] = self.units[name]
        for name in self.arrays:
            for at, axis in enumerate(self._axes_of(name)):
                if axis != name:
                    file[name].dims[at].attach_scale(file[axis])
        for group, attributes in self.attributes.items():
            file[group].attrs.update(attributes)


def market(
    path: str | os.PathLike[str],
    *,
    asset: str,
    as_of: str | datetime.datetime,
    source: str,
    license: str,
    spot: Any,
    positions: Any,
    margin: Any,
    depth: Any = None,
    history: Any = None,
    book: Any = None,
    quote: str = "USD",
    attributes: Mapping[str, Any] | None = None,
    strict: bool = False,
    program: str | os.PathLike[str] | None = None,
) -> pathlib.Path:
    """Makes a market snapshot (HDF5) from arrays, has the program check it, and returns its path.

    as_of       the time of the snapshot: "2025-06-05T21:00:00Z", or a datetime with a zone
    spot        USD
    positions   venue, entry_price (USD, ascending), leverage (ascending), open_interest [side, venue, entry_price,
                leverage] (USD at entry); and what else the layout has in this group
    margin      notional_cap [venue, tier] (USD; inverse: coin; NaN: no such tier), maintenance_rate [venue, tier]
                (shares); contract [venue] ("linear", the default, or "inverse"), and so on
    depth       distance (shares of the mid, ascending), notional [book_side, distance] (USD, cumulative)
    history     time (begins of candles: times in UTC, or seconds since 1970), open, high, low, close (USD), volume
                (coin)
    book        turnover [class] (s), target [side, class], for a living book
    attributes  attributes of the file beside the required ones, such as {"realized_volatility_30d": 0.377}
    strict      refuses what the program warns of

    A group is a mapping, a DataFrame or an xarray Dataset; its names are those of host/interface.md, "Market snapshot",
    and a mapping in it is a group below (`positions={"liquidation": {...}}`). Sides are long, short, and bid, ask.
    Values are an array in the unit of the layout, or state their unit and are refused if it is another one: `(array,
    "USD")`, or a DataArray with the attribute `units`. A DataArray may have its axes in any order. Shares are 0.005,
    not 0.5 %.

    The file is there only if `market check` of the program accepts it; what it warns of becomes LiqcascadeWarning.
    Raises LiqcascadeError for names, units, shapes and values that are not accepted.
    """
    made = _Snapshot(asset)
    made.take("spot", spot)
    for group, given in (
        ("positions", positions),
        ("margin", margin),
        ("depth", depth),
        ("history", history),
        ("book", book),
    ):
        if given is not None:
            made.take_group(group, given)
    made.fill_axes()
    about = {
        **(attributes or {}),
        "filetype": "liqcascade-market",
        "asset": asset,
        "quote": quote,
        "source": source,
        "license": license,
        "as_of": utc_text(as_of, "as_of") if isinstance(as_of, datetime.datetime) else as_of,
    }
    path = pathlib.Path(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".liqcascade-") as folder:
        draft = pathlib.Path(folder) / path.name
        with h5py.File(draft, "w") as file:
            file.attrs.update(about)
            file.attrs["schema_version"] = np.array(LAYOUT_VERSION, dtype=np.int32)
            made.write(file)
        call(["market", "check", *(["--strict"] if strict else []), draft.name], folder=folder, program=program)
        os.replace(draft, path)
    return path
