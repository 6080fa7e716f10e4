"""No file is longer than a reader takes in at once (rule 11): headers 150 lines, sources 260.

A longer file is split by meaning. Where the parts would only make sense together it may stay whole, and
says so here, with the reason and the length that it may have.
"""

import pathlib

import pytest

import house

HEADER, SOURCE = 150, 260

#: Longer files: the most lines, and why they stay whole.
WHOLE = {
    "kernels/path_program.hpp": (
        200, "one class: the declarations of a path's life in their order; the bodies are in path_*.hpp"),
    "models/cascade/full_cascade.hpp": (
        185, "one class, declarations only but for single lines; the bodies are in full_*.hpp"),
    "models/core/elementary.hpp": (
        200, "all elementary functions in one home: what they share is that every machine computes the same bits"),
    "models/price/hawkes.hpp": (
        195, "a price model is one header: its keys, their meanings and its law"),
}

ALLOWED = {path: most for path, (most, _) in WHOLE.items()}


def limit(path):
    return HEADER if path.suffix in (".hpp", ".cuh") else SOURCE


def lines_of(path):
    return len((house.ROOT / path).read_text().splitlines())


def too_long(lengths, allowed):
    """What exceeds its limit, and what is allowed more than it needs, a line each."""
    found = [f"{path} has {lines} lines; at most {allowed.get(str(path), limit(path))}. Split it by meaning?"
             for path, lines in lengths.items() if lines > allowed.get(str(path), limit(path))]
    needed = {str(path) for path, lines in lengths.items() if lines > limit(path)}
    return found + [f"{path} no longer needs its exception" for path in sorted(allowed.keys() - needed)]


@pytest.fixture(scope="module")
def lengths():
    return {path: lines_of(path) for path in house.sources()}


def test_files_have_a_readable_length(lengths):
    assert too_long(lengths, ALLOWED) == []


def test_every_exception_has_a_reason():
    assert all(len(reason.split()) > 5 for _, reason in WHOLE.values())


def test_long_files_and_exceptions_that_are_not_needed_are_noticed():
    header, source = pathlib.PurePath("models/a.hpp"), pathlib.PurePath("host/b.cpp")
    assert too_long({header: HEADER, source: SOURCE}, {}) == []
    assert len(too_long({header: HEADER + 1, source: SOURCE + 1}, {})) == 2
    assert too_long({header: 170}, {str(header): 170}) == []
    assert len(too_long({header: 171}, {str(header): 170})) == 1
    assert len(too_long({header: HEADER}, {str(header): 170})) == 1
    assert len(too_long({header: HEADER}, {str(source): 300})) == 1
