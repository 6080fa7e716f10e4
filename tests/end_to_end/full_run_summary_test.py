"""tools/test goes on after a stage that failed and says so, and tools/summary.py counts what its logs say."""

import argparse
import pathlib
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import summary  # noqa: E402, pylint: disable=wrong-import-position

CTEST = """\
99% tests passed, 2 tests failed out of 1192

Total Test time (real) =  55.31 sec

The following tests did not run:
\t  9 - gpu.GpuEqualsCpu.X (Skipped)

The following tests FAILED:
\t225 - kernels.SameBits.Differ (Failed)
\t226 - host.Slow (Timeout)
Errors while running CTest
"""
GTEST = """\
[==========] 200 tests from 3 test suites ran. (12 ms total)
[  PASSED  ] 198 tests.
[  SKIPPED ] 1 test, listed below:
[  SKIPPED ] A.B
[  FAILED  ] 1 test, listed below:
[  FAILED  ] Reader.Fails
"""
PYTEST = """\
FAILED tests/end_to_end/a_test.py::test_b[c] - AssertionError: x
1 failed, 13 passed, 2 skipped, 1 warning in 544.98s (0:09:04)
"""


@pytest.mark.parametrize("text, passed, failed, skipped, names", [
    (CTEST, 1189, 2, 1, ["host.Slow", "kernels.SameBits.Differ"]), (GTEST, 198, 1, 1, ["Reader.Fails"]),
    (PYTEST, 13, 1, 2, ["tests/end_to_end/a_test.py::test_b[c]"]), ("5 passed, 0 failed\n", 5, 0, 0, []),
    ("100% tests passed, 0 tests failed out of 7\n", 7, 0, 0, []),
    (CTEST + "\n50% tests passed, 1 tests failed out of 2\n", 1190, 1, 1, ["host.Slow", "kernels.SameBits.Differ"]),
    (CTEST + "\n100% tests passed, 0 tests failed out of 2\n", 1191, 0, 1, ["host.Slow", "kernels.SameBits.Differ"]),
    ("12 passed in 0.10s\n", 12, 0, 0, []),
    ("built\n", 0, 0, 0, []),
])
def test_the_words_of_every_kind_of_test_are_counted(text, passed, failed, skipped, names):
    found = summary.counts_of(text)
    assert (found["passed"], found["failed"], found["skipped"]) == (passed, failed, skipped)
    assert summary.failed_tests(text) == names


@pytest.fixture
def checkout(tmp_path):
    """This tree's scripts with other commands in the place of long ones: the stages are real, what they do is short."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tmp_path / "tests" / "support").mkdir(parents=True)
    for name in ("test", "common.sh", "summary.py"):
        shutil.copy(ROOT / "tools" / name, tools)
    shutil.copy(ROOT / "tests/support/sanitizer_suppressions.txt", tmp_path / "tests" / "support")
    for name, code in (("setup", 0), ("check-portable", 1), ("check-package", 0), ("check-python", 0)):
        (tools / name).write_text(f"#!/bin/sh\necho '{5 - code} passed, {code} failed'\nexit {code}\n")
        (tools / name).chmod(0o755)
    commands = tmp_path / "commands"
    commands.mkdir()
    for name, text in (("cmake", ""), ("ninja", "exit 1"), ("ctest", "echo '100% tests passed, 0 tests failed out of 7'")):
        (commands / name).write_text(f"#!/bin/sh\n{text}\n")
        (commands / name).chmod(0o755)
    return tmp_path


def run(checkout, *arguments):
    return subprocess.run(["tools/test", *arguments], cwd=checkout, capture_output=True, text=True, check=False,
                          start_new_session=True, env={"PATH": f"{checkout / 'commands'}:/usr/bin:/bin"})

def test_the_summary_names_the_compilers_of_the_build_folder(tmp_path):
    def tool(name, version):
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\necho '{version}'\n")
        file.chmod(0o755)
        return file

    assert summary.compiler_of(tmp_path) == "none"
    kept = tmp_path / "CMakeFiles" / "3.25.1"
    kept.mkdir(parents=True)
    compiler = tool("c++", "some compiler 7.1")
    (kept / "CMakeCXXCompiler.cmake").write_text(f'set(CMAKE_CXX_COMPILER "{compiler}")\n')
    nvcc = tool("nvcc", "Cuda compilation tools, release 12.4, V12.4.1")
    (tmp_path / "CMakeCache.txt").write_text(f"LIQ_NVCC:FILEPATH={nvcc}\n")
    text = summary.head(argparse.Namespace(build=tmp_path, revision="abc", started="today"))
    assert "compilers  some compiler 7.1 (tests);" in text
    assert text.endswith("cuda       12.4")



def test_a_failed_stage_does_not_stop_the_later_ones_and_fails_the_run(checkout):
    done = run(checkout, "--full")
    assert done.returncode == 1
    said = (checkout / "tests" / "last_full_run.txt").read_text()
    for word in ("revision ", "date ", "machine ", "card ", "compilers ", "cuda "):
        assert f"\n{word}" in said
    lines = {line[:38].strip(): line[38:] for line in said.splitlines()}
    for name in ("build", "readers under the address sanitizer", "program under the address sanitizer",
                 "engine under the thread sanitizer", "fuzz targets", "portable folder in an empty root"):
        assert lines[name].startswith(" FAILED"), said
    assert lines["packages in empty roots"].startswith(" passed") and "5 passed" in lines["packages in empty roots"]
    assert "7 passed, 0 failed, 0 skipped" in lines["tests"]
    assert "12 stages, 7 failed" in said


def test_without_full_the_first_failure_is_the_end(checkout):
    done = run(checkout)
    assert done.returncode == 1 and "== build failed" in done.stderr and "== tests" not in done.stderr
    assert not (checkout / "tests" / "last_full_run.txt").exists()


def test_a_run_that_goes_on_keeps_what_passed_and_says_at_which_revision(checkout):
    def commit(message):
        for command in (["add", "tools"], ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", message]):
            subprocess.run(["/usr/bin/git", *command], cwd=checkout, check=True)
        return subprocess.run(["/usr/bin/git", "describe", "--always", "--abbrev=12"], cwd=checkout, check=True,
                              capture_output=True, text=True).stdout.strip()

    subprocess.run(["/usr/bin/git", "init", "-q"], cwd=checkout, check=True)
    first = commit("first")
    run(checkout, "--full")
    (checkout / "tools" / "check-portable").write_text("#!/bin/sh\necho '8 passed, 0 failed'\n")
    second = commit("second")
    # Stopped at its first stage: what had passed before is not forgotten.
    (checkout / "tools" / "setup").write_text("#!/bin/sh\nkill -9 -- -$(ps -o pgid= -p $$ | tr -d ' ')\n")
    run(checkout, "--full", "--continue")
    (checkout / "tools" / "setup").write_text("#!/bin/sh\n")
    done = run(checkout, "--full", "--continue")
    assert "== tests passed before" in done.stderr and "== packages in empty roots passed before" in done.stderr
    said = (checkout / "tests" / "last_full_run.txt").read_text()
    assert f"revision   {second}" in said
    lines = {line[:38].strip(): line[38:] for line in said.splitlines()}
    assert lines["tests"].endswith(f"at {first}") and lines["packages in empty roots"].endswith(f"at {first}")
    assert lines["portable folder in an empty root"].endswith("8 passed, 0 failed, 0 skipped")
    assert lines["build"].startswith(" FAILED") and first not in lines["build"]


CTEST_UNDER_TSAN = """\
#!/bin/bash
# One test fails, and the sanitizer finds something in another one, which passes.
case $2 in
    */build/tsan)
        echo "$@" >>arguments
        folder=${TSAN_OPTIONS#*log_path=}
        echo 'WARNING: ThreadSanitizer: data race' >"${folder%%:*}.1"
        mkdir -p build/tsan/Testing/Temporary
        echo '7:host.A' >build/tsan/Testing/Temporary/LastTestsFailed.log
        echo '50% tests passed, 1 tests failed out of 2'
        exit 8
        ;;
esac
"""


def test_what_the_thread_sanitizer_found_in_a_test_that_passed_is_not_forgotten(checkout):
    (checkout / "commands" / "ctest").write_text(CTEST_UNDER_TSAN)
    (checkout / "commands" / "ninja").write_text("#!/bin/sh\n")
    run(checkout, "--full")
    first = (checkout / "arguments").read_text().splitlines()
    assert len(first) == 2 and not any("-R ^(" in line for line in first)
    done = run(checkout, "--full", "--continue")
    assert done.returncode == 1 and "the thread sanitizer has found something" in done.stderr + done.stdout
    assert (checkout / "arguments").read_text().splitlines() == 2 * first, "the whole lists again"


CTEST_WITH_FAILURES = """\
#!/bin/bash
# Two of three tests fail, until the file `mended` is there.
echo "$@" >>arguments
mkdir -p build/release/Testing/Temporary
if [ -f mended ]; then
    echo '100% tests passed, 0 tests failed out of 2'
else
    printf '7:models.A/b.C\\n9:host.D\\n' >build/release/Testing/Temporary/LastTestsFailed.log
    echo '33% tests passed, 2 tests failed out of 3'
    exit 8
fi
"""


def test_a_list_of_tests_goes_on_with_those_that_failed(checkout):
    (checkout / "commands" / "ctest").write_text(CTEST_WITH_FAILURES)
    run(checkout, "--full")
    (checkout / "mended").touch()
    done = run(checkout, "--full", "--continue")
    assert "== tests: what failed before" in done.stderr
    assert "-R ^(models\\.A/b\\.C|host\\.D)$" in (checkout / "arguments").read_text().splitlines()[-1]
    said = (checkout / "tests" / "last_full_run.txt").read_text()
    line = next(line for line in said.splitlines() if line.startswith("tests  "))
    assert " passed " in line and "3 passed, 0 failed, 0 skipped; at unknown, then unknown" in line


def test_only_a_full_run_goes_on(checkout):
    done = run(checkout, "--continue")
    assert done.returncode == 1 and "tools/test --full --continue" in done.stderr
