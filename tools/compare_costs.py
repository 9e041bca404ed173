#!/usr/bin/env python3
"""Compares what the inliner's cost model says of each function of whole packages, line by line:
  solver    escdiff analyze --why-not-inlined ... PACKAGES
  compiler  go build -gcflags=-m=2 PACKAGES   its lines `can inline F with cost N` and `cannot inline F: REASON`
Left out are the functions that the compiler makes to compare and hash values (type..eq, type..hash), which no source
declares, and what it says of single calls ("cannot inline F into G").

example:
  tools/compare_costs.py std --require 99.5
"""

import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile

LINE = re.compile(r"(\S+: can(?:not)? inline (?!type\.\.|.* into .*: ).*?)(?: as: .*)?")


def verdicts(command, environment, folder):
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, cwd=folder)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)}:\n{run.stderr[-2000:]}")
    found, package = collections.Counter(), ""
    for line in (run.stdout + run.stderr).splitlines():
        if line.startswith("# "):
            package = line[2:]
        elif match := LINE.fullmatch(line):
            found[package, match.group(1)] += 1
    return found


def share(part, whole):
    return f"{part} of {whole} ({100 * part / whole if whole else 100:.3f}%)"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=["std"])
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--goroot", default="/usr/local/go", help="of a Go 1.26")
    parser.add_argument("--require", type=float, help="fail when a smaller percentage of the costs is equal")
    parser.add_argument("--show", action="store_true", help="print each line that only one side has")
    options = parser.parse_args()
    go = os.path.join(options.goroot, "bin", "go")
    environment = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", CGO_ENABLED="0")
    solver = os.path.abspath(options.escdiff)
    with tempfile.TemporaryDirectory(prefix="escdiff-costs-") as scratch:
        # From a folder outside the GOROOT both sides print the same spelling of its files.
        folder = scratch if all(package == "std" or "." not in package for package in options.packages) else None
        theirs = verdicts([go, "build", "-gcflags=-m=2", *options.packages],
                          dict(environment, GOCACHE=os.path.join(scratch, "gocache")), folder)
        ours = verdicts([solver, "analyze", "--go", options.goroot, "--why-not-inlined", "...", *options.packages],
                        environment, folder)
    if not theirs:
        sys.exit("the compiler says nothing about these packages")
    equal = theirs & ours
    if options.show:
        for sign, lines in (("-", theirs - ours), ("+", ours - theirs)):
            for (package, line), count in sorted(lines.items()):
                print(sign * count, package, line)
    costs = {key: count for key, count in theirs.items() if " with cost " in key[1]}
    right = sum((collections.Counter(costs) & ours).values())
    print(f"{'can inline F with cost N':40}{share(right, sum(costs.values()))}")
    print(f"{'all verdicts':40}{share(equal.total(), theirs.total())}, {(ours - theirs).total()} surplus")
    if options.require is not None and 100 * right < options.require * sum(costs.values()):
        sys.exit(1)


main()
