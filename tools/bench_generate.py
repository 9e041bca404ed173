#!/usr/bin/env python3
"""Measures generation: programs and lines a CPU second, on one core, in rounds with seeds of their own."""

import argparse
import statistics
import subprocess
import sys

from bench_fuzz import summary, timed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=20000, help="programs a round")
    parser.add_argument("--require", type=float, default=0, help="exit 1 when the median of programs/s is lower")
    arguments = parser.parse_args()
    rates, lines = [], []
    for seed in range(1, arguments.rounds + 1):
        command = [arguments.escdiff, "generate", "--seed", str(seed), "--count", str(arguments.count)]
        written = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.count(b"\n")
        _, cpu = timed(command)
        rates.append(arguments.count / cpu)
        lines.append(written / arguments.count)
    print(f"{'':34}{'min':>9} {'median':>9} {'max':>9}")
    print(f"{'programs a CPU second':34}{summary(rates)}")
    print(f"{'lines a program':34}{summary(lines)}")
    return 1 if statistics.median(rates) < arguments.require else 0


if __name__ == "__main__":
    sys.exit(main())
