"""The walk of host/building/public_files.md: its recipe, scenario and commands, on files as they are downloaded."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import zipfile

import h5py
import pytest
from recipes import SAMPLES, bars, brackets, iso, klines
from sanitizers import seconds
from snapshots import PROGRAM, inspect

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (ROOT / "host/building/public_files.md").read_text(encoding="utf-8")
MIDNIGHT = 1_747_612_800  # 2025-05-19T00:00:00Z
PACKED = ["2025-03", "2025-04", *(f"2025-05-{day:02}" for day in range(1, 20))]
DEPTH = "F14_BTCUSDT-bookDepth-good.csv"  # of 11:07:31


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def zipped(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.name.replace(".zip", ".csv"), text)


def metrics(rows, coin=80_000):
    """A count at the end of every candle."""
    lines = ["create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,"
             "sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio"]  # fmt: skip
    for begin, *_, close, _ in rows:
        time = iso(begin + 300).translate(str.maketrans("T", " ", "Z"))
        lines.append(f"{time},BTCUSDT,{coin}.0,{coin * close:.8f},1.9,1.1,1.8,0.9")
    return "\n".join(lines) + "\n"


def forced(rows):
    orders = [(rows[at], side, at) for at, side in ((3, "SELL"), (9, "BUY"), (40, "SELL"))]
    return "".join(json.dumps({"e": "forceOrder", "E": 1_000 * row[0] + 500, "o": {
        "s": "BTCUSDT", "S": side, "o": "LIMIT", "f": "IOC", "q": f"{at}.000", "p": f"{row[4]:.2f}",
        "ap": f"{row[4]:.2f}", "X": "FILLED", "l": f"{at}.000", "z": f"{at}.000", "T": 1_000 * row[0]}}) + "\n"
        for row, side, at in orders)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The folder of the page: downloads as the venue names and packs them, and the files that the page shows."""
    folder = tmp_path_factory.mktemp("desk")
    downloads = folder / "downloads"
    rows = bars(MIDNIGHT - 62 * 86_400, 62 * 288 + 12 * 11 + 1, price=102_900, seed=3)
    scale = 102_900 / rows[-1][4]  # today's candles are about the order book of the samples
    rows = [[row[0], *(round(price * scale, 2) for price in row[1:5]), row[5]] for row in rows]
    for name in PACKED:  # months as a whole, then days
        part = [row for row in rows if iso(row[0]).startswith(name)]
        zipped(downloads / f"BTCUSDT-5m-{name}.zip", klines(folder / "k.csv", part, header=True).read_text())
    (folder / "k.csv").unlink()
    today = [row for row in rows if row[0] >= MIDNIGHT]
    zipped(downloads / "BTCUSDT-metrics-2025-05-19.zip", metrics(today))
    zipped(downloads / "depth/BTCUSDT-bookDepth-2025-05-19.zip", (SAMPLES / DEPTH).read_text())
    brackets(downloads / "leverageBracket.json", [50e3, 250e3, 3e6, 1e9], [0.004, 0.005, 0.01, 0.025])
    (downloads / "forceOrder-2025-05-19.json").write_text(forced(today))
    for block in blocks("toml"):
        path = folder / re.match(r"# (\S+)\n", block).group(1)
        path.parent.mkdir(exist_ok=True)
        path.write_text(block)
    (folder / "bin").mkdir()
    for name, target in (("liqcascade", PROGRAM), ("run-night", ROOT / "tools/nightly/run-night")):
        (folder / "bin" / name).symlink_to(shutil.which(target))
    return folder


def test_the_commands_of_the_page_lead_from_the_files_to_the_report(desk):
    by_hand, nightly = blocks("sh")
    environment = {**os.environ, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}"}

    def done(commands):
        made = subprocess.run(["bash", "-ec", commands], cwd=desk, env=environment, capture_output=True, text=True,
                              timeout=seconds(300), check=False)  # fmt: skip
        assert made.returncode == 0, made.stdout + made.stderr
        return made.stdout

    said = " ".join(done(by_hand).split())
    (shown,) = blocks("text")
    for line in shown.replace("\n    ", " ").splitlines():
        assert " ".join(line.split()) in said, line
    with h5py.File(desk / "btc-report.h5") as report:
        assert [int(run.attrs["paths"]) for run in report["runs"].values()] == [4_000]
    snapshot = (desk / "scenarios/btc.h5").read_bytes()
    status = dict(line.split("=", 1) for line in done(nightly).splitlines())
    assert (status["state"], status["snapshots_built"], status["failed_runs"]) == ("ok", "btc", "0")
    assert (desk / "scenarios/btc.h5").read_bytes() == snapshot, "the same files give the same snapshot"


def test_inspect_says_word_by_word_what_was_read_as_what(desk):
    done = subprocess.run([PROGRAM, "market", "build", "recipes/btc.toml", "-o", "again.h5", "--json"], cwd=desk,
                          check=True, capture_output=True, text=True)  # fmt: skip
    made = inspect(desk / "again.h5")["made_of"]
    assert made["read_as"] == json.loads(done.stdout)["read_as"]
    assert made["recipe"] == "btc.toml" and len(made["lines"]) == len(made["read_as"]) == 6
    parts = {part["part"]: part for part in made["read_as"]}
    words = {name: [part.get(key) for key in ("format", "rows", "unit", "sides", "label", "shape")]
             for name, part in parts.items()}  # fmt: skip
    assert words == {
        "candles": ["binance-klines", 62 * 288 + 133, "coin", None, "start", None],
        "binance-usdm: open interest": ["binance-metrics", 133, "coin", "one", None, None],
        "binance-usdm: margin tiers": ["binance-brackets", 4, "usd", None, None, "marginal"],
        "binance-usdm: liquidations": ["binance-force-orders", 3, "usd", None, None, None],
        "depth": ["binance-bookdepth", 5, "usd", None, None, None],
        "positions": [None] * 6}  # fmt: skip
    assert parts["candles"]["files"] == [f"BTCUSDT-5m-{name}.zip" for name in PACKED]
    assert (parts["depth"]["from"], parts["depth"]["until"]) == ("2025-05-19T11:07:31Z",) * 2
