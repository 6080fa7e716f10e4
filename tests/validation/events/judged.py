#!/usr/bin/python3
"""Holds results.csv to expected.toml, and prints the tables of ../README.md: hit and miss are computed, never typed."""

import csv
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Fewer paths that fall as far as the day did are not judged.
FEWEST = 50


def expected():
    with (HERE / "expected.toml").open("rb") as file:
        return tomllib.load(file)


def results(name="results.csv"):
    """The rows of a file of results by (day, quantity, view, set), numbers as numbers, what is not known as None."""
    with (HERE / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ("reported", "p05", "p50", "p95", "as_much_or_more", "paths")
    return {
        tuple(row[key] for key in ("day", "quantity", "view", "set")): {
            name: float(row[name]) if row[name] else None for name in names
        }
        for row in rows
    }


def verdict(yardstick, row):
    """hit, miss or too few (to tell) for a row of results."""
    if "ratio" in yardstick:
        low, high = yardstick["ratio"]
        return "hit" if low <= row["reported"] / row["p50"] <= high else "miss"
    if row["paths"] < FEWEST:
        return "too few"
    low, high = yardstick["probability"]
    return "hit" if low <= row["as_much_or_more"] <= high else "miss"


def verdicts(found=None, registered=None):
    """(day, words of the yardstick) -> (verdict, what was foreseen), for all days and yardsticks."""
    found, registered = found or results(), registered or expected()
    judged = {}
    for day, foreseen in registered["foreseen"].items():
        for one in registered["yardstick"]:
            words = ", ".join(one[key] for key in ("quantity", "view", "set"))
            judged[day, words] = (verdict(one, found[day, one["quantity"], one["view"], one["set"]]), foreseen[words])
    return judged


def usd(value):
    return "" if value is None else f"{value / 1e6:,.0f}" if value >= 9.95e6 else f"{value / 1e6:.1f}"


def percent(value):
    return "" if value is None else f"{100 * value:.1f} %".replace("-0.0", "0.0")


def chance(value):
    return "" if value is None else f"{100 * value:.2g} %"


def said(judged):
    """A verdict beside what was foreseen."""
    came, foreseen = judged
    mark = f"**{came}**" if came == "miss" else came
    return mark if came == foreseen else f"{mark} ({foreseen})"


def free_lines(found, judged):
    for (day, quantity, view, chosen), row in found.items():
        if view == "free":
            show = usd if quantity in ("long", "short") else percent
            spread = " / ".join(show(row[level]) for level in ("p05", "p50", "p95"))
            mark = judged.get((day, f"{quantity}, free, {chosen}"))
            yield (
                f"| {day} | {chosen} | {quantity} | {show(row['reported'])} | {spread} "
                f"| {chance(row['as_much_or_more'])} | {said(mark) if mark else ''} |"
            )


def given_lines(found, judged):
    for (day, quantity, view, chosen), row in found.items():
        if view == "given low":
            spread = f"{usd(row['p05'])} / {usd(row['p50'])} / {usd(row['p95'])}" if row["paths"] else ""
            share = chance(row["as_much_or_more"])
            yield (
                f"| {day} | {chosen} | {quantity} | {usd(row['reported'])} | {spread} | {share} "
                f"| {row['paths']:,.0f} | {said(judged[day, f'{quantity}, given low, {chosen}'])} |"
            )


def own_lines(found, judged):
    for (day, quantity, view, _), row in found.items():
        if view == "own price" and quantity != "displacement":
            draws = "" if row["p05"] is None else f"{usd(row['p05'])} to {usd(row['p95'])}"
            yield (
                f"| {day} | {quantity} | {usd(row['reported'])} | {usd(row['p50'])} | {draws} "
                f"| {row['reported'] / row['p50']:.2f} | {said(judged[day, f'{quantity}, own price, any'])} |"
            )


def closing_lines(found):
    """Of all open interest, in coin: its fall, longs that were reported as liquidated, and those that are simulated on
    the price of the day; and how far these would push that price, in both depths."""
    for day in sorted({key[0] for key in found}):
        values = [
            found[day, name, "open interest", "any"]["reported"]
            for name in ("open interest", "reported as long", "simulated as long")
        ]
        push = [found[day, "displacement", "own price", chosen]["p50"] for chosen in ("calm", "stressed")]
        yield f"| {day} | {' | '.join(percent(value) for value in values + push)} |"


def afterwards_lines(found):
    """Beside what was reported: the book as registered, one that replaces what is liquidated, that by volume."""
    later = results("afterwards.csv")
    for day in sorted({key[0] for key in found}):
        for side in ("long", "short"):
            first = found[day, side, "own price", "any"]
            others = [
                later[day, side, "afterwards", name]["p50"]
                for name in ("held at targets", "refilled", "refilled, by volume")
            ]
            shown = " | ".join(f"{usd(value)} ({first['reported'] / value:.2f})" for value in (first["p50"], *others))
            yield f"| {day} | {side} | {usd(first['reported'])} | {shown} |"


def tables(found=None, judged=None):
    """All lines of the tables of the page, without their heads."""
    found = found or results()
    judged = judged or verdicts(found)
    return {
        "own price": list(own_lines(found, judged)),
        "given low": list(given_lines(found, judged)),
        "free": list(free_lines(found, judged)),
        "closing": list(closing_lines(found)),
        "afterwards": list(afterwards_lines(found)),
    }


def counted(judged=None):
    """How many of all were hit, missed, not judged, and came as foreseen, in the words of the page."""
    all_of = list((judged or verdicts()).values())
    count = {word: sum(came == word for came, _ in all_of) for word in ("hit", "miss", "too few")}
    sure = [(came, foreseen) for came, foreseen in all_of if foreseen != "unsure"]
    return (
        f"{count['hit']} hits, {count['miss']} misses, {count['too few']} not judged; "
        f"{sum(came == foreseen for came, foreseen in sure)} of {len(sure)} came as foreseen."
    )


if __name__ == "__main__":
    print(counted())
    for head, lines in tables().items():
        print(f"\n{head}", *lines, sep="\n")
