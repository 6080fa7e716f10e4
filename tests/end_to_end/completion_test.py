"""`completion`: bash, zsh and the man page know every command and option that --help knows."""

import re
import shutil
import subprocess

import pytest

from cli_test import PROGRAM

PATHS = re.compile(r"^  (\w+) ", re.MULTILINE)


def printed(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=True).stdout


def commands(*path):
    """Every command below a path, found in the help alone."""
    found = [path] if path else []
    below = printed(*path, "--help").split("Subcommands:\n")
    for name in PATHS.findall(below[1]) if len(below) > 1 else ():
        found += commands(*path, name) if name != "help" else []
    return found


COMMANDS = commands()
BASH, ZSH, MAN = (printed("completion", what) for what in ("bash", "zsh", "man"))


def options(path):
    return set(re.findall(r"(?<![\w-])--[a-z-]+", printed(*path, "--help").split("Options:")[1].split("Results go")[0]))


def completed(folder, *words):
    """What bash offers for the last word."""
    script = folder / "complete.bash"
    line = " ".join(f"'{word}'" for word in words)
    script.write_text(f"{BASH}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}\n_liqcascade\n"
                      'printf "%s\\n" "${COMPREPLY[@]}"\n')
    done = subprocess.run(["bash", script], cwd=folder, capture_output=True, text=True, check=False)
    assert not done.stderr
    return set(done.stdout.split())


def test_the_help_has_commands():
    assert len(COMMANDS) > 15
    assert ("report", "verify") in COMMANDS


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_is_completed_and_on_the_page(path, tmp_path):
    name = " ".join(path)
    known = options(path)
    assert known <= completed(tmp_path, "liqcascade", *path, "--")
    assert known <= set(re.findall(r"(--[a-z-]+)}?'\[", zsh_part(name)))
    section = MAN.split(f".SS liqcascade {name}".replace("-", "\\-"))[1].split(".SS")[0]
    assert known - {"--help"} <= set(re.findall(r"--[a-z-]+", section.replace("\\-", "-")))


def zsh_part(name):
    return ZSH.split(f"'{name}') _arguments")[1].split(";;\n")[0]


@pytest.mark.parametrize(("words", "offered"), [
    (("",), {"run", "demo", "report", "market"}),
    (("rep",), {"report"}),
    (("report", ""), {"show", "diff", "merge", "verify", "--help"}),
    (("schema", "s"), {"scenario"}),
    (("run", "--color", "a"), {"auto", "always"}),
    (("run", "--color", "=", "n"), {"never"}),
    (("run", "a"), {"a.toml"}),
    (("run", "-o", ""), {"a.toml", "complete.bash"}),
    (("run", "--paths", ""), set()),
])
def test_what_bash_offers(words, offered, tmp_path):
    (tmp_path / "a.toml").touch()
    found = completed(tmp_path, "liqcascade", *words)
    assert offered <= found if words in (("",), ("report", "")) else offered == found


def test_zsh_takes_the_script(tmp_path):
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    (tmp_path / "_liqcascade").write_text(ZSH)
    subprocess.run(["zsh", "-n", tmp_path / "_liqcascade"], check=True)


def test_no_line_of_the_page_is_an_unknown_instruction():
    instructions = {line.split()[0] for line in MAN.splitlines() if line.startswith((".", "'"))}
    assert instructions == {".SH", ".SS", ".TP", ".B"}
