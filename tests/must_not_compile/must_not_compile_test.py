"""Mistakes that the compiler must refuse, in words that name the mistake.

Each *.cpp of this folder begins with `// message: TEXT`. It must compile as it is with -DCORRECT, and
without it must fail with TEXT in the compiler's output: so it fails for the reason it was written for.
"""

import os
import pathlib
import subprocess

import pytest

FOLDER = pathlib.Path(__file__).parent
CASES = sorted(FOLDER.glob("*.cpp"))


def compile_case(case, *definitions):
    return subprocess.run(
        [os.environ.get("LIQ_CXX", "c++"), "-std=c++20", "-fsyntax-only", f"-I{FOLDER.parents[1]}",
         *definitions, str(case)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_compiler_names_the_mistake(case):
    message = case.read_text().splitlines()[0].removeprefix("// message: ")
    correct = compile_case(case, "-DCORRECT")
    assert correct.returncode == 0, correct.stderr
    mistaken = compile_case(case)
    assert mistaken.returncode != 0
    assert message in mistaken.stderr


def test_there_are_cases():
    assert CASES
