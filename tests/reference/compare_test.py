"""The comparison accepts two samples of one law, notices another law; the scenarios are whole."""

import copy
import os
import subprocess
import sys
import tomllib
from dataclasses import replace

import h5py
import numpy as np
import pytest

import compare
from inputs import read_scenario
from law.depth import PowerLaw
from transcription import report

SCENARIOS = sorted((compare.HERE / "scenarios").glob("*.toml"))
N_PATHS = 20_000
N_OF_A_PART = 4_000
slow = pytest.mark.skipif(os.environ.get("LIQ_FULL") != "1", reason="ten seconds and more: LIQ_FULL=1 runs it")
STORIES = [  # an event of `story` and what it asks instead
    ("retest_107k_after_105500", {"steps": [
        {"above": 105_500, "by": "5d"},
        {"below": 103_000, "before_above": 109_000},
        {"above": 107_000, "before_below": 99_000, "by": "9d"},
    ]}),
    ("slip_and_fall", {"steps": [{"below": 101_500}, {"below": 97_000}]}),
    ("holds_101k_for_3d", {"for": "96h"}),
    ("stays_under_102k_for_36h", {"for": "60h"}),
    ("cross_3_9", {"fast": 1}),
    ("touch_110k_given_hold", {"given": "stays_under_102k_for_36h.held"}),
]  # fmt: skip


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
        pytest.param("rule", {"max_rounds": 3}, marks=slow),
        ("rule", {"market_fraction": 0.75}),
        pytest.param("rule", {"mark_pass_through": 0.95}, marks=slow),
        ("impact", {"permanent_share": 0.2}),
        pytest.param("impact", {"resilience": 7 * 3600.0}, marks=slow),
        pytest.param("impact", {"sensitivity": 0.1}, marks=slow),
        pytest.param("impact", {"recovery": 6 * 3600.0}, marks=slow),
        ("impact", {"ask": PowerLaw(100e6, 2.0)}),
        pytest.param("horizon", {"bridge": True}, marks=slow),
        ("price", {"drift": 0.0}),
    ],
)
def test_a_changed_law_is_noticed(steep, part, change):
    scenario, reference = steep
    changed = copy.copy(scenario)
    setattr(changed, part, replace(getattr(scenario, part), **change))
    assert disagreements(report(changed, N_PATHS, 2), reference)


def scaled_inflow(scenario, factor):
    """The new positions' liquidation prices further off by a factor."""

    def scaled(of_class):
        inflow = (replace(side, offsets=side.offsets * factor) for side in of_class.inflow)
        return replace(of_class, inflow=tuple(inflow))

    return {"classes": tuple(map(scaled, scenario.living.classes))}


def with_one_turnover(scenario):
    """All classes with the turnover of the one in the middle."""
    classes = scenario.living.classes
    middle = classes[len(classes) // 2].turnover
    return {"classes": tuple(replace(of_class, turnover=middle) for of_class in classes)}


@pytest.fixture(scope="module")
def references():
    """The scenarios and what the transcription finds, made when first asked for."""
    made = {}

    def reference(name):
        if name not in made:
            scenario = read_scenario(compare.HERE / "scenarios" / f"{name}.toml")
            made[name] = scenario, report(scenario, N_OF_A_PART, 1)
        return made[name]

    return reference


CHANGES = [
    pytest.param("kou", "impact", {"walls": ()}, marks=slow),
    pytest.param("bates", "impact", {"volatility_elasticity": 0.4}, marks=slow),
    ("bates", "price", {"correlation": -0.2}),
    ("heston", "impact", {"walls": ()}),
    ("heston", "price", {"correlation": 0.1}),
    pytest.param("hawkes", "living", lambda scenario: scaled_inflow(scenario, 1.1), marks=slow),
    ("bootstrap", "price", {"block": 10 * 3600.0}),
    pytest.param("waterfall", "waterfall", {"fund": 2.4e6}, marks=slow),
    pytest.param("adl", "waterfall", {"fund": 1.9e6}, marks=slow),
    # what was liquidated is replaced, and the reverse
    ("leverage", "living", {"refill": "target"}),
    pytest.param("bands", "living", {"refill": "closings"}, marks=slow),
    pytest.param("leverage", "living", with_one_turnover, marks=slow),
]


@pytest.mark.parametrize("name, part, change", CHANGES)
def test_a_changed_part_is_noticed(references, name, part, change):
    scenario, reference = references(name)
    if callable(change):
        change = change(scenario)
    changed = copy.copy(scenario)
    setattr(changed, part, replace(getattr(scenario, part), **change))
    assert disagreements(report(changed, N_OF_A_PART, 2), reference)


@slow
@pytest.mark.parametrize("name", ["story", "adl"])
def test_two_samples_of_events_and_of_a_living_book_agree(references, name):
    scenario, reference = references(name)
    assert disagreements(report(scenario, N_OF_A_PART, 2), reference) == []


@slow
def test_events_that_ask_something_else_are_noticed(references):
    scenario, reference = references("story")
    for event, keys in STORIES:
        changed = copy.copy(scenario)
        changed.events = [
            {**table, **keys} if table["name"] == event else table for table in scenario.events
        ]
        found = disagreements(report(changed, N_OF_A_PART, 1), reference)
        assert any(name.startswith(event) for name in found), event


def test_flows_that_do_not_agree_are_noticed(references):
    product = copy.deepcopy(references("adl")[1])
    product["flows"]["long"]["inflow_off_grid"] *= 1.2
    product["fund_drawdown"]["p95"] *= 1.2
    found = disagreements(product, references("adl")[1])
    assert found == ["fund_drawdown p95", "flows.long.inflow_off_grid"]


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


DEFAULTS = {  # of host/interface.md, by table; None: has a value only if it is given
    "market": {"spot": None, "liquidatable_share": 1.0, "open_interest_factor": 1.0},
    "simulation": {"seed": 1, "monitoring": "bridge"},
    "price": {"drift": 0.0, "initial_jump": 0.0, "initial_intensity": None},
    "cascade": {
        "book": "frozen",
        "market_fraction": 1.0,
        "mark_pass_through": 1.0,
        "max_rounds": 256,
    },
    "book": {"refresh": "1h", "target": 1.0, "turnover": None, "refill": "closings"},
    "impact": {"exponent": 1.0, "resilience": "30min", "permanent_share": 0.0, "depth": None},
    "withdrawal": {
        "sensitivity": 0.0,
        "recovery": "1h",
        "floor": 0.05,
        "volatility_elasticity": 0.0,
    },
    "wall": {"refill": "never"},
    "waterfall": {"enabled": False, "fund": None},
    "event": {"by": None, "at": None, "given": None},
}


def tables_of(text):
    """(name, table) of every table of a scenario, those of arrays one by one."""
    for name, value in text.items():
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, dict):
                yield name, table
    yield "withdrawal", text["impact"].get("withdrawal", {})


def test_the_scenarios_exercise_every_key_with_values_of_their_own():
    texts = [tomllib.loads(file.read_text()) for file in SCENARIOS]
    changed = {
        (name, key)
        for text in texts
        for name, table in tables_of(text)
        for key, value in table.items()
        if key in DEFAULTS.get(name, {}) and value != DEFAULTS[name][key]
    }
    assert changed == {(name, key) for name, keys in DEFAULTS.items() for key in keys}


def test_the_scenarios_have_every_price_model_event_and_depth():
    texts = [tomllib.loads(file.read_text()) for file in SCENARIOS]
    models = {text["price"]["model"] for text in texts}
    assert models == {"gbm", "merton", "kou", "heston", "bates", "hawkes", "bootstrap"}
    kinds = {event["kind"] for text in texts for event in text["event"]}
    assert kinds == {"race", "touch", "close", "sequence", "hold", "cross"}
    assert {type(text["impact"]["depth"]) for text in texts} == {dict, str}


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
