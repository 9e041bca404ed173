#!/usr/bin/env python3
"""Measures `escdiff minimize` on twelve programs that are merged from packages of a GOROOT (Go 1.20.14) when the
benchmark runs, and that 1.20.14 and 1.26.8 answer differently. Of each, one difference is pinned. Beside each stands
the floor: the smallest program known that shows the same difference, written by hand (bench/reduce/NAME.go).

Targets: at most 1.3 times the floor's tokens, 1.15 on average; at most 100 predicate runs and 10 CPU seconds each.
The CPU seconds are those of everything: reducer, both compilers, go list. Export data of imports is compiled before.

--peers runs C-Vise and Shrink Ray on the same work beside it, with the same predicate, one thread and 240 s each (--seconds).
They are installed when they are missing: the Debian package cvise, and shrinkray from PyPI.
"""

import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

import reduction_peers

OLD, NEW = "1.20.14", "1.26.8"
FLAGS = "-m -l"

# name: what to merge, and a part of the line on which the pinned difference lies
CASES = {
    "make": (["compress/bzip2"], "make([]uint8, numSelectors)"),
    "append": (["encoding/csv"], "r.fieldIndexes = append("),
    "append_stack": (["crypto/x509/pkix"], "escaped = append("),
    "zero_copy": (["encoding/pem", "encoding/base64"], "enc.Decode(dbuf, []byte(s))"),
    "constant": (["net/internal/socktest"], "sotype&0xff"),
    "named_constant": (["path/filepath"], 'return "", syscall.ENOTDIR'),
    "level": (["testing/quick"], "func functionAndType(f any)"),
    "leak": (["flag"], "func (d *durationValue) Set(s string)"),
    "moved": (["internal/pkgbits"], "pr := PkgDecoder{"),
    "slice_interface": (["internal/pkgbits"], "pr.elemEndsEnds[:]"),
    "blank_result": (["go/constant"], "func match0(x, y Value)"),
    "loop_variable": (["-tests", "go/build/constraint"], "for i, tt := range exprStringTests"),
}
MOST_RATIO, MOST_MEAN_RATIO, MOST_RUNS, MOST_CPU = 1.3, 1.15, 100, 10.0


def toolchain(escdiff, version):
    for command in ("where", "install", "where"):
        found = subprocess.run([escdiff, "toolchain", command, version], capture_output=True, text=True)
        if command == "where" and found.returncode == 0:
            return found.stdout.strip()
    sys.exit(f"bench: no Go {version}: {found.stderr.strip()}")


def go_environment(goroot, scratch):
    return dict(os.environ, PATH=os.path.join(goroot, "bin") + os.pathsep + os.environ["PATH"], GOROOT=goroot,
                GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", CGO_ENABLED="0", GO111MODULE="off",
                GOCACHE=os.path.join(scratch, "gocache-" + os.path.basename(goroot)))


def build_merger(new, scratch):
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "merge_packages.go")
    merger = os.path.join(scratch, "merge_packages")
    subprocess.run([os.path.join(new, "bin", "go"), "build", "-o", merger, source], check=True,
                   env=go_environment(new, scratch), cwd=scratch)
    return merger


def line_of(program, part):
    for number, line in enumerate(program.split("\n"), 1):
        if part in line:
            return number
    sys.exit(f"bench: no line holds {part!r}")


def minimize(escdiff, path, at, scratch):
    """What `escdiff minimize` makes of the difference at a line, with its own words about it and the CPU seconds."""
    out = os.path.join(scratch, "minimized.go")
    command = [escdiff, "minimize", path, "--differ", f"{OLD},{NEW}", "--gcflags", FLAGS, "--fresh", "--jobs", "1",
               "--out", out]
    command += ["--at", str(at)] if at else []
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    figures = re.search(r"^(\d+) -> (\d+) tokens in (\d+) runs", said, re.M)
    pinned = re.search(r"^pinned: (.*)$", said, re.M)
    if child.returncode != 0 or not figures or not pinned:
        sys.exit(f"bench: {path}: {said}")
    with open(out) as file:
        text = file.read()
    before, after, runs = map(int, figures.groups())
    return {"before": before, "tokens": after, "runs": runs, "pinned": pinned.group(1), "text": text,
            "cpu": usage.ru_utime + usage.ru_stime}


def run_peers(escdiff, peers, path, result, floor, seconds, scratch):
    question = [escdiff, "minimize", "x.go", "--differ", f"{OLD},{NEW}", "--gcflags", FLAGS, "--time", "0s", "--quiet",
                "--at", result["pinned"]]
    for name, program in peers.items():
        left, runs, ended = reduction_peers.reduce_with(name, program, path, question, seconds, scratch)
        tokens = minimize(escdiff, left, result["pinned"], scratch)["before"]
        print(f"  {name:14}{'':6}{result['before']:8}{tokens:6}{floor:7}{tokens / floor:7.2f}{runs:6}"
              f"{'  ended' if ended else f'  stopped after {seconds} s'}", flush=True)


def find_peers():
    peers = {}
    for name, find in (("cvise", reduction_peers.cvise), ("shrinkray", reduction_peers.shrinkray)):
        program, said = find()
        print(f"{name}: {said}" if program else f"{name} cannot be had here: {said}")
        if program:
            peers[name] = program
    return peers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--keep", help="folder that gets the starting programs and the results")
    parser.add_argument("--peers", action="store_true", help="run C-Vise and Shrink Ray, too")
    parser.add_argument("--seconds", type=int, default=240, help="for each run of a peer [%(default)s]")
    parser.add_argument("cases", nargs="*", help="[all]: " + ", ".join(CASES))
    arguments = parser.parse_args()
    escdiff = os.path.abspath(arguments.escdiff)
    old, new = toolchain(escdiff, OLD), toolchain(escdiff, NEW)
    floors = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench", "reduce")
    ratios, good = [], True
    peers = find_peers() if arguments.peers else {}
    with tempfile.TemporaryDirectory(prefix="escdiff-bench-") as scratch:
        merger = build_merger(new, scratch)
        print(f"{'case':16}{'lines':>6}{'tokens':>8}{'left':>6}{'floor':>7}{'ratio':>7}{'runs':>6}{'CPU s':>7}")
        for name in arguments.cases or CASES:
            packages, part = CASES[name]
            program = subprocess.run([merger, *packages], check=True, capture_output=True, text=True,
                                     env=go_environment(old, scratch)).stdout
            path = os.path.join(scratch, name + ".go")
            with open(path, "w") as file:
                file.write(program)
            floor = minimize(escdiff, os.path.join(floors, name + ".go"), None, scratch)
            minimize(escdiff, os.path.join(floors, name + ".go"), None, scratch)  # export data are there now
            result = minimize(escdiff, path, line_of(program, part), scratch)
            if result["pinned"] != floor["pinned"]:
                sys.exit(f"bench: {name}: the floor shows '{floor['pinned']}', not '{result['pinned']}'")
            ratio = result["tokens"] / floor["before"]
            ratios.append(ratio)
            in_bounds = ratio <= MOST_RATIO and result["runs"] <= MOST_RUNS and result["cpu"] <= MOST_CPU
            good = good and in_bounds
            lines = program.count("\n")
            print(f"{name:16}{lines:6}{result['before']:8}{result['tokens']:6}{floor['before']:7}{ratio:7.2f}"
                  f"{result['runs']:6}{result['cpu']:7.2f}{'' if in_bounds else '  missed'}", flush=True)
            run_peers(escdiff, peers, path, result, floor["before"], arguments.seconds, scratch)
            if arguments.keep:
                os.makedirs(arguments.keep, exist_ok=True)
                shutil.copy(path, arguments.keep)
                with open(os.path.join(arguments.keep, name + ".minimized.go"), "w") as file:
                    file.write(result["text"])
    arithmetic = sum(ratios) / len(ratios)
    geometric = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"times the floor: arithmetic mean {arithmetic:.3f}, geometric mean {geometric:.3f}, most {max(ratios):.2f}")
    return 0 if good and arithmetic <= MOST_MEAN_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
