#!/usr/bin/env python3
"""Runs the libFuzzer targets of scanner, parser and checker, one after the other or all at once.

The seeds are Go's own sources, tests of its type checker and of its compiler among them, as they are found in a GOROOT;
what the targets learn stays in --work. An input that crashes, hangs or takes too much memory is left there and named.
"""

import argparse
import os
import subprocess
import sys
import time

TARGETS = ("scan", "parse", "check")
# Folders of a GOROOT, those with the most of the language in the fewest bytes first.
SEED_FOLDERS = ("src/internal/types/testdata", "src/cmd/compile/internal/syntax/testdata", "test", "src")
REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def seed_files(goroot, most_bytes, most_files):
    """Paths of .go files that are short enough, without repeats, at most most_files."""
    seen = {}
    for folder in SEED_FOLDERS:
        for parent, folders, names in os.walk(os.path.join(goroot, folder)):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(parent, name)
                if name.endswith(".go") and os.path.getsize(path) <= most_bytes:
                    seen.setdefault(path)
            if len(seen) >= most_files:
                return list(seen)[:most_files]
    return list(seen)


def command_of(target, arguments, seeds):
    work = os.path.join(arguments.work, target)
    corpus, artifacts = os.path.join(work, "corpus"), os.path.join(work, "artifacts")
    for folder in (corpus, artifacts):
        os.makedirs(folder, exist_ok=True)
    own = [os.path.join(REPOSITORY, "tests", "fuzz", folder) for folder in ("seeds", "crashes")]
    command = [os.path.join(arguments.build, f"fuzz_{target}"), f"-max_total_time={arguments.seconds}",
               f"-max_len={arguments.max_len}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
               f"-dict={os.path.join(REPOSITORY, 'fuzz', 'go.dict')}", f"-artifact_prefix={artifacts}/",
               f"-seed_inputs=@{seeds}", corpus]
    return command + [folder for folder in own if os.path.isdir(folder)], work


def start(target, arguments, seeds):
    command, work = command_of(target, arguments, seeds)
    log = open(os.path.join(work, "log"), "w")
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT), log


def report(target, process, log, seconds):
    log.close()
    with open(log.name, errors="replace") as file:
        lines = file.read().splitlines()
    passed = process.returncode == 0
    executed = next((line.split()[-1] for line in lines if line.startswith("stat::number_of_executed_units")), "?")
    peak = next((line.split()[-1] for line in lines if line.startswith("stat::peak_rss_mb")), "?")
    print(f"{target:6} {'passed' if passed else 'FAILED'}: {executed} inputs in {seconds:.0f} s, peak {peak} MB")
    if not passed:
        print("\n".join(lines[-30:]))
    return passed


def run_together(targets, arguments, seeds):
    begin = time.monotonic()
    running = [(target, *start(target, arguments, seeds)) for target in targets]
    results = []
    for target, process, log in running:
        process.wait()
        results.append(report(target, process, log, time.monotonic() - begin))
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=int, nargs="?", default=1800, help="for each target")
    parser.add_argument("--build", default=os.path.join(REPOSITORY, "build", "fuzz"))
    parser.add_argument("--work", default=os.path.join(REPOSITORY, ".cache", "fuzz"))
    parser.add_argument("--goroot", help="where seeds are read from; what the go on PATH says when missing")
    parser.add_argument("--targets", nargs="+", choices=TARGETS, default=TARGETS)
    parser.add_argument("--max-len", type=int, default=8192)
    parser.add_argument("--max-seeds", type=int, default=2500)
    parser.add_argument("--together", action="store_true", help="run all targets at once")
    arguments = parser.parse_args()
    goroot = arguments.goroot or subprocess.run(["go", "env", "GOROOT"], check=True, capture_output=True, text=True).stdout.strip()
    os.makedirs(arguments.work, exist_ok=True)
    seeds = os.path.join(arguments.work, "seeds.txt")
    with open(seeds, "w") as file:
        file.write(",".join(seed_files(goroot, arguments.max_len, arguments.max_seeds)))
    if arguments.together:
        results = run_together(arguments.targets, arguments, seeds)
    else:
        results = [run_together([target], arguments, seeds)[0] for target in arguments.targets]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
