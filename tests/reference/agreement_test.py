"""The program and the transcription give the same answers, within their errors.

One seed in the quick run, more seeds and more paths with LIQ_FULL=1. The three scenarios of the frozen
book under gbm take 100,000 paths of the transcription then, the others, which cost more a path, 30,000; the
quick run an eighth of that. The program then takes twenty times as many, by which its part in the error of a
difference is 2.5 %; the scenarios' own numbers, up to 160 times as many, would cost more than the transcription does.
"""

import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
FULL = os.environ.get("LIQ_FULL") == "1"
PLAIN = ("broad", "steep", "thin")
OTHERS = sorted(
    file.stem for file in (HERE / "scenarios").glob("*.toml") if file.stem not in PLAIN
)
SHARE = 1 if FULL else 8
PROGRAM = 20  # times the transcription's paths in the quick run
CASES = [(name, seed, 100_000 // SHARE) for name in PLAIN for seed in ([1, 2, 3, 4] if FULL else [1])]
CASES += [(name, seed, 30_000 // SHARE) for name in OTHERS for seed in ([1, 2] if FULL else [1])]


@pytest.mark.parametrize("name, seed, paths", CASES)
def test_the_program_agrees_with_the_transcription(name, seed, paths):
    command = [sys.executable, HERE / "compare.py", HERE / "scenarios" / f"{name}.toml"]
    command += ["--binary", os.environ["LIQCASCADE"], "--seed", str(seed), "--paths", str(paths)]
    if not FULL:
        command += ["--program-paths", str(PROGRAM * paths)]
    done = subprocess.run(command, capture_output=True, text=True)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
