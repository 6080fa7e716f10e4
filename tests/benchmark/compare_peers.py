"""The peer benchmark: one question, several tools, one table of ratios from one run (tools/bench --peers).

Every contestant simulates geometric Brownian motion over 30 days of 5-minute steps and looks at two barriers
at the ends of steps. It fails when they do not all find the same probabilities within their errors.
"""

import argparse
import json
import math
import pathlib
import sys
import tomllib

import measuring

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE / "peers"
#: More standard errors than this between one contestant and all others are a wrong program.
DISAGREEMENT = 4.5


def question_of(run):
    """The numbers of the scenario that all contestants are given; `run`: a run of it."""
    scenario = tomllib.loads((PEERS / "race.toml").read_text())
    (event,) = scenario["event"]
    days = float(scenario["simulation"]["horizon"].removesuffix("d"))
    return {"spot": scenario["market"]["spot"], "up": event["up"], "down": event["down"],
            "drift": scenario["price"]["drift"], "volatility": scenario["price"]["volatility"],
            "steps": run["steps"], "years": days / 365}


def seed_of(threads):
    """The first seed of a contestant's row: rows share no paths, so that their errors are independent."""
    return 100_000 * threads


class Contest:
    """How to have every contestant answer; each method returns (version, repetitions)."""

    def __init__(self, arguments):
        self.program = arguments.program
        self.peers = arguments.peers
        self.seconds = arguments.seconds
        self.repetitions = arguments.repetitions
        self.question = question_of(self.ours_once(64, 1, 1))

    def ours_once(self, paths, threads, seed):
        return measuring.run_json(self.program, PEERS / "race.toml", paths, threads,
                                  ("--seed", seed), pinned=threads == 1)

    def ours(self, threads):
        # A trial finds how many paths fill the time.
        trial = self.ours_once(2048 * threads, threads, 1)
        paths = 256 * threads * max(1, round(
            trial["path_steps_per_second"] * self.seconds / self.question["steps"] / 256 / threads))
        found = []
        for i in range(self.repetitions):
            run = self.ours_once(paths, threads, seed_of(threads) + i)
            hits = {o["outcome"]: o["hits"] for o in run["outcomes"]}
            found.append({"paths": run["paths"], "up": hits["up"], "neither": hits["neither"],
                          "path_steps": run["paths"] * run["steps"], "seconds": run["seconds"]})
        return f"{measuring.revision_of(self.program)}, {run['device']}", found

    def python(self, name):
        def answer(threads):
            given = {**self.question, "seed": seed_of(threads), "threads": threads, "seconds": self.seconds,
                     "repetitions": self.repetitions}
            document = json.loads(self.call([self.peers / "venv/bin/python", PEERS / f"with_{name}.py",
                                             json.dumps(given)], threads))
            return document["version"], document["repetitions"]
        return answer

    def compiled(self, name, columns, version):
        def answer(threads):
            q = self.question
            out = self.call([self.peers / name, *(q[key] for key in (
                "spot", "up", "down", "drift", "volatility", "steps", "years")),
                seed_of(threads), threads, self.seconds, self.repetitions], threads)
            found = []
            for line in out.splitlines():
                row = dict(zip(columns, map(float, line.split())))
                found.append({**row, "path_steps": row["paths"] * q["steps"]})
            return version, found
        return answer

    @staticmethod
    def call(command, threads):
        return measuring.call(measuring.on_one_core(command) if threads == 1 else command)


def measure(contest, versions):
    """Every contestant on one thread and on all cores: rows of plain data."""
    contestants = {
        "plain loop": contest.compiled("plain_loop", ("paths", "up", "neither", "seconds"),
                                       versions["compiler"]),
        "QuantLib": contest.compiled("quantlib", ("paths", "neither", "seconds"), versions["quantlib"]),
        "NumPy": contest.python("numpy"),
        "Numba": contest.python("numba"),
        "JAX": contest.python("jax"),
        "liqcascade": contest.ours,
    }
    rows = []
    for threads in sorted({1, measuring.CORES}):
        for name, answer in contestants.items():
            print(f"measuring {name}, {threads} thread(s) ...", file=sys.stderr)
            version, found = answer(threads)
            paths = sum(r["paths"] for r in found)
            row = {"contestant": name, "version": version, "threads": threads, "paths": int(paths),
                   "path_steps_per_second": measuring.spread(
                       [r["path_steps"] / r["seconds"] for r in found]),
                   "paths_per_second": measuring.spread([r["paths"] / r["seconds"] for r in found])}
            for outcome in ("up", "neither"):
                if outcome in found[0]:
                    p = sum(r[outcome] for r in found) / paths
                    row[outcome] = {"probability": p, "standard_error": math.sqrt(p * (1 - p) / paths)}
            rows.append(row)
    return rows


def add_ratios(rows):
    """Ratios of medians of path-steps/s to the plain loop and to QuantLib on as many threads."""
    for row in rows:
        for peer, key in (("plain loop", "ratio_to_plain_loop"), ("QuantLib", "ratio_to_quantlib")):
            of = next(r for r in rows if r["contestant"] == peer and r["threads"] == row["threads"])
            row[key] = row["path_steps_per_second"]["median"] / of["path_steps_per_second"]["median"]


def disagreements(rows):
    """Lines about rows whose probability is not that of all others together."""
    found = []
    for outcome in ("up", "neither"):
        answers = [row for row in rows if outcome in row]
        for row in answers:
            others = [other for other in answers if other is not row]
            paths = sum(other["paths"] for other in others)
            p = sum(other[outcome]["probability"] * other["paths"] for other in others) / paths
            error = math.sqrt(p * (1 - p) * (1 / row["paths"] + 1 / paths))
            z = (row[outcome]["probability"] - p) / error
            if abs(z) > DISAGREEMENT:
                found.append(f"{row['contestant']} on {row['threads']} thread(s): P({outcome}) = "
                             f"{row[outcome]['probability']:.4f}, all others {p:.4f}: {z:+.1f} errors")
    return found


def text_of(document):
    def probability(row, outcome):
        return (f"{row[outcome]['probability']:.4f} +- {row[outcome]['standard_error']:.4f}"
                if outcome in row else "-")

    rows = [("", "threads", "min", "median", "max", "to plain", "to QuantLib", "paths/s", "P(up first)",
             "P(neither)")]
    for row in document["rows"]:
        rates = row["path_steps_per_second"]
        rows.append((row["contestant"], row["threads"], *(f"{rates[k] * 1e-6:.1f}" for k in rates),
                     f"{row['ratio_to_plain_loop']:.2f}", f"{row['ratio_to_quantlib']:.1f}",
                     f"{row['paths_per_second']['median']:,.0f}", probability(row, "up"),
                     probability(row, "neither")))
    versions = {row["contestant"]: row["version"] for row in document["rows"]}
    q = document["question"]
    return "\n".join([
        measuring.machine_text(document["machine"]),
        *(f"{name}: {version}" for name, version in versions.items()),
        f"{q['steps']} steps, spot {q['spot']:,.0f}, barriers {q['up']:,.0f} and {q['down']:,.0f}, "
        f"volatility {q['volatility']}; {document['repetitions']} repetitions",
        "Millions of path-steps a second; ratios of medians, to the same number of threads.",
        "", measuring.table(rows)])


def main():
    parser = argparse.ArgumentParser(prog="tools/bench --peers", description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--peers", required=True, type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--compiler", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--quantlib", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=1.0, help="of a repetition (default 1)")
    parser.add_argument("--repetitions", type=int, default=5, help="of a row (default 5)")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    arguments = parser.parse_args()
    contest = Contest(arguments)
    rows = measure(contest, {"compiler": arguments.compiler, "quantlib": arguments.quantlib})
    add_ratios(rows)
    wrong = disagreements(rows)
    document = {"machine": measuring.machine(), "question": contest.question,
                "repetitions": arguments.repetitions, "rows": rows, "disagreements": wrong}
    print(json.dumps(document, indent=2) if arguments.json else text_of(document))
    if wrong:
        sys.exit("The contestants do not agree:\n" + "\n".join(wrong))


if __name__ == "__main__":
    main()
