"""The Python package makes snapshots that the program accepts, and refuses units, shapes and names by name."""

import datetime
import importlib.util
import re

import h5py
import numpy as np
import pandas
import pytest
import xarray
from python_package import ROOT, needs_program, scenario
from snapshots import AS_OF, ONE_VENUE, inspect, write_market

import liqcascade
from liqcascade.snapshot_layout import LAYOUT, LAYOUT_VERSION

pytestmark = [needs_program, pytest.mark.filterwarnings("error::liqcascade.LiqcascadeWarning")]
ENTRIES = [97_000.0, 100_000.0, 103_000.0]
INTEREST = 1e6 * np.arange(1.0, 13.0).reshape(1, 3, 4)[:, :, :2] + np.zeros((2, 1, 3, 2)) + 1e8
PAGE = (ROOT / "host/interface.md").read_text().partition("## Market snapshot")[2].partition("## Report")[0]


def arrays(**changes):
    """The market that `write_market` writes, as arguments of `liqcascade.market`."""
    flat = np.full(10, 100_000.0)
    time = pandas.date_range("2025-05-26T21:00", periods=10, freq="D", tz="UTC")
    history = pandas.DataFrame(
        {**{name: flat for name in ("open", "high", "low", "close")}, "volume": 1e9 / flat}, time
    )
    return {
        "asset": "BTC",
        "as_of": "2025-06-05T21:00:00Z",
        "source": "made by a test",
        "license": "CC0-1.0",
        "spot": 100_000.0,
        "positions": {"venue": ["okx"], "entry_price": ENTRIES, "leverage": [5, 20], "open_interest": INTEREST},
        "margin": {"notional_cap": [[1e7, 1e9]], "maintenance_rate": [[0.005, 0.01]], "contract": ["linear"]},
        "depth": {"distance": [0.001, 0.01, 0.05], "notional": [[1e6, 1e7, 5e7]] * 2},
        "history": history,
        **changes,
    }


def values(path):
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update({name: item}) if isinstance(item, h5py.Dataset) else None)
        return {
            name: (item.asstr()[()] if item.dtype.kind == "O" else item[()]).tolist() for name, item in found.items()
        }


def refused(tmp_path, **changes):
    with pytest.raises(liqcascade.LiqcascadeError) as raised:
        liqcascade.market(tmp_path / "m.h5", **arrays(**changes))
    assert list(tmp_path.iterdir()) == []
    return str(raised.value)


def test_a_snapshot_of_arrays_is_that_of_h5py(tmp_path):
    write_market(tmp_path / "expected.h5", venues=ONE_VENUE, entries=ENTRIES, interest=INTEREST)
    assert liqcascade.market(tmp_path / "m.h5", **arrays()) == tmp_path / "m.h5"
    assert values(tmp_path / "m.h5") == values(tmp_path / "expected.h5")
    told, expected = inspect(tmp_path / "m.h5"), inspect(tmp_path / "expected.h5")
    assert {key for key in told if told[key] != expected.get(key)} <= {"file", "sha256"}
    assert values(tmp_path / "m.h5")["history/time"][0] == AS_OF - 10 * 86_400
    with pytest.warns(liqcascade.LiqcascadeWarning, match="days before this run"):
        data = liqcascade.run(
            scenario(market={"file": tmp_path / "m.h5"}, simulation={"paths": 100, "horizon": "1d", "step": "5min"})
        )
    assert float(data.book_fuel.sum()) > 1e8


def test_axes_of_xarray_may_come_in_any_order_and_state_their_units(tmp_path):
    positions = xarray.Dataset(
        {
            "open_interest": (
                ("leverage", "side", "venue", "entry_price"),
                np.moveaxis(INTEREST, 3, 0),
                {"units": "USD"},
            )
        },
        {
            "side": ["long", "short"],
            "venue": ["okx"],
            "entry_price": ("entry_price", ENTRIES, {"units": "USD"}),
            "leverage": [5.0, 20.0],
        },
    )
    plain = liqcascade.market(tmp_path / "plain.h5", **arrays())
    made = liqcascade.market(
        tmp_path / "m.h5",
        **arrays(
            positions=positions,
            spot=(100_000.0, "USD"),
            as_of=datetime.datetime(2025, 6, 5, 23, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
        ),
    )
    assert values(made) == values(plain)
    with h5py.File(made) as file:
        assert file.attrs["as_of"] == "2025-06-05T21:00:00Z"
        assert file["positions/open_interest"].attrs["units"] == "USD"


def test_a_living_book_inverse_contracts_and_positions_of_accounts(tmp_path):
    accounts = {
        "price": [90e3, 95e3, 105e3],
        "notional": [[[1e8, 1e8, 0]], [[0, 0, 2e8]]],
        "bankruptcy_price": [[[89e3, 94e3, 105e3]], [[90e3, 90e3, 106e3]]],
        "coverage": 0.5,
    }
    margin = {"notional_cap": ([[100.0, 1e4]], "coin"), "maintenance_rate": [[0.005, 0.01]], "contract": ["inverse"]}
    book = {"turnover": ([345_600.0], "s"), "target": [[1.0], [0.9]]}
    made = liqcascade.market(
        tmp_path / "m.h5",
        **arrays(
            positions={**arrays()["positions"], "liquidation": accounts},
            margin=margin,
            book=book,
            attributes={"comment": "three kinds"},
        ),
    )
    told = inspect(made)
    assert told["classes"][0]["turnover"] == 345_600 and told["venues"][0]["contract"] == "inverse"
    with h5py.File(made) as file:
        assert file["positions/liquidation"].attrs["coverage"] == 0.5 and file.attrs["comment"] == "three kinds"
        assert list(file.attrs["schema_version"]) == list(LAYOUT_VERSION)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"spot": (100_000, "EUR")}, "spot is in 'EUR'; accepted: 'USD'"),
        (
            {"depth": {"distance": ([0.1, 1, 5], "%"), "notional": [[1e6, 1e7, 5e7]] * 2}},
            "depth/distance is in '%'; accepted: '1'",
        ),
        (
            {"positions": {**arrays()["positions"], "open_interest": (INTEREST, "BTC")}},
            "open_interest is in 'BTC'; accepted: 'USD'",
        ),
        ({"margin": {**arrays()["margin"], "notional_cap": ([[1.0, 2.0]], "coin")}}, "every contract is linear"),
        (
            {"positions": {**arrays()["positions"], "open_interest": INTEREST[:, :, :2]}},
            "has the shape (2, 1, 2, 2); accepted: (side 2, venue 1, entry_price 3, leverage 2)",
        ),
        (
            {"positions": {**arrays()["positions"], "open_intrest": INTEREST}},
            "accepted in positions: class, entry_price, ",
        ),
        (
            {"positions": {"venue": ["okx"], "entry_price": ENTRIES, "open_interest": INTEREST}},
            "needs its axis positions/leverage",
        ),
        ({"spot": float("nan")}, "spot: 1 of 1 values are NaN"),
        ({"as_of": datetime.datetime(2025, 6, 5)}, "has no zone"),
        (
            {"margin": {**arrays()["margin"], "maintenance_rate": [[0.5, 1.0]]}},
            "m.h5: /margin/maintenance_rate[0, 1] = 1 is not",
        ),
        ({"as_of": "yesterday"}, 'm.h5: /: as_of = "yesterday"'),
    ],
)
def test_what_is_not_acceptable_is_refused_by_name(tmp_path, changes, words):
    assert words in refused(tmp_path, **changes)


def test_what_the_program_warns_of_is_a_warning_and_refused_where_it_is_asked(tmp_path):
    thin = {"distance": [0.001, 0.01, 0.05], "notional": [[1e2, 1e3, 5e3]] * 2}
    with pytest.warns(liqcascade.LiqcascadeWarning, match="^m.h5: /depth/notional within 1 %"):
        liqcascade.market(tmp_path / "m.h5", **arrays(depth=thin))
    (tmp_path / "m.h5").unlink()
    with pytest.warns(liqcascade.LiqcascadeWarning, match="^m.h5: /depth/notional within 1 %"):
        assert "--strict does not accept" in refused(tmp_path, depth=thin, strict=True)


def rows_of_the_page():
    """Path, axes and unit of every object of the page; a row may name several."""
    for names, axes, unit in re.findall(r"^\| (`[^|]*)\|([^|]*)\|([^|]*)\|", PAGE, re.M):
        if "attribute" in names:
            continue
        first, *others = re.findall(r"`([^`]*)`", names)
        for name in (first, *others):
            full = name if name.startswith("/") else f"{first.rpartition('/')[0]}/{name}"
            yield full[1:], axes.strip(), unit


def test_the_layout_is_that_of_the_page():
    of_page = {name: (axes, unit) for name, axes, unit in rows_of_the_page()}
    assert of_page.keys() == LAYOUT.keys()
    for name, (axes, unit) in of_page.items():
        part = LAYOUT[name]
        assert ", ".join(part.axes) == ("" if axes == "scalar" else axes), name
        if name not in ("margin/contract_size", "history/time"):  # the page says their units in words
            assert all(word in unit for word in part.units) and bool(part.units) == bool(unit.strip()), name
    assert f"{LAYOUT_VERSION[0]}, {LAYOUT_VERSION[1]})" in PAGE


NO_ARROW = importlib.util.find_spec("pyarrow") is None


@pytest.mark.skipif(not NO_ARROW, reason="pyarrow is installed")
def test_without_pyarrow_it_is_said_how_to_get_it(tmp_path):
    with pytest.raises(liqcascade.LiqcascadeError, match=r"needs pyarrow.*pip install pyarrow"):
        liqcascade.read_positions(tmp_path / "p.parquet")


@pytest.mark.skipif(NO_ARROW, reason="pyarrow is not installed; tools/check-python runs this with it")
class TestPositions:
    """Positions of accounts from Parquet, to CSV that `market build` reads."""

    @staticmethod
    def frame():
        return pandas.DataFrame(
            {
                "user": ["0xaa", "0xbb", "0xbb"],
                "coin": ["BTC", "BTC", "ETH"],
                "szi": [20.0, -20.0, 5.0],
                "position_value": [2e6, 2e6, 12_500.0],
                "liq": [93_000.5, np.nan, np.inf],
                "leverage_type": pandas.Categorical(["cross", "isolated", "cross"]),
                "account_value": [1e6, np.nan, 1e5],
                "isolated_margin": [None, 40_000.0, None],
                "time": pandas.to_datetime(["2025-06-05T20:59:00"] * 3),
            }
        )

    def test_rows_are_kept_and_what_is_not_known_is_empty(self, tmp_path):
        self.frame().to_parquet(tmp_path / "p.parquet")
        made = liqcascade.read_positions(tmp_path / "p.parquet", columns={"liquidation_price": "liq"})
        assert made == tmp_path / "p.csv" and sorted(path.name for path in tmp_path.iterdir()) == ["p.csv", "p.parquet"]
        table = pandas.read_csv(made)
        assert list(table["market"]) == ["BTC", "BTC", "ETH"] and list(table["size"]) == [20, -20, 5]
        assert table["liquidation_price"].isna().tolist() == [False, True, True]
        assert list(table["time"]) == [1_749_157_140_000] * 3
        assert table["margin"].tolist()[1] == 40_000 and list(table["leverage_type"]) == ["cross", "isolated", "cross"]
        packed = (
            liqcascade.read_positions(tmp_path, tmp_path / "q.csv.gz", columns={"liquidation_price": "liq"})
            if (tmp_path / "p.csv").unlink() is None
            else None
        )
        pandas.testing.assert_frame_equal(pandas.read_csv(packed), table)

    def test_missing_columns_are_named(self, tmp_path):
        self.frame().to_parquet(tmp_path / "p.parquet")
        with pytest.raises(
            liqcascade.LiqcascadeError, match="no column for liquidation_price; there are: user, coin.*columns="
        ):
            liqcascade.read_positions(tmp_path / "p.parquet")
        with pytest.raises(liqcascade.LiqcascadeError, match="has no column 'x'"):
            liqcascade.read_positions(tmp_path / "p.parquet", columns={"liquidation_price": "x"})
        (tmp_path / "t.parquet").write_text("text")
        with pytest.raises(liqcascade.LiqcascadeError, match="cannot be read as Parquet"):
            liqcascade.read_positions(tmp_path / "t.parquet")

    def test_the_program_builds_a_market_of_it(self, tmp_path):
        from recipes import NEW_YEAR, bars, short

        candles = bars(NEW_YEAR, 2 * 288, price=100_000.0, volume=1.0)
        built = short(tmp_path, candles)
        built.venue.update(
            {
                "name": "hyperliquid",
                "positions": {"files": ["p.csv"]},
                "open_interest": {"amount": 10e6, "unit": "usd", "sides": "one"},
                "tiers": {"cap": [150e6, 1e9], "rate": [0.0125, 0.025], "unit": "usd", "shape": "marginal"},
            }
        )
        built.recipe["positions"] = {"method": "accounts"}
        close = candles[-1][4]
        frame = self.frame().assign(
            position_value=[20 * close, 20 * close, 12_500.0],
            time=pandas.to_datetime([NEW_YEAR + 2 * 86_400] * 3, unit="s"),
        )
        frame.to_parquet(tmp_path / "p.parquet")
        liqcascade.read_positions(tmp_path / "p.parquet", tmp_path / "p.csv", columns={"liquidation_price": "liq"})
        _, made, _ = built.made()
        assert made["positions/liquidation/notional"][0].sum() == pytest.approx(20 * 93_000.5, rel=1e-9)
        assert made["positions/liquidation/notional"][1].sum() > 20 * close
