#!/usr/bin/env python3
"""Measures fuzzing against one `go build` a program, on the same programs, in alternating rounds.

Each round takes its own seed, so that neither side finds an answer in a cache:
  fuzz   escdiff fuzz: generation, solver, compiler, comparison
  build  go build -gcflags='-m -l' pN.go for each program, one after the other
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time


# A program is one file for `go build`.
ONE_PACKAGE = "packages"


def timed(command, accepted=(0,), **options):
    """Runs a command; (seconds by the clock, CPU seconds of it and its children)."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    finished = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    if finished.returncode not in accepted:
        sys.exit(f"{' '.join(command)}: exit status {finished.returncode}\n{finished.stderr}")
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return wall, cpu


def fuzz_round(escdiff, gcflags, go, seed, count, folder):
    command = [escdiff, "fuzz", "--quiet", "--without", ONE_PACKAGE, "--go", go, "--gcflags", gcflags, "--seed", str(seed), "--count", str(count)]
    environment = dict(os.environ, ESCDIFF_CACHE=os.path.join(folder, "cache"))
    # Status 1 says that there were findings: they are part of the work.
    return timed(command + ["--out", os.path.join(folder, "findings")], accepted=(0, 1), env=environment)


def build_round(goroot, gcflags, programs, cache):
    environment = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", GOCACHE=cache, CGO_ENABLED="0")
    wall = cpu = 0.0
    for program in programs:
        command = [os.path.join(goroot, "bin", "go"), "build", f"-gcflags={gcflags}", os.path.basename(program)]
        seconds, used = timed(command, cwd=os.path.dirname(program), env=environment)
        wall, cpu = wall + seconds, cpu + used
    return wall, cpu


def summary(values):
    return f"{min(values):9.2f} {statistics.median(values):9.2f} {max(values):9.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--gcflags", default="-m -l")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--fuzz-count", type=int, default=2000, help="programs a round for fuzz")
    parser.add_argument("--build-count", type=int, default=60, help="of these, programs a round for go build")
    parser.add_argument("--require", type=float, default=0, help="exit 1 when the median ratio is lower")
    arguments = parser.parse_args()
    escdiff = os.path.abspath(arguments.escdiff)
    goroot = subprocess.run([escdiff, "toolchain", "where", arguments.go], check=True, capture_output=True,
                            text=True).stdout.strip()
    figures = {"fuzz": [], "build": [], "fuzz cpu": [], "build cpu": [], "ratio": []}
    with tempfile.TemporaryDirectory(prefix="escdiff-bench-") as scratch:
        cache = os.path.join(scratch, "gocache")
        for number in range(arguments.rounds + 1):
            seed = 1_000_003 + number
            folder = os.path.join(scratch, str(number))
            subprocess.run([escdiff, "generate", "--seed", str(seed), "--count", str(arguments.build_count), "--out", folder,
                            "--without", ONE_PACKAGE],
                           check=True)
            programs = [os.path.join(folder, f"p{i}.go") for i in range(arguments.build_count)]
            build_wall, build_cpu = build_round(goroot, arguments.gcflags, programs, cache)
            fuzz_wall, fuzz_cpu = fuzz_round(escdiff, arguments.gcflags, arguments.go, seed, arguments.fuzz_count, folder)
            if number == 0:
                continue  # the first round fills go's own cache with what every build needs
            fuzz, build = arguments.fuzz_count / fuzz_wall, arguments.build_count / build_wall
            figures["fuzz"].append(fuzz)
            figures["build"].append(build)
            figures["fuzz cpu"].append(1000 * fuzz_cpu / arguments.fuzz_count)
            figures["build cpu"].append(1000 * build_cpu / arguments.build_count)
            figures["ratio"].append(fuzz / build)
    print(f"{'':34}{'min':>9} {'median':>9} {'max':>9}")
    print(f"{'escdiff fuzz, programs/s':34}{summary(figures['fuzz'])}")
    print(f"{'go build each, programs/s':34}{summary(figures['build'])}")
    print(f"{'escdiff fuzz, CPU ms a program':34}{summary(figures['fuzz cpu'])}")
    print(f"{'go build each, CPU ms a program':34}{summary(figures['build cpu'])}")
    print(f"{'ratio of programs/s':34}{summary(figures['ratio'])}")
    return 1 if statistics.median(figures["ratio"]) < arguments.require else 0


if __name__ == "__main__":
    sys.exit(main())
