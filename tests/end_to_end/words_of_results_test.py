"""What the terminal says of errors, of intervals that are not known, and of what cannot happen."""

import json
import os
import shutil
import subprocess

import pytest

from cli_test import PROGRAM, SCENARIO, SNAPSHOT
from sanitizers import seconds

LEGEND = "is one standard error"
NEVER = '[[event]]\nname = "moon"\nkind = "touch"\nlevel = 400_000\n'
ALWAYS = '[[event]]\nname = "calm"\nkind = "close"\nlevel = 20_000\n'
SWEEP = '[sweep]\n"price.volatility" = [0.5, 0.4]\n'
FUND = "[waterfall]\nenabled = true\n"


@pytest.fixture
def say(tmp_path):
    """Runs the program in a folder with a scenario; the result is its text in one line."""
    shutil.copy(SNAPSHOT, tmp_path / "market.h5")

    def call(more, *arguments, command=("run", "s.toml"), columns=80):
        (tmp_path / "s.toml").write_text(SCENARIO.replace("paths = 2000", "paths = 500") + more)
        done = subprocess.run([PROGRAM, *command, "--quiet", "--backend", "cpu", *arguments], cwd=tmp_path,
                              capture_output=True, text=True, check=False, timeout=seconds(120),
                              env={**os.environ, "COLUMNS": str(columns)})
        assert done.returncode == 0, done.stderr
        return done.stdout if "--json" in arguments else " ".join(done.stdout.split())

    return call


def test_plus_minus_is_explained_once_on_every_page(say):
    assert say("", "-o", "old.h5").count(LEGEND) == 1
    assert say(SWEEP).count(LEGEND) == 1
    say("", "-o", "new.h5", "--set", "price.volatility=0.8")
    assert say("", command=("report", "diff", "old.h5", "new.h5")).count(LEGEND) == 1
    stress = ("stress", "s.toml", "--outcome", "low.touched", "--reach", "0.9", "--vary", "price.volatility")
    assert say("", command=stress).count(LEGEND) == 1


def test_the_overview_has_a_bound_where_an_outcome_happened_on_no_path_or_on_every_one(say):
    text = say(NEVER + ALWAYS + SWEEP, columns=400)
    assert "0.00 % ± 0.00 %" not in text and "100.00 % ± 0.00 %" not in text
    # The exact interval for 0 of 500: 1 - 0.025^(1/500) = 0.735 %.
    assert "base run up to 0.74 % base run" in text
    assert "base run from 99.26 % base run" in text
    alone = say(NEVER)
    assert "95 % interval 0.00 % to 0.74 %" in alone


def test_a_limit_says_that_its_interval_is_not_known_with_few_paths(say):
    text = say('[[limit]]\nmetric = "liquidated.long.es99"\nmax = 1e9\n')
    assert "uncertain the 95 % interval of the value is not known with so few paths" in text
    assert "not known, contains" not in text


def test_a_fund_without_a_limit_cannot_be_emptied(say):
    text = say(FUND)
    assert "[waterfall.fund_emptied] 0 %: the insurance fund has no limit, so liquidations cannot empty it" in text
    assert "0 %, the fund has no limit" in say(FUND + SWEEP, columns=400)
    outcome = json.loads(say(FUND, "--json"))["runs"][0]["outcomes"][-1]
    assert outcome["event"] == "waterfall"
    assert (outcome["probability"], outcome["low"], outcome["high"]) == (0, 0, 0)
    limited = say(FUND + "fund = 7e13\n")
    assert "cannot empty" not in limited and "95 % interval 0.00 % to 0.74 %" in limited
