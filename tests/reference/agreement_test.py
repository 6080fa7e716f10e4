"""The program and the transcription give the same answers, within their errors.

One seed in the quick run, three more with LIQ_FULL=1.
"""

import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
SEEDS = [1, 2, 3, 4] if os.environ.get("LIQ_FULL") == "1" else [1]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_program_agrees_with_the_transcription(seed):
    done = subprocess.run(
        [sys.executable, HERE / "compare.py", "--binary", os.environ["LIQCASCADE"], "--seed", str(seed)],
        capture_output=True, text=True)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
