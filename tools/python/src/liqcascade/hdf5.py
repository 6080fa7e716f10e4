"""Reads groups of the program's HDF5 files as variables with named axes."""

import os
import pathlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import h5py
import numpy as np

from .errors import LiqcascadeError

#: The major version of layouts that this package reads.
SCHEMA_MAJOR = 1


@dataclass
class Variable:
    """Values along named axes, with what the file says of them (`units`, `long_name`)."""

    axes: tuple[str, ...]
    values: np.ndarray
    attributes: dict[str, Any] = field(default_factory=dict)


def opened(path: str | os.PathLike[str], filetype: str, made_by: str) -> h5py.File:
    """Opens a file of the program. Raises LiqcascadeError where it is none of this type, or of a newer layout."""
    path = pathlib.Path(path)
    if not path.is_file():
        raise LiqcascadeError(f"{path}: there is no such file")
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise LiqcascadeError(f"{path}: cannot be read as HDF5: {error}") from error
    found = file.attrs.get("filetype")
    version = [int(number) for number in np.atleast_1d(file.attrs.get("schema_version", [0, 0]))]
    if found == filetype and version[0] == SCHEMA_MAJOR:
        return file
    file.close()
    if found != filetype:
        raise LiqcascadeError(
            f"{path}: the attribute filetype is {found!r}; accepted: {filetype!r}, a file of {made_by}"
        )
    raise LiqcascadeError(
        f"{path}: has layout {'.'.join(map(str, version))}; this package reads layouts {SCHEMA_MAJOR}.x. "
        "A newer version of it may read the file."
    )


_HIDDEN = {"DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME", "DIMENSION_LABELS", "_FillValue"}


def attributes_of(item: h5py.HLObject) -> dict[str, Any]:
    """The attributes of a group or dataset, without those by which HDF5 knows its axes."""
    found: dict[str, Any] = {}
    for name in item.attrs:
        if name in _HIDDEN or name.startswith(("_Netcdf4", "_nc")):
            continue
        value = item.attrs[name]
        if isinstance(value, np.ndarray):
            value = value.tolist()
        found[name] = value.item() if isinstance(value, np.generic) else value
    return found


def values_of(dataset: h5py.Dataset) -> np.ndarray:
    """The values of a dataset; texts are Python texts, flags booleans."""
    if h5py.check_string_dtype(dataset.dtype) is not None:
        return np.asarray(dataset.asstr()[()], dtype=object)
    values = np.asarray(dataset[()])
    is_flag = values.dtype == np.int8 and dataset.attrs.get("dtype") == "bool"
    return values.astype(bool) if is_flag else values


#: Axes and attributes of datasets that are the same in every run, by their names in the run's group.
Known = dict[str, tuple[tuple[str, ...], dict[str, Any]]]


def variables_of(
    group: h5py.Group, wanted: Callable[[str], bool] = lambda name: True, known: Known | None = None, prefix: str = ""
) -> dict[str, Variable]:
    """The datasets of a group whose names are wanted, without those of groups below it.

    With many groups of the same datasets most of the time goes into their attributes: `known` keeps them from the first
    group on, under names that begin with `prefix`. Those of axes are read each time.
    """
    known = {} if known is None else known
    datasets = {name: item for name, item in group.items() if isinstance(item, h5py.Dataset)}
    # By the object: to ask HDF5 for the name of one takes it milliseconds.
    scales = {item.id: name for name, item in datasets.items() if h5py.h5ds.is_scale(item.id)}

    def about(item: h5py.Dataset) -> tuple[tuple[str, ...], dict[str, Any]]:
        attributes = {key: value for key, value in attributes_of(item).items() if key != "dtype"}
        if item.id in scales:
            return (scales[item.id],), attributes
        axes = (item.dims[i][0] for i in range(item.ndim))
        return tuple(scales.get(axis.id) or axis.name.rpartition("/")[2] for axis in axes), attributes

    found: dict[str, Variable] = {}
    for name, item in datasets.items():
        if not wanted(name):
            continue
        key = f"{prefix}/{name}"
        if key not in known or item.id in scales:
            known[key] = about(item)
        axes, attributes = known[key]
        found[name] = Variable(axes, values_of(item), dict(attributes))
    return found
