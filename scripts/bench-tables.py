"""The rivals of scripts/bench-tables, and the ratios: bench-tables.py duckdb|polars DATA, bench-tables.py ratios RESULTS."""

import itertools
import json
import resource
import sys
import time
from pathlib import Path

QUESTIONS = 50
PAIRS = list(itertools.combinations(range(QUESTIONS), 2))


def columns(folder):
    import numpy as np

    data = {f"q{q:02}": np.fromfile(folder / f"q{q:02}.u8", dtype=np.uint8) for q in range(QUESTIONS)}
    data["w"] = np.fromfile(folder / "weight.u64", dtype=np.uint64).astype(np.float64) / 10_000
    return data


def measured(what, job):
    """The best of two by processor time; peak memory is of the whole process beyond what it held before."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    runs = []
    for _ in range(2):
        start, cpu = time.perf_counter(), time.process_time()
        tables = job()
        runs.append((time.process_time() - cpu, time.perf_counter() - start))
        assert tables == len(PAIRS)
    cpu, wall = min(runs)
    beyond = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"what": what, "cpu": round(cpu, 3), "wall": round(wall, 3), "mib": round(beyond, 1)}), flush=True)


def check(weights):
    value = sum(w * w for w in weights) / sum(weights) ** 2
    print(json.dumps({"what": "check of the first table", "value": value}), flush=True)


def duckdb(folder):
    import duckdb as db
    import pyarrow as pa

    connection = db.connect()
    answers = pa.table(columns(folder))
    connection.execute("create table t as select * from answers")

    def job():
        query = "select q{a:02}, q{b:02}, count(*), sum(w) from t group by all"
        return sum(1 for a, b in PAIRS if connection.execute(query.format(a=a, b=b)).fetchall())

    weights = [w for (w,) in connection.execute("select sum(w) from t group by q00, q01").fetchall()]
    check(weights)
    measured(f"duckdb {db.__version__}, tables, weights per respondent", job)


def polars(folder):
    import polars as pl

    answers = pl.DataFrame(columns(folder)).lazy()

    def job():
        group = lambda a, b: answers.group_by(f"q{a:02}", f"q{b:02}").agg(pl.len(), pl.col("w").sum())
        return len(pl.collect_all([group(a, b) for a, b in PAIRS]))

    check(answers.group_by("q00", "q01").agg(pl.col("w").sum()).collect()["w"].to_list())
    measured(f"polars {pl.__version__}, tables, weights per respondent", job)


def ratios(results):
    lines = [json.loads(line) for line in results.read_text().splitlines() if line.startswith("{")]
    ours = {line["what"]: line for line in lines if line.get("threads") == 1}
    for what, tolerance in [("check of the first table", 1e-9), ("20000 respondents: check of the first ten tests", 1e-8)]:
        values = [line["value"] for line in lines if line["what"] == what]
        alike = all(abs(value / values[0] - 1) < tolerance for value in values)
        print(f"{what}: {len(values)} programs {'agree' if alike else 'DISAGREE'}, {values}")
    for line in lines:
        if "tables" in line["what"] and "threads" not in line:
            for what in ["tables, weights per respondent", "tables, weights per stratum"]:
                ratio = line["cpu"] / ours[what]["cpu"]
                print(f"{line['what']}: {ratio:.1f} times the processor time of ours ({what})")
        if "svychisq" in line["what"]:
            each = ours["20000 respondents: tests, weights per respondent"]["cpu"] / len(PAIRS)
            print(f"{line['what']}: {line['cpu_each'] / each:.0f} times the processor time of ours, test by test")


if __name__ == "__main__":
    {"duckdb": duckdb, "polars": polars, "ratios": ratios}[sys.argv[1]](Path(sys.argv[2]))
