"""Compares who fits nowhere with scikit-learn's local outlier factor and isolation forest, on the same features, standardised.

Of each method: the rank correlation over all customers, and how well our figure finds the hundredth that the method calls most unusual: the area under
the ROC curve, and the share of them among our own hundredth.
"""
import argparse
import csv
import pathlib
import shlex
import subprocess

import numpy
from scipy.stats import spearmanr
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor

from agreement import FEATURES, ROOT

DEFAULT = f"dotnet run -c Release --project {ROOT / 'benchmarks' / 'Segments.Benchmarks'} --"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=pathlib.Path, default=ROOT / "customer_segments_full.csv")
    parser.add_argument("--program", default=DEFAULT, help="what runs the benchmark")
    arguments = parser.parse_args()
    text = subprocess.run(
        [*shlex.split(arguments.program), "unusual", str(arguments.customers)], check=True, capture_output=True, text=True).stdout
    ours = {row["customer_id"]: float(row["unusualness"]) for row in csv.DictReader(text.splitlines())}
    with open(arguments.customers, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    unusual = numpy.array([ours[row["customer_id"]] for row in rows])
    values = numpy.array([[float(row[feature[0]]) for feature in FEATURES] for row in rows])
    values = (values - values.mean(axis=0)) / values.std(axis=0)
    print("method                | rank correlation | area under the curve | in common of the top hundredth")
    for name, scores in [
        ("local outlier factor", -LocalOutlierFactor(n_neighbors=20).fit(values).negative_outlier_factor_),
        ("isolation forest", -IsolationForest(n_estimators=300, random_state=0).fit(values).score_samples(values)),
    ]:
        top = scores >= numpy.quantile(scores, .99)
        common = (top & (unusual >= numpy.quantile(unusual, .99))).sum() / top.sum()
        print(f"{name:21} | {spearmanr(unusual, scores)[0]:16.2f} | {roc_auc_score(top, unusual):20.3f} | {common:.0%}")


main()
