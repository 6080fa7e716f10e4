"""Writes Python values as TOML, for overrides and for scenarios that are made in Python."""

import datetime
import json
import math
import os
from collections.abc import Mapping
from typing import Any

import numpy as np

from .errors import LiqcascadeError


def toml_value(value: Any, where: str) -> str:
    """The TOML text of a value: a boolean, number, text, path, list or table, or a NumPy scalar or array of these.

    Times and durations of Python become texts: `datetime` in UTC as 2025-06-05T21:00:00Z, `timedelta` (pandas's too) as
    whole seconds, such as 300s. `where` names the value in messages. Raises LiqcascadeError for anything else, and for
    numbers that are not finite.
    """
    if isinstance(value, (np.generic, np.ndarray)) and not isinstance(value, (np.datetime64, np.timedelta64)):
        value = value.tolist()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise LiqcascadeError(f"{where} is {value}; accepted: a finite number")
        return repr(value)
    if isinstance(value, (str, os.PathLike)):
        return json.dumps(os.fspath(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, datetime.timedelta):
        return f'"{_whole_seconds(value, where)}s"'
    if isinstance(value, datetime.datetime):
        return f'"{utc_text(value, where)}"'
    if isinstance(value, Mapping):
        items = (
            f"{_key(str(key))} = {toml_value(one, f'{where}.{key}')}" for key, one in value.items() if one is not None
        )
        return "{ " + ", ".join(items) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(one, f"{where}[{i}]") for i, one in enumerate(value)) + "]"
    raise LiqcascadeError(
        f"{where} is {value!r}, {type(value).__name__}; accepted: a boolean, a number, a text, a path, "
        "a timedelta, a datetime, a list or a table (a mapping)"
    )


def _whole_seconds(value: datetime.timedelta, where: str) -> int:
    seconds = value.total_seconds()
    if seconds != int(seconds):
        raise LiqcascadeError(f"{where} is {value}; accepted: whole seconds")
    return int(seconds)


def utc_text(value: datetime.datetime, where: str) -> str:
    """2025-06-05T21:00:00Z. Raises LiqcascadeError for a time without a zone: it would be another hour elsewhere."""
    if value.tzinfo is None:
        raise LiqcascadeError(
            f"{where} is {value}, which has no zone; accepted: a time with one, such as "
            "datetime(2025, 6, 5, 21, tzinfo=timezone.utc)"
        )
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else json.dumps(key, ensure_ascii=False)


def toml_document(tables: Mapping[str, Any]) -> str:
    """A TOML document of nested mappings, such as a scenario; keys whose value is None are left out."""
    return "".join(f"{_key(key)} = {toml_value(value, key)}\n" for key, value in tables.items() if value is not None)
