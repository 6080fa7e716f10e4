"""The comparison accepts two samples of one law, notices another law; the scenarios are whole."""

import copy
import dataclasses
import subprocess
import sys
import tomllib

import h5py
import numpy as np
import pytest

import compare
from inputs import read_scenario
from law.depth import PowerLaw
from transcription import report

SCENARIOS = sorted((compare.HERE / "scenarios").glob("*.toml"))
N_PATHS = 20_000


def disagreements(product, reference):
    return [c.quantity for c in compare.compare(product, reference) if not c.agrees]


@pytest.fixture(scope="module")
def steep():
    scenario = read_scenario(compare.HERE / "scenarios" / "steep.toml")
    return scenario, report(scenario, N_PATHS, 1)


def test_two_samples_of_one_law_agree(steep):
    scenario, reference = steep
    assert disagreements(report(scenario, N_PATHS, 2), reference) == []


@pytest.mark.parametrize(
    "part, change",
    [
        ("rule", {"max_rounds": 3}),
        ("rule", {"market_fraction": 0.75}),
        ("rule", {"mark_pass_through": 0.95}),
        ("impact", {"permanent_share": 0.2}),
        ("impact", {"resilience": 7 * 3600.0}),
        ("impact", {"sensitivity": 0.1}),
        ("impact", {"recovery": 6 * 3600.0}),
        ("impact", {"ask": PowerLaw(100e6, 2.0)}),
        ("horizon", {"bridge": True}),
        ("price", {"drift": 0.0}),
    ],
)
def test_a_changed_law_is_noticed(steep, part, change):
    scenario, reference = steep
    changed = copy.copy(scenario)
    setattr(changed, part, dataclasses.replace(getattr(scenario, part), **change))
    assert disagreements(report(changed, N_PATHS, 2), reference)


def test_a_book_that_lost_two_dollars_is_noticed(steep):
    product = copy.deepcopy(steep[1])
    product["book"]["short"]["off_grid"] -= 2
    assert disagreements(product, steep[1]) == ["book.short.off_grid"]


def test_an_outcome_that_is_missing_is_an_error(steep):
    product = copy.deepcopy(steep[1])
    del product["outcomes"][0]
    with pytest.raises(KeyError):
        compare.compare(product, steep[1])


def test_the_snapshots_are_those_that_their_script_writes(tmp_path):
    script = compare.HERE / "scenarios" / "make_snapshots.py"
    subprocess.run([sys.executable, script, "--folder", tmp_path], check=True)
    for scenario in SCENARIOS:
        kept, made = scenario.with_suffix(".h5"), tmp_path / f"{scenario.stem}.h5"
        assert kept.read_bytes() == made.read_bytes()


def test_the_scenarios_exercise_every_key_with_values_of_their_own():
    defaults = {"seed": 1, "monitoring": "bridge", "drift": 0.0, "initial_jump": 0.0}
    defaults |= {
        "market_fraction": 1.0,
        "mark_pass_through": 1.0,
        "max_rounds": 256,
        "exponent": 1.0,
    }
    defaults |= {
        "resilience": "30min",
        "permanent_share": 0.0,
        "sensitivity": 0.0,
        "recovery": "1h",
    }
    defaults |= {
        "floor": 0.05,
        "liquidatable_share": 1.0,
        "open_interest_factor": 1.0,
        "spot": None,
    }
    defaults |= {"by": None, "at": None}
    changed = set()
    for file in SCENARIOS:
        text = tomllib.loads(file.read_text())
        tables = [text[t] for t in ("market", "simulation", "price", "cascade", "impact")]
        for table in [*tables, text["impact"]["withdrawal"], *text["event"]]:
            changed |= {k for k in table if k in defaults and table[k] != defaults[k]}
    assert changed == set(defaults)


def test_the_snapshots_have_both_contracts_and_tiers_that_matter():
    for file in SCENARIOS:
        with h5py.File(file.with_suffix(".h5")) as snapshot:
            assert set(snapshot["margin/contract"].asstr()[:]) == {"linear", "inverse"}
            assert np.isfinite(snapshot["margin/notional_cap"][:]).sum(axis=1).min() >= 2
        book = read_scenario(file).book
        for side in (book.longs, book.shorts):
            assert min(side.total(), side.off_grid, side.wrong_side, side.not_liquidatable) > 0


def test_only_what_is_beyond_its_limit_twice_disagrees(steep):
    def measured(quantity, z):
        return compare.Comparison(quantity, z, 0.0, 1.0, 3.0)

    suspects = [measured("chance", 3.2), measured("true", 3.4)]
    again = [measured("chance", 0.1), measured("true", 6.0), measured("other", 3.1)]
    assert [c.quantity for c in compare.confirmed(suspects, again)] == ["true"]
    exact = compare.Comparison("book", 5.0, 0.0, 0.0, 1.0)
    assert compare.confirmed([exact], []) == [exact]
