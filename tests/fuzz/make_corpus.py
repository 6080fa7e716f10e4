#!/usr/bin/python3
"""Makes the inputs in corpus/ that are not files of the tree already (run.py, SEEDS) anew.

    LIQCASCADE=PROGRAM /usr/bin/python3 tests/fuzz/make_corpus.py

Needed where the layout of what the program writes has changed. What libFuzzer found and is worth to be kept has other
names, and stays.
"""

import gzip
import io
import os
import pathlib
import shutil
import subprocess
import tempfile
import zipfile

import h5py

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "tests/host/data/samples"
MARKET = ROOT / "tests/reference/scenarios/bands.h5"

SCENARIO = """
schema = 1
name = "fuzz"
[market]
file = "market.h5"
[simulation]
paths = 64
horizon = "1d"
step = "2h"
[price]
model = "gbm"
volatility = 0.6
[impact]
depth = 50e6
[report]
times = 2
[[event]]
name = "race"
kind = "race"
up = 3_500
down = 3_000
"""

RECIPE = """
schema = 1
asset = "BTC"
source = "made for a test"
license = "CC0-1.0"
as_of = "2025-06-05T21:00:00Z"
spot = 101_508.0
[candles]
files = ["a-*.csv.gz", "b.csv"]
format = "csv"
columns = { time = "t", close = "4" }
history_bar = "1h"
[[venue]]
name = "one"
contract = "linear"
insurance_fund = 1.5e9
open_interest = { files = ["oi.json"], symbol = "BTCUSDT" }
tiers = { files = ["tiers.json"] }
liquidations = { files = ["forced.csv"], side_is = "order" }
[[venue]]
name = "two"
contract = "inverse"
insurance_fund = 2e8
open_interest = { amount = 8e9, unit = "usd", sides = "one" }
tiers = { cap = [1e6, 1e9], rate = [0.005, 0.01], unit = "usd", shape = "marginal" }
[depth]
files = ["book.json"]
distances = [0.001, 0.01, 0.05]
[positions]
method = "mixture"
[[positions.band]]
low = 1
high = 5
share = 0.75
leverages = 2
[[positions.band]]
low = 5
high = 25
share = 0.25
leverages = 2
"""

#: Tables of positions: what the csv target reads beside files of exchanges.
POSITIONS = "name,side,notional,entry,leverage\nfirst,long,1.5e6,101000,10\n\"a, b\",short,2e3,99_000,\n"


def put(target, name, content):
    path = HERE / "corpus" / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def zipped(name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def pack_files():
    text = (SAMPLES / "csv-liquidations.csv").read_bytes()
    put("packed", "plain.csv", text)
    put("packed", "liquidations.csv.gz", gzip.compress(text, mtime=0))
    put("packed", "liquidations.zip", zipped("liquidations.csv", text))
    put("packed", "nothing.gz", gzip.compress(b"", mtime=0))
    put("packed", "small_bomb.gz", gzip.compress(bytes(1 << 22), mtime=0))
    put("formats", "klines.csv.gz", gzip.compress((SAMPLES / "F13_coinm_klines.csv").read_bytes(), mtime=0))
    put("formats", "tiers.zip", zipped("tiers.json", (SAMPLES / "F03_leverage_bracket_public.json").read_bytes()))


def write_files_of_the_program():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "fuzz.toml").write_text(SCENARIO)
        shutil.copy(MARKET, folder / "market.h5")
        run = [os.environ["LIQCASCADE"], "run", "fuzz.toml", "--quiet", "-o"]
        subprocess.run([*run, "report.h5", "--reproducible"], cwd=folder, check=True)
        subprocess.run([*run, "part.h5", "--shard", "1/1"], cwd=folder, check=True)
        with h5py.File(folder / "report.h5", "r+") as report:
            del report.attrs["file_sha256"]  # it would refuse every change
            del report["markets"]
        subprocess.run(["h5repack", "report.h5", "small.h5"], cwd=folder, check=True)
        put("report", "one_run.h5.gz", gzip.compress((folder / "small.h5").read_bytes(), mtime=0))  # run.py unpacks it
        with h5py.File(folder / "part.h5") as part:
            put("checkpoint", "one_run", part["content_0"][:].tobytes())


def main():
    put("recipe", "mixture.toml", RECIPE)
    put("recipe", "replay.toml", RECIPE[: RECIPE.index("method")] + 'method = "replay"\n')
    put("csv", "positions.csv", POSITIONS)
    put("json", "lines.json", '{"a": [1, null, "x"]}\n{"b": -1.5e300}\n')
    pack_files()
    write_files_of_the_program()
    for path in sorted((HERE / "corpus").glob("*/*")):
        print(f"{path.stat().st_size:8d} {path.relative_to(HERE)}")


if __name__ == "__main__":
    main()
