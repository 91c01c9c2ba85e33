"""Gives the program files in the forms of six public tables, as they are, and compares its segments with scikit-learn's KMeans.

The files are read and prepared here from scratch, without a line of the program. Ends with exit code 1 if an adjusted Rand index is below 0.98, or
an inertia more than 0.1 % above the best of 20 starts of scikit-learn.
"""
import argparse
import csv
import datetime
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import numpy
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from agreement import DEFAULT, FEATURES, ROBUST
from forms import FORMS


def read(path):
    for encoding in ("utf-8-sig", "windows-1252"):
        try:
            text = path.read_text(encoding=encoding)
            break
        except UnicodeDecodeError:
            continue
    return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.split("\n")[0] else ","))


def standard(values):
    """Scaled by what is there; the median then stands for what is missing."""
    filled = numpy.where(numpy.isnan(values), numpy.nanmedian(values), values)
    return (filled - numpy.nanmean(values)) / (numpy.nanstd(values) or 1)


def robust(values, lower, upper):
    """What is beyond a quantile is that quantile; median and interquartile range scale the rest."""
    values = numpy.clip(values, numpy.quantile(values, lower), numpy.quantile(values, upper))
    return (values - numpy.median(values)) / numpy.subtract(*numpy.quantile(values, [.75, .25]))


def customers(rows, form):
    """Ids and scaled features of a table of customers."""
    columns = []
    for name in form["features"]:
        values = numpy.array([float(row[name]) if row[name] else numpy.nan for row in rows])
        known = {feature: (lower, upper) for feature, lower, upper, scaling in FEATURES if scaling == ROBUST}
        columns.append(robust(values, *known[name]) if name in known else standard(values))
    for name in form.get("categories", []):
        texts = numpy.array([row[name] for row in rows])
        levels, counts = numpy.unique(texts, return_counts=True)
        scale = numpy.sqrt(1 - ((counts / len(texts)) ** 2).sum())  # all levels together vary as one scaled number does
        columns += [(texts == level) / scale for level in levels]
    ids = [row[form["id"]] for row in rows] if form["id"] else [str(i + 1) for i in range(len(rows))]
    return ids, numpy.column_stack(columns)


def payers(rows):
    """Ids and scaled recency, frequency and monetary value of a table of lines of invoices."""
    found = {}
    lines = [row for row in rows if row["CustomerID"]]
    times = [datetime.datetime.strptime(row["InvoiceDate"], "%m/%d/%Y %H:%M") for row in lines]
    end = datetime.datetime.combine(max(times).date(), datetime.time()) + datetime.timedelta(days=1)
    for row, time in zip(lines, times):
        amount = int(row["Quantity"]) * float(row["UnitPrice"])
        payer = found.setdefault(str(int(float(row["CustomerID"]))), [datetime.datetime.min, set(), 0.0])
        payer[2] += amount
        if amount > 0:
            payer[0] = max(payer[0], time)
            payer[1].add(row["InvoiceNo"])
    found = {id: payer for id, payer in found.items() if payer[1]}
    recency = numpy.array([float((end - payer[0]).days) for payer in found.values()])
    frequency = numpy.array([float(len(payer[1])) for payer in found.values()])
    monetary = numpy.array([payer[2] for payer in found.values()])
    return list(found), numpy.column_stack([standard(recency), robust(frequency, 0, .99), robust(monetary, 0, .99)])


def cluster(program, path, form, output):
    """Segments by customer, and the inertia that the program reports."""
    options = ["--transactions" if form.get("transactions") else "--customers", str(path), "--output", str(output), "--k", str(form["k"])]
    if "features" in form:
        options += ["--features", ",".join(form["features"])]
    if "categories" in form:
        options += ["--categories", ",".join(form["categories"])]
    if form["id"] is None:
        options += ["--id", "none"]
    text = subprocess.run([*program, "cluster", *options], check=True, capture_output=True, text=True).stdout
    with open(output, newline="", encoding="utf-8") as file:
        segments = {row[form["id"] or "row"]: row["segment"] for row in csv.DictReader(file)}
    return segments, float(re.search(r"inertia ([0-9.]+)", text).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=DEFAULT, help="command that runs the Standalone program")
    program = shlex.split(parser.parse_args().program)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        print(f"{'form':16}  {'customers':>9}  {'columns':>7}  k  {'inertia':>12}  {'scikit-learn':>12}  {'ratio':>8}  adjusted Rand index")
        for name, make, rows in FORMS:
            path = folder / f"{name}.csv"
            form = make(path, rows)
            ids, data = payers(read(path)) if form.get("transactions") else customers(read(path), form)
            segments, inertia = cluster(program, path, form, folder / "segments.csv")
            reference = KMeans(n_clusters=form["k"], n_init=20, random_state=0, tol=0).fit(data)
            index = adjusted_rand_score(reference.labels_, [segments[id] for id in ids])
            ratio = inertia / reference.inertia_
            good &= ratio <= 1.001 and index >= .98 and len(segments) == len(ids)
            print(f"{name:16}  {len(ids):9,}  {data.shape[1]:7}  {form['k']}  {inertia:12.3f}  {reference.inertia_:12.3f}  {ratio:8.6f}  {index:.4f}",
                  flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
