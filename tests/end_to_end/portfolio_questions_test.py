"""The desk's own positions in questions: limits, /summary, the overview, diff, stress, and desks of hundreds."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest
import xarray

from sanitizers import seconds

PROGRAM = os.environ["LIQCASCADE"]
SNAPSHOT = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "btc-2025-06-05.h5"

SCENARIO = """
schema = 1
name = "desk"
market.file = "market.h5"
simulation = { paths = 8000, horizon = "2d", step = "1h" }
price = { model = "gbm", volatility = 0.25 }
impact.depth = 300e6
report.times = 4
event = [ { name = "low", kind = "touch", level = 97_000 } ]
"""

POSITIONS = """
[[position]]
name = "core"
side = "long"
notional = 20e6
entry = 103_000
leverage = 20
venue = "stable-margined"
what_if = { add_margin = 1e6 }

[[position]]
name = "hedge"
side = "short"
notional = 5e6
entry = 104_500
wallet = 5e5
venue = "coin-margined"
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")
    (tmp_path / "desk.toml").write_text(SCENARIO + POSITIONS)
    return tmp_path


def call(folder, *arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          timeout=seconds(120), check=False)
    assert done.returncode == code, (done.returncode, done.stderr)
    return done


def run(folder, *arguments, code=0):
    return json.loads(call(folder, "run", "desk.toml", "--json", "--quiet", *arguments, code=code).stdout)["runs"][0]


def subject(of, name, changed=False):
    both = of["portfolio"]["positions"] + of["portfolio"]["totals"]
    return next(one for one in both if one["name"] == name and (one["what_if"] is not None) == changed)


def limits(*all_of_them):
    return "limit=[" + ", ".join("{ metric = '%s', %s }" % one for one in all_of_them) + "]"


def test_limits_judge_the_numbers_of_the_report(folder):
    told = run(folder, "--set", limits(
        ("portfolio.es99", "max = 1"), ("portfolio.what_if.worst.es95", "max = 1e12"),
        ("position.core.liquidated", "min = 0.9999"), ("position.core.what_if.liquidated", "max = 0.9999"),
        ("portfolio.loss", "max = 1e9"), ("position.hedge.p05", "warn_below = 1e9")), "--fail-on-limit", code=3)
    by_name = {limit["metric"]: limit for limit in told["limits"]}
    total, changed, core = subject(told, "total"), subject(told, "total", True), subject(told, "core")
    horizon = total["profit"]["horizon"]
    for name, value, low, high in [
            ("portfolio.es99", horizon["es99"], horizon["low"]["es99"], horizon["high"]["es99"]),
            ("portfolio.loss", -horizon["mean"], -horizon["high"]["mean"], -horizon["low"]["mean"]),
            ("portfolio.what_if.worst.es95", *(of["es95"] for of in (
                changed["profit"]["worst"], changed["profit"]["worst"]["low"], changed["profit"]["worst"]["high"]))),
            ("position.core.liquidated", *(core["liquidated"][key] for key in ("probability", "low", "high")))]:
        limit = by_name[name]
        assert (limit["value"], limit["low"], limit["high"]) == (value, low, high), name
        assert low <= value <= high, name
    assert {name: limit["state"] for name, limit in by_name.items()} == {
        "portfolio.es99": "breach", "portfolio.what_if.worst.es95": "ok", "position.core.liquidated": "breach",
        "position.core.what_if.liquidated": "ok", "portfolio.loss": "ok", "position.hedge.p05": "warn"}
    printed = call(folder, "run", "desk.toml", "--set", limits(("portfolio.mean", "min = 1e9")), "--fail-on-limit",
                   code=3)
    assert "is below min = " in printed.stderr and "warn below" in printed.stdout
    refused = call(folder, "run", "desk.toml", "--set", limits(("position.cor.loss", "max = 1")), code=2)
    assert "Did you mean position.core?" in refused.stderr


def test_pairs_of_paths_are_not_taken_for_independent(folder):
    for sampling, worth in (("independent", 8000), ("antithetic", 4000)):
        found = subject(run(folder, "--set", f"simulation.sampling={sampling}"), "core")["liquidated"]
        p = found["probability"]
        assert found["standard_error"] == pytest.approx((p * (1 - p) / worth) ** 0.5, rel=1e-3)


def test_the_report_holds_intervals_and_paths_by_profit(folder):
    told = run(folder, "-o", "r.h5")
    with xarray.open_dataset(folder / "r.h5", group="runs/000000/portfolio") as file:
        at = dict(view="with_cascade", moment="horizon")
        for index, label in enumerate(file["position"].values):
            bins = file.sel(**at).where(file["profit_bin_position"] == index, drop=True)
            assert int(bins["profit_bin_paths"].sum()) == told["paths"], label
            middle = (bins["profit_bin_lower"] + bins["profit_bin_upper"]) / 2
            mean = float((middle * bins["profit_bin_paths"]).sum()) / told["paths"]
            one = file.sel(position=label, **at)
            assert mean == pytest.approx(float(one["profit_mean"]), rel=0.1, abs=2e4), label
            low, value, high = (float(one[name]) for name in ("es99_low", "es99", "es99_high"))
            tiny = 1e-12 * abs(value)  # where the worst paths all lose the margin, and sums are rounded
            assert low - tiny <= value <= high + tiny, label
    again = json.loads(call(folder, "report", "show", "r.h5", "--json").stdout)["runs"][0]
    assert again["portfolio"] == told["portfolio"]


def test_summary_and_overview_have_the_portfolio(folder):
    (folder / "desk.toml").write_text(SCENARIO + POSITIONS + '[sweep]\n"price.volatility" = [0.3, 0.9]\n')
    printed = call(folder, "run", "desk.toml", "-o", "r.h5", "--quiet").stdout
    assert "[portfolio.es99]" in printed and "any" in printed and "95 % interval" in printed
    told = json.loads(call(folder, "report", "show", "r.h5", "--json").stdout)["runs"]
    with xarray.open_dataset(folder / "r.h5", group="summary") as table:
        for name, moment in (("portfolio.es99", "horizon"), ("portfolio.worst.es99", "worst")):
            assert list(table[name].values) == [subject(r, "total")["profit"][moment]["es99"] for r in told]
        assert list(table["position.core.what_if.liquidated.high"].values) == [
            subject(r, "core", True)["liquidated"]["high"] for r in told]
        assert table["portfolio.es99"].values[1] < table["portfolio.es99"].values[2]


def test_diff_attributes_the_losses_of_the_desk(folder):
    old = run(folder, "-o", "old.h5")
    new = run(folder, "-o", "new.h5", "--set", "price.volatility=0.3", "--set", "impact.depth=250e6")
    pair = json.loads(call(folder, "report", "diff", "old.h5", "new.h5", "--json").stdout)["runs"][0]
    changes = {change["metric"]: change for change in pair["portfolio"]}
    es99 = changes["portfolio.es99"]
    assert es99["old"] == subject(old, "total")["profit"]["horizon"]["es99"]
    assert es99["new"] == subject(new, "total")["profit"]["horizon"]["es99"]
    assert es99["difference"] == es99["new"] - es99["old"] and es99["standard_error"] > 0
    assert changes["position.core.liquidated"]["new"] == subject(new, "core")["liquidated"]["probability"]
    parts = {part["metric"]: part for part in pair["attribution"]["portfolio"]}
    assert set(parts) == set(changes)
    for name, part in parts.items():
        assert part["old"] == pytest.approx(changes[name]["old"]), "all paths of both reports were repeated"
        together = sum(one["mean"]["value"] for one in part["contributions"]) + part["interaction"]["value"]
        assert together == pytest.approx(part["difference"]["value"], abs=1e-6 * max(1, abs(part["new"])))
    core = parts["position.core.mean"]
    assert {one["input"] for one in core["contributions"]} == {"volatility", "depth"}
    # The runs share their paths, so their difference is known better than that of independent runs.
    assert 0 < core["difference"]["standard_error"] < changes["position.core.mean"]["standard_error"]
    assert "THE DESK'S POSITIONS" in call(folder, "report", "diff", "old.h5", "new.h5", "--no-rerun").stdout


def test_stress_finds_what_makes_the_desk_lose_so_much(folder):
    base = subject(run(folder), "total")["profit"]["horizon"]
    reach = round(1.2 * base["es99"], -3)
    asked = ["stress", "desk.toml", "--outcome", "portfolio.es99", "--reach", reach, "--vary", "price.volatility",
             "--quiet"]
    result = json.loads(call(folder, *asked, "--json", "-o", "s.h5").stdout)["stress"]
    assert result["unit"] == "USD" and result["base"]["value"] == base["es99"]
    at = result["nearest"]["at"]
    assert abs(at["value"] - reach) < 0.2 * at["standard_error"]
    assert result["nearest"]["set"]["price.volatility"] > 0.25
    found = run(folder, "--set", f"price.volatility={result['nearest']['set']['price.volatility']!r}")
    assert subject(found, "total")["profit"]["horizon"]["es99"] == at["value"]
    with xarray.open_dataset(folder / "s.h5", group="points") as points, xarray.open_dataset(folder / "s.h5") as root:
        assert float(points["value"][0]) == at["value"] and root.attrs["unit"] == "USD"
        assert float(points["key_value"][0, 0]) == result["nearest"]["set"]["price.volatility"]
    with xarray.open_dataset(folder / "s.h5", group="trials") as trials:
        assert list(trials["value"].values) == [trial["at"]["value"] for trial in result["trials"]]
    assert "mean loss since the start" in call(
        folder, "stress", "desk.toml", "--outcome", "portfolio.loss", "--reach", -base["mean"], "--vary",
        "price.volatility", "--quiet").stdout
    call(folder, *asked[:2], "--outcome", "position.none.es99", *asked[4:], code=2)


def test_hundreds_of_positions_are_followed_in_groups(folder):
    terms = [(side, 100_000 + 700 * i, 5 + 3 * i) for i in range(6) for side in ("long", "short")]
    header = "name,side,notional,entry,leverage,venue\n"

    def desk(rows):
        lines = (f"{name},{side},{notional!r},{entry},{leverage},stable-margined\n"
                 for name, side, notional, entry, leverage in rows)
        (folder / "positions.csv").write_text(header + "".join(lines))
        (folder / "desk.toml").write_text(SCENARIO + '[portfolio]\nfile = "positions.csv"\n')
        return run(folder)

    # Copies of the same terms: grouping loses nothing.
    copies, sizes = 30, 1_000
    many = desk((f"p{i}-{k}", side, sizes, entry, leverage)
                for k in range(copies) for i, (side, entry, leverage) in enumerate(terms))
    few = desk((f"p{i}", side, copies * sizes, entry, leverage) for i, (side, entry, leverage) in enumerate(terms))
    assert len(many["portfolio"]["positions"]) == 64 and len(few["portfolio"]["positions"]) == len(terms)
    assert sum(one["members"] for one in many["portfolio"]["positions"]) == copies * len(terms)
    grouped, exact = subject(many, "total"), subject(few, "total")
    assert max(one["liquidation_spread"] for one in many["portfolio"]["positions"]) < 1e-12
    assert grouped["notional"] == exact["notional"] == copies * sizes * len(terms)
    assert grouped["margin"] == pytest.approx(exact["margin"], rel=1e-12)
    assert grouped["liquidated"] == exact["liquidated"]
    for moment in ("horizon", "worst"):
        assert grouped["profit"][moment]["mean"] == pytest.approx(exact["profit"][moment]["mean"], rel=1e-6)
        assert grouped["profit"][moment]["es99"] == pytest.approx(exact["profit"][moment]["es99"], rel=1e-3)
    assert any("are followed as" in warning for warning in many["warnings"])
    assert not any("are followed as" in warning for warning in few["warnings"])
