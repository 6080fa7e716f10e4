"""Two builds of liqcascade in turns, A B A B: table of ratios with their spread (tools/bench --against).

Through `liqcascade bench` where both have it, else through what `liqcascade run --json` reports of the same
scenarios. A row that one of the two does not know is left out and named.
"""

import argparse
import json
import sys

import measuring

SHIPPED = measuring.ROOT / "scenarios" / "stress-june-2025.toml"
RACE = measuring.ROOT / "tests" / "benchmark" / "peers" / "race.toml"


def bench(program, threads, cases, seconds):
    """The document of `bench` on the CPU."""
    chosen = [word for case in cases for word in ("--case", case)]
    command = [program, "bench", "--json", "--backend", "cpu", "--threads", threads, "--seconds", seconds,
               *chosen]
    return json.loads(measuring.call(measuring.on_one_core(command) if threads == 1 else command))


def has_bench(program):
    try:
        bench(program, 1, ["bare-race"], 0.001)
    except measuring.CannotDoThat:
        return False
    return True


def rates_of_bench(program, threads, cases, seconds):
    """{case: path-steps/s} of one call of `bench`."""
    return {row["case"]: row["path_steps_per_second"]["median"]
            for row in bench(program, threads, cases, seconds)["rows"]}


def rate_of_run(program, scenario, changes, threads, paths):
    more = [word for change in changes for word in ("--set", change)]
    run = measuring.run_json(program, scenario, paths, threads, more, pinned=threads == 1)
    return run["path_steps_per_second"], run["steps"]


def pairs_by_bench(programs, threads, arguments):
    """{case: [(a, b), ...]}, a call of each program after the other."""
    found = {}
    for _ in range(arguments.repetitions):
        a, b = (rates_of_bench(p, threads, arguments.case, arguments.seconds) for p in programs)
        for case in [case for case in a if case in b]:
            found.setdefault(case, []).append((a[case], b[case]))
    return found


def pairs_by_run(programs, threads, arguments):
    """The same for builds of which one has no `bench`; the cases are those of the newer one."""
    found = {}
    for case in bench(programs[1], 1, arguments.case, 0.001)["rows"]:
        scenario = RACE if case["race_only"] else SHIPPED
        try:
            trials = [rate_of_run(p, scenario, case["set"], threads, 256 * threads) for p in programs]
            paths = [128 * threads * max(1, round(rate * arguments.seconds / steps / 128 / threads))
                     for rate, steps in trials]
            found[case["case"]] = [tuple(rate_of_run(p, scenario, case["set"], threads, n)[0]
                                         for p, n in zip(programs, paths))
                                   for _ in range(arguments.repetitions)]
        except measuring.CannotDoThat as refusal:
            print(f"{case['case']} is left out: {refusal}", file=sys.stderr)
    return found


def row_of(case, threads, pairs):
    return {"case": case, "threads": threads,
            "a": measuring.spread([a for a, _ in pairs]), "b": measuring.spread([b for _, b in pairs]),
            "ratio": measuring.spread([b / a for a, b in pairs])}


def text_of(document):
    def millions(spread):
        return f"{spread['median'] * 1e-6:.1f}"

    rows = [("case", "threads", "A", "B", "B / A", "min", "max")]
    for row in document["rows"]:
        ratio = row["ratio"]
        rows.append((row["case"], row["threads"], millions(row["a"]), millions(row["b"]),
                     *(f"{ratio[key]:.3f}" for key in ("median", "min", "max"))))
    return "\n".join([
        measuring.machine_text(document["machine"]), f"A: {document['a']}", f"B: {document['b']}",
        f"Through `liqcascade {document['through']}`, {document['repetitions']} pairs in turns: medians in "
        "millions of path-steps a second, and the ratios of the pairs.", "", measuring.table(rows)])


def main():
    parser = argparse.ArgumentParser(prog="tools/bench --against REVISION", description=__doc__)
    parser.add_argument("a", help=argparse.SUPPRESS)
    parser.add_argument("b", help=argparse.SUPPRESS)
    parser.add_argument("--case", action="append", default=[], help="only this case; repeatable")
    parser.add_argument("--threads", type=int, action="append",
                        help="of the CPU backend, repeatable (default 1, pinned to a core)")
    parser.add_argument("--seconds", type=float, default=0.5, help="of a measurement (default 0.5)")
    parser.add_argument("--repetitions", type=int, default=7, help="pairs (default 7)")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    arguments = parser.parse_args()
    programs = (arguments.a, arguments.b)
    both = has_bench(arguments.a)
    pairs_of = pairs_by_bench if both else pairs_by_run
    rows = [row_of(case, threads, pairs) for threads in arguments.threads or [1]
            for case, pairs in pairs_of(programs, threads, arguments).items()]
    document = {"machine": measuring.machine(), "a": measuring.revision_of(arguments.a),
                "b": measuring.revision_of(arguments.b), "through": "bench" if both else "run",
                "repetitions": arguments.repetitions, "rows": rows}
    print(json.dumps(document, indent=2) if arguments.json else text_of(document))


if __name__ == "__main__":
    main()
