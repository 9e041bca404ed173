#!/usr/bin/env python3
"""Plants bugs into the real compiler's escape analysis, and measures how many programs fuzzing needs to find each.

Each bug of tools/planted_bugs.txt is a small edit of one file of cmd/compile/internal/escape of the toolchain's own
GOROOT, built with -overlay into a compiler of its own. escdiff fuzz then runs against that compiler, with the solver as
the other side. A finding that the unaltered compiler causes as well does not count.

example:
  ./x planted-bugs --count 5000 --mode swarm --mode random
"""

import argparse
import glob
import hashlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

from go_compiler import goroot_of

PACKAGE = "src/cmd/compile/internal/escape"
BUGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "planted_bugs.txt")
# Programs that import packages would have these compiled by the altered compiler.
WITHOUT = "standard-library,type-reflect-header,type-testing"
MODES = {"random": ["--no-swarm"], "swarm": [], "feedback": ["--feedback"]}


def read_bugs(path):
    """[(name, file, meaning, old text, new text)]"""
    bugs = []
    for number, line in enumerate(open(path), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        if line.startswith(("- ", "+ ")):
            which = 3 if line[0] == "-" else 4
            bugs[-1][which] += ("\n" if bugs[-1][which] else "") + line[2:]
            continue
        found = re.fullmatch(r"([\w-]+): (\w+\.go): (.*)", line)
        if not found:
            sys.exit(f"{path}:{number}: NAME: FILE: MEANING expected")
        bugs.append([*found.groups(), "", ""])
    return bugs


def altered_compiler(goroot, bug, cache, environment):
    """The compiler with the bug, built into `cache` when it is not there yet."""
    name, file, _, old, new = bug
    source = os.path.join(goroot, PACKAGE, file)
    text = open(source).read()
    if text.count(old) != 1:
        sys.exit(f"{name}: its text occurs {text.count(old)} times in {file}")
    altered = text.replace(old, new)
    version = open(os.path.join(goroot, "VERSION")).readline().strip()
    compiler = os.path.join(cache, f"compile-{version}-{hashlib.sha256(altered.encode()).hexdigest()[:16]}")
    if os.path.exists(compiler):
        return compiler
    with tempfile.TemporaryDirectory(prefix="escdiff-planted-") as folder:
        edited = os.path.join(folder, file)
        with open(edited, "w") as out:
            out.write(altered)
        overlay = os.path.join(folder, "overlay.json")
        with open(overlay, "w") as out:
            json.dump({"Replace": {source: edited}}, out)
        part = f"{compiler}.{os.getpid()}"
        subprocess.run([os.path.join(goroot, "bin", "go"), "build", "-ldflags=-s -w", "-overlay", overlay, "-o", part,
                        "cmd/compile"], check=True, cwd=os.path.join(goroot, "src"), env=environment)
        os.replace(part, compiler)
    return compiler


def goroot_with(goroot, compiler, folder):
    """A GOROOT of links with another compiler."""
    root = os.path.join(folder, "goroot")
    tools = os.path.join("pkg", "tool")
    platform = os.listdir(os.path.join(goroot, tools))[0]
    for part in ("", "pkg", tools, os.path.join(tools, platform)):
        os.mkdir(os.path.join(root, part))
        for entry in os.listdir(os.path.join(goroot, part)):
            if os.path.join(part, entry) not in ("pkg", tools, os.path.join(tools, platform)) and entry != "compile":
                os.symlink(os.path.join(goroot, part, entry), os.path.join(root, part, entry))
    os.symlink(compiler, os.path.join(root, tools, platform, "compile"))
    return root


def findings(arguments, root, name, mode, folder, most):
    """The numbers of the programs, from 0 on, on which solver and compiler disagree first in some way: `most` at most."""
    out = os.path.join(folder, "findings-" + mode)
    command = [arguments.escdiff, "fuzz", "--quiet", "--go", root, "--profile", arguments.go, "--gcflags", "-m -l",
               "--seed", str(arguments.seed), "--count", str(arguments.count), "--max-findings", str(most),
               "--jobs", str(arguments.jobs), "--without", WITHOUT, "--out", out, *MODES[mode]]
    environment = dict(os.environ, ESCDIFF_CACHE=os.path.join(folder, "cache"))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    if done.returncode > 1:
        sys.exit(f"{name}: {' '.join(command)}\n{done.stderr}")
    return {json.load(open(path))["index"] for path in glob.glob(os.path.join(out, "*.json"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000, help="programs for each bug")
    parser.add_argument("--mode", action="append", choices=list(MODES), help="may be repeated [all]")
    parser.add_argument("--only", help="bugs whose names match this expression")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--cache", default=os.path.expanduser("~/.cache/escdiff/planted"), help="where altered compilers are kept")
    arguments = parser.parse_args()
    arguments.escdiff, arguments.cache = os.path.abspath(arguments.escdiff), os.path.abspath(arguments.cache)
    goroot = goroot_of(arguments.escdiff, arguments.go)
    environment = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", CGO_ENABLED="0", GO111MODULE="off",
                       GOROOT=goroot, GOCACHE=os.path.join(arguments.cache, "gocache"))
    modes = arguments.mode or list(MODES)
    os.makedirs(arguments.cache, exist_ok=True)
    bugs = [bug for bug in read_bugs(BUGS) if not arguments.only or re.search(arguments.only, bug[0])]
    found = {mode: [] for mode in modes}
    with tempfile.TemporaryDirectory(prefix="escdiff-planted-") as folder:
        known = {mode: findings(arguments, goroot, "unaltered", mode, folder, 100) for mode in modes}
    for mode in modes:
        print(f"{mode}: programs on which the unaltered compiler disagrees, too: {sorted(n + 1 for n in known[mode])}")
    print(f"{'bug':20}" + "".join(f"{mode:>9}" for mode in modes) + "  what is wrong", flush=True)
    for bug in bugs:
        with tempfile.TemporaryDirectory(prefix="escdiff-planted-") as folder:
            root = goroot_with(goroot, altered_compiler(goroot, bug, arguments.cache, environment), folder)
            row = ""
            for mode in modes:
                most = len(known[mode]) + 1
                index = min(findings(arguments, root, bug[0], mode, folder, most) - known[mode], default=None)
                if index is not None:
                    found[mode].append(index + 1)
                row += f"{'-' if index is None else index + 1:>9}"
            print(f"{bug[0]:20}{row}  {bug[2]}", flush=True)
    for mode in modes:
        numbers = found[mode]
        print(f"{mode}: {len(numbers)} of {len(bugs)} found within {arguments.count} programs, "
              f"median {statistics.median(numbers) if numbers else '-'}")
    return 0 if all(len(numbers) == len(bugs) for numbers in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
