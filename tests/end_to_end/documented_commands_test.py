"""Every command line of the documentation does what it says, in a folder that holds what it names.

Of each Markdown page the fenced blocks of shell are run as they stand, in their order, with fewer paths and shorter measurements.
"""

import gzip
import os
import re
import shlex
import subprocess
from pathlib import Path

import numpy as np
import pytest
from calibrate_book_test import market, recipe, reported
from recipes import csv, iso, klines, recipe_text, write
from snapshots import write_market

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ["LIQCASCADE"]
#: Lines that no test of this file runs, and why.
LEFT_OUT = {
    "tools/": "installs or builds; CI runs tools/setup and tools/test",
    "cmake ": "builds",
    "mpirun ": "tests/end_to_end/mpi_test.py",
    "liqcascade calibrate book btc-2025-06-05": "tests/end_to_end/shipped_estimates_test.py, where the series are",
    "liqcascade market build btc-2025-06-05-replayed": "the same",
    "liqcascade calibrate price btc-1h": "the same",
    "liqcascade run SCENARIO.toml": "has words in the place of names; tests/end_to_end/batch_test.py runs shards",
    "liqcascade report merge part-*.h5 -o REPORT.h5": "the same",
    "liqcascade report merge part-*.h5 -o night.h5": "the same: one of eight parts is not all",
}
#: Pages whose commands need inputs that their own tests make.
ELSEWHERE = {"host/building/public_files.md", "tests/validation/README.md", "tests/fuzz/README.md", "tests/benchmark/LOG.md"}
SMALL = """schema = 1
name = "{name}"
market.file = "small.h5"
simulation = {{ paths = 200, horizon = "5d", step = "1h" }}
price = {{ model = "gbm", volatility = {volatility} }}
impact.depth = 50e6
[[event]]
name = "race_113k_93k"
kind = "race"
up = 113_000
down = 93_000
"""


def pages():
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [page for page in listed if page not in ELSEWHERE]


def commands_of(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in re.findall(r"```(?:sh|bash)\n(.*?)```", text, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words and not line.startswith(tuple(LEFT_OUT)) and words[0] == "liqcascade":
                yield line.split(" #")[0].strip()


COMMANDS = [(page, line) for page in pages() for line in commands_of(page)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the pages name: scenarios, reports, a recipe with its series, candles, implied volatilities."""
    place = tmp_path_factory.mktemp("documented")
    (place / "scenarios").symlink_to(ROOT / "scenarios")
    (place / "tools").symlink_to(ROOT / "tools")
    for name in ("btc-2025-06-05.toml", "binance-btcusdt-tiers.csv", "btc-2025-06-05-daily.csv", "btc-2025-06-05-volume-profile.csv.gz"):
        (place / name).symlink_to(ROOT / "scenarios" / "recipes" / name)
    for name in ("june-2025", "questions-june-2025", "desk-june-2025", "calm", "stress-june-2025", "depth-collapse"):
        (place / f"{name}.toml").symlink_to(ROOT / "scenarios" / f"{name}.toml")
    (place / "desk").mkdir()
    for where in (place, place / "desk"):
        write_market(where / "small.h5")
    (place / "mine.toml").write_text(SMALL.format(name="mine", volatility=0.5))
    (place / "tonight.toml").write_text(SMALL.format(name="tonight", volatility=0.5) + '[[limit]]\nmetric = "drawdown.p95"\nmax = 0.9\n')
    for name, volatility in (("monday", 0.5), ("tuesday", 0.6)):
        text = SMALL.format(name=name, volatility=volatility)
        (place / "desk" / f"{name}.toml").write_text(text.replace(f'"{name}"', '"night"'))
        subprocess.run([PROGRAM, "run", f"desk/{name}.toml", "-o", f"{name}.h5", "--quiet"], cwd=place, check=True, capture_output=True)
        (place / "desk" / f"{name}.toml").write_text(text + '[[variant]]\nname = "thin"\nset = { "impact.depth" = 20e6 }\n')
    series(place)
    return place


def series(place):
    rows = market()
    begin = 1_750_896_000 - len(rows) * 3_600  # to 26 June 2025, so that what `--until` says is within
    rows = [[begin + 3_600 * i, *row[1:]] for i, row in enumerate(rows)]
    days = len(rows) // 24
    klines(place / "candles.csv", rows)
    csv(place / "oi.csv", "date,open_interest_btc", [[iso(begin + 86_400 * d), 100_000] for d in range(days)])
    csv(place / "liquidations.csv", "date,liq_long_usd,liq_short_usd",
        [[iso(begin + 86_400 * d)[:10], *map(float, row)] for d, row in enumerate(reported(market()))])  # fmt: skip
    write(place / "recipe.toml", recipe_text(recipe(depth={"within": {"bid": 5e8, "ask": 5e8}, "exponent": 1.0})))
    with gzip.open(place / "klines.csv.gz", "wb") as packed:
        packed.write((place / "candles.csv").read_bytes())
    hours, start = 24 * 365 * 9, 1_451_606_400  # from 2016-01-01 on
    random = np.random.default_rng(4)
    close = 1_000 * np.exp(np.cumsum(0.008 * random.standard_normal(hours)))
    opened = np.r_[1_000, close[:-1]]
    with gzip.open(place / "BTC-1h.csv.gz", "wt") as packed:
        packed.write("ts,open,high,low,close\n")
        packed.writelines(f"{start + 3_600 * i},{o!r},{max(o, c) * 1.001!r},{min(o, c) * 0.999!r},{c!r}\n"
                          for i, (o, c) in enumerate(zip(map(float, opened), map(float, close), strict=True)))  # fmt: skip
    csv(place / "dvol.csv", "date,dvol", [[iso(start + 86_400 * d)[:10], 70] for d in range(400, hours // 24)])


#: What makes a command quick that is not `run`, by its first words.
QUICK = {
    ("stress",): ["--paths", "2000"],
    ("bench",): ["--seconds", "0.02", "--case", "bare-race"],
    ("backtest",): ["--replicates", "100"],
    ("calibrate", "price"): ["--laws", "gbm"],
    ("demo",): ["--paths", "200"],
}


def quicker(words):
    """The command with fewer paths, draws and replicates, and measurements of a moment."""
    is_run = words[1] == "run"
    for option, few in (("--paths", "200"), ("--book-draws", "1"), ("--price-draws", "1")):
        if option in words:
            words[words.index(option) + 1] = few
        elif is_run and option == "--paths":
            words += [option, few]
    if is_run and any("june-2025" in word for word in words) and "--book-draws" not in words:
        words += ["--book-draws", "0", "--price-draws", "0"]
    if "--scenario" in words:
        words += ["--starts", "2", "--paths", "200"]
    return words + QUICK.get(tuple(words[1:2]), QUICK.get(tuple(words[1:3]), []))


def test_there_are_commands_to_run():
    assert len(COMMANDS) > 20
    assert {line.split()[1] for _, line in COMMANDS} >= {"run", "report", "market", "calibrate", "backtest", "stress", "schema"}


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{page}-{line[11:60]}" for page, line in COMMANDS])
def test_a_command_of_the_documentation_runs(page, line, folder):
    words = [PROGRAM if word == "liqcascade" else word for word in quicker(shlex.split(line))]
    command = " ".join(word if "*" in word else shlex.quote(word) for word in words)
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{page}: {line}\n{done.stderr}"
    assert done.stdout or "-o" in words or "--toml" in words
