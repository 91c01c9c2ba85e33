"""Compares the offline clustering with scikit-learn's KMeans on the same customers, preprocessed here from scratch.

For each file: the adjusted Rand index of the segments at k = 3, and the inertia at k = 3, 5 and 8 against the best of 20 starts.
Ends with exit code 1 if an index is below 0.98 or an inertia more than 0.1 % above scikit-learn's.
"""
import argparse
import csv
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import numpy
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEFAULT = f"dotnet run -c Release --project {ROOT / 'SegmentationUpdates.Standalone'} --"
ROBUST, STANDARD = "robust", "standard"
FEATURES = [  # name, lower and upper quantile, scaling: the defaults, as Clustering/Features/DefaultFeatures.cs states them
    ("income", .05, .85, ROBUST),
    ("balance", .05, .85, ROBUST),
    ("debt", .05, .85, ROBUST),
    ("customer_lifetime_value", 0, .99, ROBUST),
    ("days_from_last_transaction", 0, 1, STANDARD),
    ("avg_transaction_amt", 0, .99, ROBUST),
    ("num_transactions", 0, .99, ROBUST),
    ("digital_engagement_score", 0, 1, STANDARD),
    ("total_products_owned", 0, 1, STANDARD),
]


def prepare(path):
    """The ids of a customers file and its features, winsorised and scaled."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = []
    for name, lower, upper, scaling in FEATURES:
        values = numpy.array([float(row[name]) for row in rows])
        values = numpy.clip(values, numpy.quantile(values, lower), numpy.quantile(values, upper))
        spread = numpy.subtract(*numpy.quantile(values, [.75, .25])) if scaling == ROBUST else 0
        centre = numpy.median(values) if scaling == ROBUST else values.mean()
        columns.append((values - centre) / (spread or values.std() or 1))
    return [row["customer_id"] for row in rows], numpy.column_stack(columns)


def cluster(program, path, k, output):
    """Segments by customer id, and the inertia that the program reports."""
    text = subprocess.run(
        [*program, "cluster", "--customers", str(path), "--output", str(output), "--k", str(k)],
        check=True, capture_output=True, text=True).stdout
    with open(output, newline="", encoding="utf-8") as file:
        segments = {row["customer_id"]: row["segment"] for row in csv.DictReader(file)}
    return segments, float(re.search(r"inertia ([0-9.]+)", text).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=DEFAULT, help="command that runs the Standalone program")
    parser.add_argument("--seeds", type=int, nargs="*", default=[101, 2027, 31337, 4711, 987654], help="seeds of generated files")
    parser.add_argument("--customers", type=int, default=6000, help="customers in each generated file")
    arguments = parser.parse_args()
    program = shlex.split(arguments.program)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files = [(ROOT / "customer_segments_full.csv", "customer_segments_full.csv")]
        for seed in arguments.seeds:
            path = folder / f"{seed}.csv"
            subprocess.run(
                [*program, "generate", "--customers", str(arguments.customers), "--seed", str(seed), "--output", str(path)],
                check=True, capture_output=True)
            files.append((path, f"generated, seed {seed}"))
        print(f"{'customers':28}  {'k':>2}  {'inertia':>12}  {'scikit-learn':>12}  {'ratio':>8}  adjusted Rand index")
        for path, name in files:
            ids, data = prepare(path)
            for k in (3, 5, 8):
                segments, inertia = cluster(program, path, k, folder / "segments.csv")
                reference = KMeans(n_clusters=k, n_init=20, random_state=0, tol=0).fit(data)
                index = adjusted_rand_score(reference.labels_, [segments[id] for id in ids])
                ratio = inertia / reference.inertia_
                good &= ratio <= 1.001 and (k != 3 or index >= .98)
                print(f"{name:28}  {k:2}  {inertia:12.3f}  {reference.inertia_:12.3f}  {ratio:8.6f}  {index:.4f}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
