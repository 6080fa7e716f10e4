"""What the tests of this folder share: the tree, its sources and how one of them is compiled."""

import json
import os
import pathlib
import re
import shlex

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAYERS = ("models", "kernels", "host")
_INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.MULTILINE)


def sources(*folders, suffixes=(".hpp", ".cpp", ".cu", ".cuh")):
    """The files below the folders, as paths relative to the root, in order."""
    found = []
    for folder in folders or LAYERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
    return sorted(path.relative_to(ROOT) for path in found)


def includes(path):
    """The names that a file includes: (is it in angle brackets, name)."""
    return [(mark == "<", name) for mark, name in _INCLUDE.findall((ROOT / path).read_text())]


def build_folder():
    """The build folder that ctest names."""
    return pathlib.Path(os.environ["LIQ_BUILD_DIR"])


def compiler():
    return os.environ.get("LIQ_CXX", "c++")


def flags_of(source):
    """The flags the build compiles `source` with, without input, output and dependency files."""
    commands = json.loads((build_folder() / "compile_commands.json").read_text())
    command = next(c for c in commands if c["file"] == str(ROOT / source))
    words = shlex.split(command["command"])
    return [w for i, w in enumerate(words)
            if w.startswith(("-I", "-D", "-f", "-m", "-W", "-std")) or words[i - 1] == "-isystem"
            or w == "-isystem"]
