"""Turns positions of accounts in Parquet files into CSV that `market build` reads."""

import contextlib
import os
import pathlib
import tempfile
from collections.abc import Mapping
from typing import Any

from .errors import LiqcascadeError

#: Columns of the format accounts-csv (`liqcascade schema recipe`), with the names that a file may have for them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "market": ("market", "coin", "symbol"),
    "size": ("size", "szi"),
    "notional": ("notional", "position_value"),
    "liquidation_price": ("liquidation_price", "liquidation_px"),
    "leverage_type": ("leverage_type",),
    "account_value": ("account_value",),
    "entry_price": ("entry_price", "entry_px"),
    "leverage": ("leverage",),
    "account_mode": ("account_mode",),
    "user": ("user", "address"),
    "margin": ("margin", "isolated_margin"),
    "side": ("side",),
    "time": ("time", "timestamp"),
}
NEEDED = ("market", "size", "notional", "liquidation_price", "leverage_type", "account_value")
_TEXTS = ("market", "leverage_type", "account_mode", "user", "side")


def _arrow() -> tuple[Any, Any, Any, Any]:
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.csv
        import pyarrow.dataset
    except ImportError as error:
        raise LiqcascadeError(
            "read_positions needs pyarrow, which is not installed. Install it: "
            "pip install pyarrow, or this package as liqcascade[positions]."
        ) from error
    return pyarrow, pyarrow.compute, pyarrow.csv, pyarrow.dataset


def _chosen(there: list[str], stated: Mapping[str, str], file: str) -> dict[str, str]:
    """The column of the file for each column of the CSV."""
    unknown = [name for name in stated if name not in COLUMNS]
    if unknown:
        raise LiqcascadeError(f"columns names {unknown[0]!r}; accepted: {', '.join(COLUMNS)}")
    found: dict[str, str] = {}
    for name, names in COLUMNS.items():
        if name in stated:
            if stated[name] not in there:
                raise LiqcascadeError(f"{file}: has no column {stated[name]!r}; there are: {', '.join(there)}")
            found[name] = stated[name]
        elif match := next((one for one in names if one in there), None):
            found[name] = match
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise LiqcascadeError(
            f"{file}: has no column for {', '.join(missing)}; there are: {', '.join(there)}. State them: "
            f'read_positions(..., columns={{"{missing[0]}": "NAME"}})'
        )
    return found


def _as_csv_column(name: str, column: Any, file: str) -> Any:
    """Texts as they are, times as milliseconds since 1970, and numbers with empty cells where nothing is known."""
    pa, compute, _, _ = _arrow()
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if name in _TEXTS:
        return column.cast(pa.string())
    if name == "time":
        kind = column.type
        if pa.types.is_timestamp(kind) and kind.tz is None:
            column = column.cast(pa.timestamp(kind.unit, tz="UTC"))
        return (
            compute.cast(column, pa.timestamp("ms", tz="UTC"), safe=False).cast(pa.int64())
            if pa.types.is_timestamp(kind)
            else column
        )
    try:
        numbers = column.cast(pa.float64())
    except pa.ArrowInvalid as error:
        raise LiqcascadeError(f"{file}: the column for {name} does not hold numbers: {error}") from error
    return compute.if_else(compute.is_finite(numbers), numbers, pa.scalar(None, pa.float64()))


def read_positions(
    parquet: str | os.PathLike[str],
    csv: str | os.PathLike[str] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
) -> pathlib.Path:
    """Writes positions of accounts from Parquet as a CSV file of the format accounts-csv, and returns its path.

    parquet  a file, or a folder of files, with a row for each position
    csv      the CSV file; left out: beside the Parquet file, with the suffix .csv. A name that ends in .gz is packed
    columns  names of columns in the file where they are others than the usual ones: {"liquidation_price": "liq_px"}

    Columns: market, size (coin, signed), notional (USD at the mark price), liquidation_price (USD; nothing, NaN and
    infinite: not known), leverage_type ("cross" or "isolated") and account_value (USD); entry_price (USD), leverage,
    account_mode, user, margin (USD), side and time (UTC) where there are. Rows of all markets are kept, because a cross
    position without a liquidation price can be worked out only by who sees the whole account. A recipe of `market
    build` names the CSV as `positions = { files = ["..."] }` of a venue. Rows are read in batches: the file may be
    larger than the memory.

    Raises LiqcascadeError where pyarrow is not installed, or a column is missing or holds no numbers.
    """
    pa, _, arrow_csv, dataset = _arrow()
    source = pathlib.Path(parquet)
    target = pathlib.Path(csv) if csv is not None else source.with_suffix(".csv")
    if not source.exists():
        raise LiqcascadeError(f"{source}: there is no such file or folder")
    try:
        table = dataset.dataset(source, format="parquet")
        found = _chosen(table.schema.names, columns or {}, str(source))
    except (pa.ArrowInvalid, OSError) as error:
        raise LiqcascadeError(f"{source}: cannot be read as Parquet: {error}") from error
    with (
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".liqcascade-") as folder,
        contextlib.ExitStack() as open_files,
    ):
        draft = pathlib.Path(folder) / target.name
        compression = "gzip" if target.suffix == ".gz" else None
        stream = open_files.enter_context(pa.output_stream(str(draft), compression=compression))
        writer = None
        for batch in table.to_batches(columns=list(dict.fromkeys(found.values()))):
            made = pa.record_batch(
                [_as_csv_column(name, batch.column(of), str(source)) for name, of in found.items()], names=list(found)
            )
            if writer is None:
                writer = open_files.enter_context(arrow_csv.CSVWriter(stream, made.schema))
            writer.write_batch(made)
        if writer is None:
            raise LiqcascadeError(f"{source}: holds no rows")
        open_files.close()
        os.replace(draft, target)
    return target
