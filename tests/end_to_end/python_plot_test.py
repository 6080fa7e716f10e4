"""The pictures of the Python package show the numbers of the report, on the Axes that they are given."""

import pathlib
import subprocess
import sys

import numpy as np
import pytest
from backtest_test import asked, history
from matplotlib import pyplot
from matplotlib.collections import PathCollection, PolyCollection, QuadMesh
from python_package import needs_program, scenario

import liqcascade
from liqcascade import plot
from liqcascade.plot import style

pytestmark = [needs_program, pytest.mark.filterwarnings("ignore::liqcascade.LiqcascadeWarning")]
WITHDRAWING = {"depth": {"bid": 600e6, "ask": 500e6}, "withdrawal": {"sensitivity": 0.2}}
DRAWN = {
    "fan": {"paths": 3},
    "first_touch": {"outcomes": ["race.up", "race.down", "low.touched"]},
    "heat_map": {},
    "exceedance": {},
    "branching": {},
}
__all__ = ["history"]  # a fixture


@pytest.fixture(scope="module")
def data():
    return liqcascade.run(scenario(impact=WITHDRAWING), paths=1_000, market__liquidatable_share=0.3)


@pytest.fixture
def ax():
    _, made = pyplot.subplots(figsize=(9, 5.4), layout="constrained")
    yield made
    pyplot.close("all")


def line(ax, label):
    return next(one for one in ax.get_lines() if one.get_label() == label)


@pytest.mark.parametrize("name", DRAWN)
def test_every_picture_takes_and_returns_axes_and_cuts_nothing_off(data, ax, name, tmp_path):
    assert getattr(plot, name)(data, ax, **DRAWN[name]) is ax
    ax.figure.savefig(tmp_path / "p.png")
    width, height = ax.figure.canvas.get_width_height()
    texts = [
        one
        for one in [ax.title, ax.xaxis.label, ax.yaxis.label, *ax.texts, *ax.get_legend().get_texts()]
        if one.get_text()
    ]
    assert len(texts) > 4
    for text in texts:
        box = text.get_window_extent()
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1, text.get_text()
    ink = (pyplot.imread(tmp_path / "p.png")[..., :3] < 0.95).any(axis=2)
    assert ink.mean() > 0.02
    assert "BTC" in ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()
    of_market_alone = name == "branching"
    assert ("1,000 paths of 6 days in steps of 1 h" in ax.texts[-1].get_text()) != of_market_alone
    assert "2025-06-05 21:00 UTC" in ax.texts[-1].get_text()


@pytest.mark.parametrize("name", DRAWN)
def test_without_axes_a_figure_is_made_and_several_runs_are_refused(data, name):
    made = getattr(plot, name)(data.expand_dims("run"))
    assert made.figure is pyplot.gcf()
    pyplot.close("all")
    with pytest.raises(liqcascade.LiqcascadeError, match=r"holds 2 runs; .*isel\(run=0\)"):
        getattr(plot, name)(data.expand_dims(run=[0, 1]))


def test_the_fan_shows_quantiles_from_spot_on_and_the_levels_of_the_question(data, ax):
    plot.fan(data, ax)
    median = line(ax, "median").get_ydata()
    assert median[0] == float(data.spot)
    np.testing.assert_array_equal(median[1:], data.price_quantile.sel(quantile=0.5))
    bands = {one.get_label(): one for one in ax.collections if isinstance(one, PolyCollection)}
    assert list(bands) == ["98 % of paths", "90 % of paths", "50 % of paths"]
    ends = bands["90 % of paths"].get_paths()[0].vertices[:, 1]
    assert (
        ends.max() == data.price_quantile.sel(quantile=0.95).max()
        and ends.min() == data.price_quantile.sel(quantile=0.05).min()
    )
    assert {"107,000", "97,000"} <= {text.get_text() for text in ax.texts}
    plot.fan(data, ax, levels={"support": 95_500.0})
    assert "support" in {text.get_text() for text in ax.texts}


def test_first_touch_shows_curves_and_intervals(data, ax):
    plot.first_touch(data, ax)
    curves = [one.get_ydata()[1:] for one in ax.get_lines() if one.get_linewidth() > 1.5 and len(one.get_ydata())]
    for curve, name in zip(curves, ["race.up", "race.down"], strict=True):
        np.testing.assert_array_equal(curve, data.first_touch.sel(outcome=name))
    up = data.sel(outcome="race.up")
    words = f"race.up\n{100 * float(up.probability):.1f} % ({100 * float(up.low):.1f} to {100 * float(up.high):.1f} %)"
    assert words in {text.get_text() for text in ax.texts}
    with pytest.raises(liqcascade.LiqcascadeError, match="'race.neither' has no curve over time; accepted: .*race.up"):
        plot.first_touch(data, ax, outcomes=["race.neither"])


@pytest.mark.parametrize("side", ["long", "both"])
def test_the_heat_map_shows_all_that_is_liquidated_where_the_price_goes(data, ax, side):
    plot.heat_map(data, ax, side=side)
    (mesh,) = [one for one in ax.collections if isinstance(one, QuadMesh)]
    corners = mesh.get_coordinates()
    rates = np.ma.filled(mesh.get_array(), 0.0).reshape(corners.shape[0] - 1, corners.shape[1] - 1)
    days = np.diff(corners[0, :, 0])
    hundredths = np.diff(np.log(corners[:, 0, 1])) / np.log(1.01)
    shown = (rates * days[None, :] * hundredths[:, None]).sum()
    total = data.expected_liquidated.isel(time=-1)
    total = float(total.sum() if side == "both" else total.sel(side=side).sum())
    assert days.sum() == pytest.approx(6) and 0.8 * total < shown <= total * (1 + 1e-9)
    with pytest.raises(liqcascade.LiqcascadeError, match="side is 'short-ish'; accepted: both, long, short"):
        plot.heat_map(data, ax, side="short-ish")


@pytest.mark.parametrize(("name", "tail"), [("largest_1h_both", "p99"), ("close", "p01")])
def test_exceedance_goes_through_the_quantiles(data, ax, name, tail):
    plot.exceedance(data, ax, quantities=[name])
    (curve,) = ax.get_lines()
    value = float(data[f"{name}_{tail}"])
    order = np.argsort(curve.get_xdata(), kind="stable")
    at = np.interp(value, curve.get_xdata()[order], curve.get_ydata()[order])
    assert at == pytest.approx(0.01, abs=0.006)
    assert style.money(float(data[f"{name}_es99"])) in ax.get_legend().get_texts()[0].get_text()
    with pytest.raises(
        liqcascade.LiqcascadeError, match="there is no quantity 'largest'; accepted: 1 to 4 of .*drawdown"
    ):
        plot.exceedance(data, ax, quantities=["largest"])
    with pytest.raises(liqcascade.LiqcascadeError, match="differ in their unit"):
        plot.exceedance(data, ax, quantities=["drawdown", "close"])


def test_branching_shows_the_ladder_and_the_critical_line(data, ax):
    plot.branching(data, ax, reach=0.1)
    spot = float(data.spot)
    shown = data.sel(ladder_price=slice(0.9 * spot, 1.1 * spot))
    np.testing.assert_array_equal(line(ax, "at the depth of the start").get_ydata(), shown.ladder_branching_ratio)
    assert set(line(ax, "1: from here on a cascade sustains itself").get_ydata()) == {1}
    assert any("liquidated" in text.get_text() for text in ax.get_legend().get_texts())
    with pytest.raises(liqcascade.LiqcascadeError, match="reach is 2; accepted"):
        plot.branching(data, ax, reach=2)


def test_reliability_shows_the_bins_of_a_back_test(history, ax, tmp_path):
    done = asked(history, "-o", tmp_path / "b.h5", "--quiet")
    assert done.returncode == 0, done.stderr
    data = liqcascade.open_backtest(tmp_path / "b.h5")
    assert plot.reliability(data, ax, models=["M", "A"]) is ax
    points = [one.get_offsets() for one in ax.collections if isinstance(one, PathCollection) and len(one.get_offsets())]
    for drawn, model in zip(points, ["M", "A"], strict=True):
        of = data.sel(foretold="touches.hit", horizon=7, model=model)
        held = of.reliability_n > 0
        np.testing.assert_array_equal(drawn[:, 0], of.reliability_forecast[held])
        np.testing.assert_array_equal(drawn[:, 1], of.reliability_observed.sel(bound="value")[held])
    assert "touches of levels within 7 days" in ax.get_title(loc="left")
    with pytest.raises(liqcascade.LiqcascadeError, match="a model is 'Z'; accepted: A, B, C"):
        plot.reliability(data, ax, models=["Z"])
    with pytest.raises(liqcascade.LiqcascadeError, match="horizon is 30; accepted: 7"):
        plot.reliability(data, ax, horizon=30)


def test_words_for_numbers():
    assert [style.money(value) for value in (1.234e9, 999.9e6, 12_000, 5, 1e15, float("nan"))] == [
        r"\$1.23B",
        r"\$1B",
        r"\$12K",
        r"\$5",
        r"\$1000T",
        "not known",
    ]
    assert [style.price(value) for value in (93_000, 0.000013841, 2.5)] == ["93,000", "1.3841e-05", "2.5"]
    assert [style.percent(share) for share in (0.275, 0.0004, 0, 1)] == ["27.5 %", "0.04 %", "0.0 %", "100.0 %"]
    assert [style.duration(s) for s in (2_592_000, 300, 86_400, 3_600, 90)] == [
        "30 days",
        "5 min",
        "1 day",
        "1 h",
        "90 s",
    ]
    moved = style.spread([0.1, 0.11, 0.5], 0.1)
    assert np.all(np.diff(moved) >= 0.0999) and moved[2] == 0.5


def test_plain_imports_do_without_matplotlib():
    code = (
        "import sys, python_package, liqcascade; assert 'matplotlib' not in sys.modules; liqcascade.plot.fan; "
        "assert 'matplotlib' in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=pathlib.Path(__file__).parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
