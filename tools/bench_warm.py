#!/usr/bin/env python3
"""Measures one package whose imports both sides know from an earlier run, in alternating rounds, by wall time:
  analyze  escdiff analyze --gcflags -m PACKAGE   (imports restored from summaries, the package read anew)
  build    go build -gcflags=-m PACKAGE           (imports compiled, the package compiled anew)

Each build starts from a copy of a cache that holds all but the package itself, so that nothing else is rebuilt.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from bench_fuzz import summary


def wall(command, environment, folder):
    start = time.perf_counter()
    finished = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    return time.perf_counter() - start, finished


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("package", nargs="?", default="fmt")
    arguments = parser.parse_args()
    escdiff = os.path.abspath(arguments.escdiff)
    goroot = subprocess.run([escdiff, "toolchain", "where", arguments.go], check=True, capture_output=True,
                            text=True).stdout.strip()
    go = os.path.join(goroot, "bin", "go")
    with tempfile.TemporaryDirectory(prefix="escdiff-bench-") as scratch:
        imports_only, copy = os.path.join(scratch, "imports"), os.path.join(scratch, "copy")
        base = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", CGO_ENABLED="0", GOCACHE=imports_only)
        imports = subprocess.run([go, "list", "-f", '{{join .Imports "\\n"}}', arguments.package], check=True,
                                 capture_output=True, text=True, env=base, cwd=scratch).stdout.split()
        subprocess.run([go, "build", *imports], check=True, env=base, cwd=scratch)
        ours = dict(os.environ, ESCDIFF_CACHE=os.path.join(scratch, "cache"))
        analyze = [escdiff, "analyze", "--go", goroot, "--jobs", "1", "--gcflags", "-m", arguments.package]
        build = [go, "build", "-gcflags=-m", arguments.package]
        figures = []
        for number in range(arguments.rounds + 1):
            analyzed, answer = wall(analyze, ours, scratch)
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(imports_only, copy)
            built, messages = wall(build, dict(base, GOCACHE=copy), scratch)
            if messages.returncode != 0 or f"# {arguments.package}\n" not in messages.stderr:
                sys.exit(f"bench: {arguments.package} was not compiled")
            if number == 0 and answer.returncode != 0:
                print(f"bench: not a whole analysis: {answer.stderr.strip()}", file=sys.stderr)
            if number > 0:  # the first round fills caches
                figures.append((analyzed, built))
    print(f"{'':32}{'min':>9} {'median':>9} {'max':>9}")
    print(f"{arguments.package + ': analyze, ms':32}{summary([1000 * a for a, _ in figures])}")
    print(f"{arguments.package + ': go build -m, ms':32}{summary([1000 * b for _, b in figures])}")
    ratios = [b / a for a, b in figures]
    print(f"{'build / analyze':32}{summary(ratios)}")
    return 0 if statistics.median(ratios) > 10 and answer.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
