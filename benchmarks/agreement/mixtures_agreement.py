"""Chooses the number of groups of mixtures in which it is known, with scikit-learn, and compares with what the program chose.

The program makes the mixtures and writes them with its choices. Here three criteria choose again: the best silhouette of KMeans, the gap statistic
(Tibshirani, Walther and Hastie, 2001, with their rule of one standard error), and the lowest BIC of a Gaussian mixture. Ends with exit code 1 if the program is
right in less than 85 % of the mixtures that at least one of the three gets right.
"""
import argparse
import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile

import numpy
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.mixture import GaussianMixture

MOST = 8
DRAWS = 10


def gaps(rows):
    """Gap and its standard error for 1 to 9 clusters; the draws lie in the box along the principal axes."""
    random = numpy.random.default_rng(0)
    along = (rows - rows.mean(0)) @ numpy.linalg.eigh(numpy.cov(rows.T))[1]
    draws = [random.uniform(along.min(0), along.max(0), size=rows.shape) for _ in range(DRAWS)]
    for k in range(1, MOST + 2):
        logs = numpy.log([KMeans(k, n_init=2, random_state=0).fit(draw).inertia_ for draw in draws])
        yield logs.mean() - numpy.log(KMeans(k, n_init=10, random_state=0).fit(rows).inertia_), logs.std() * (1 + 1 / DRAWS) ** .5


def choose(path):
    """The number that each criterion chooses."""
    rows = numpy.loadtxt(path, delimiter=",", skiprows=1)
    rows = (rows - rows.mean(0)) / rows.std(0)
    silhouettes = {k: silhouette_score(rows, KMeans(k, n_init=10, random_state=0).fit(rows).labels_) for k in range(2, MOST + 1)}
    gap = list(gaps(rows))
    bics = {k: GaussianMixture(k, n_init=2, random_state=0).fit(rows).bic(rows) for k in range(1, MOST + 1)}
    return path.stem, {
        "silhouette": max(silhouettes, key=silhouettes.get),
        "gap": next((k for k in range(1, MOST + 1) if gap[k - 1][0] >= gap[k][0] - gap[k][1]), MOST),
        "BIC": min(bics, key=bics.get),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", default="dotnet run -c Release --project benchmarks/Segments.Benchmarks --")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        folder = pathlib.Path(directory)
        subprocess.run([*arguments.program.split(), "mixtures", "--seed", str(arguments.seed), "--write", directory], check=True)
        ours = json.loads((folder / "choices.json").read_text())
        with multiprocessing.Pool() as pool:
            theirs = dict(pool.imap_unordered(choose, sorted(folder.glob("*.csv"))))
    report(ours, theirs)


def report(ours, theirs):
    found = {"silhouette": [], "gap": [], "BIC": [], "one of the three": [], "this project": [], "both": []}
    kinds = sorted({name.rsplit("-", 2)[0] for name in theirs})
    for name, choice in theirs.items():
        kind, groups, _ = name.rsplit("-", 2)
        right = {criterion: k == int(groups) for criterion, k in choice.items()}
        right["one of the three"] = any(right.values())
        right["this project"] = ours[name]["K"] == int(groups)
        right["both"] = right["one of the three"] and right["this project"]
        for criterion, is_right in right.items():
            found[criterion] += [kind] * is_right
    print(f"{'right':20}" + "".join(f"{criterion:>18}" for criterion in found))
    for kind in kinds:
        print(f"{kind:20}" + "".join(f"{names.count(kind):18}" for names in found.values()))
    print(f"{'of ' + str(len(theirs)):20}" + "".join(f"{len(names):18}" for names in found.values()))
    share = len(found["both"]) / len(found["one of the three"])
    print(f"this project is right in {share:.1%} of those that one of the three gets right")
    sys.exit(share < .85)


if __name__ == "__main__":
    main()
