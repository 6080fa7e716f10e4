"""The layout of the tree, its formatting, and that every folder is explained somewhere."""

import subprocess

import pytest

import house

TOP = {"models", "kernels", "host", "scenarios", "tests", "tools", "build", ".ci", ".git", "shared"}
MODELS = {"core", "price", "margin", "book", "impact", "cascade", "estimate", "exact"}


def tracked(*patterns):
    listing = subprocess.run(["git", "-c", f"safe.directory={house.ROOT}", "ls-files", "--", *patterns],
                             cwd=house.ROOT, capture_output=True, text=True, check=True).stdout
    return [house.ROOT / line for line in listing.splitlines()]


def folders_of(paths, depth):
    parts = [path.relative_to(house.ROOT).parts[:-1] for path in paths]
    return {folder[:depth] for folder in parts if len(folder) >= depth}


def test_the_top_level_is_the_rooms_of_the_house():
    assert {folder for (folder,) in folders_of(tracked(), 1)} <= TOP


def test_models_has_the_rooms_of_one_path():
    assert {folder[1] for folder in folders_of(tracked("models"), 2)} <= MODELS


def test_nothing_built_is_committed():
    assert not [str(path) for path in tracked("*.o", "*.a", "*.so", "*.pyc", "*.part", "build/*")]


def test_sources_are_formatted():
    done = subprocess.run([house.ROOT / "tools" / "format", "--check"], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr


def test_shell_scripts_pass_shellcheck():
    scripts = [path for path in tracked("tools", "tests", ".ci")
               if path.suffix in ("", ".sh") and path.read_bytes().startswith((b"#!/usr/bin/env bash", b"#!/bin/sh"))]
    assert len(scripts) > 10
    done = subprocess.run(["shellcheck", "-x", "--severity=warning", *scripts], cwd=house.ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("layer", [*house.LAYERS, "tests", "tools"])
def test_every_folder_is_explained(layer):
    unexplained = []
    for folder in sorted(folders_of(tracked(layer), 1) | folders_of(tracked(layer), 2)):
        path = house.ROOT.joinpath(*folder)
        readmes = [path / "README.md", path.parent / "README.md"]
        if readmes[0].exists() or (readmes[1].exists() and f"{path.name}/" in readmes[1].read_text()):
            continue
        unexplained.append("/".join(folder))
    assert not unexplained
