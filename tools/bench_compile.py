#!/usr/bin/env python3
"""Measures the solver against the compiler on whole packages, in alternating rounds, by CPU time.

Both sides have what a package imports in a cache, and analyze the package itself anew:
  analyze   escdiff analyze --gcflags '-m -l' PACKAGE   (--gcflags=-m: with inlining)
  compile   the toolchain's compile with these flags on the same files, with the export data of its imports
With --all the question is the whole standard library from source, without any cache:
  analyze   escdiff analyze --gcflags '-m -l' std
  build     go build -a -gcflags=all='-m -l' std
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

from bench_fuzz import summary, timed

PACKAGES = ["net/http", "go/types", "cmd/compile/internal/ssa"]


class Toolchain:
    def __init__(self, goroot, scratch):
        self.go = os.path.join(goroot, "bin", "go")
        self.environment = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", CGO_ENABLED="0",
                                GOCACHE=os.path.join(scratch, "gocache"))

    def run(self, *arguments):
        return subprocess.run([self.go, *arguments], check=True, capture_output=True, text=True,
                              env=self.environment).stdout

    def compile_command(self, package, flags, scratch):
        """The compiler's command for one package, its imports compiled beforehand."""
        fields = "-json=ImportPath,Dir,GoFiles,Export,DepOnly,ImportMap"
        decoder, text, listed = json.JSONDecoder(), self.run("list", "-export", "-deps", fields, package), []
        while text.strip():
            entry, end = decoder.raw_decode(text.lstrip())
            listed.append(entry)
            text = text.lstrip()[end:]
        target = next(entry for entry in listed if not entry.get("DepOnly"))
        config = os.path.join(scratch, package.replace("/", "_") + ".importcfg")
        with open(config, "w") as file:
            for source, path in target.get("ImportMap", {}).items():
                file.write(f"importmap {source}={path}\n")
            for entry in listed:
                if entry.get("Export"):
                    file.write(f"packagefile {entry['ImportPath']}={entry['Export']}\n")
        files = [os.path.join(target["Dir"], name) for name in target["GoFiles"]]
        output = os.path.join(scratch, "out.a")
        return [self.go, "tool", "compile", "-p", package, "-std", "-importcfg", config, *flags, "-pack", "-o", output,
                *files]


def rounds(count, left, right):
    """Figures of alternating rounds; the first one, which fills caches, is not counted."""
    figures = []
    for number in range(count + 1):
        pair = left(), right()
        if number:
            figures.append(pair)
    return figures


def report(name, other, figures):
    ours, theirs = [cpu for cpu, _ in figures], [cpu for _, cpu in figures]
    ratios = [b / a for a, b in figures]
    print(f"{name + ': analyze, CPU s':44}{summary(ours)}")
    print(f"{name + ': ' + other + ', CPU s':44}{summary(theirs)}")
    print(f"{name + ': ratio':44}{summary(ratios)}", flush=True)
    return statistics.median(ratios)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--gcflags", default="-m -l")
    parser.add_argument("--all", action="store_true", help="the standard library, without caches")
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    arguments = parser.parse_args()
    escdiff = os.path.abspath(arguments.escdiff)
    goroot = subprocess.run([escdiff, "toolchain", "where", arguments.go], check=True, capture_output=True,
                            text=True).stdout.strip()
    print(f"{'':44}{'min':>9} {'median':>9} {'max':>9}")
    with tempfile.TemporaryDirectory(prefix="escdiff-bench-") as scratch:
        toolchain = Toolchain(goroot, scratch)
        analyze = [escdiff, "analyze", "--go", goroot, "--jobs", "1", "--gcflags", arguments.gcflags]
        if arguments.all:
            environment = dict(os.environ, ESCDIFF_CACHE="off")
            build = [toolchain.go, "build", "-a", f"-gcflags=all={arguments.gcflags}", "std"]
            report("std", "go build -a", rounds(
                arguments.rounds,
                lambda: timed([*analyze, "std"], env=environment)[1],
                lambda: timed(build, env=toolchain.environment)[1]))
            return 0
        environment = dict(os.environ, ESCDIFF_CACHE=os.path.join(scratch, "cache"))
        for package in arguments.packages:
            compile_command = toolchain.compile_command(package, arguments.gcflags.split(), scratch)
            report(package, "compile", rounds(
                arguments.rounds,
                lambda: timed([*analyze, package], env=environment)[1],
                lambda: timed(compile_command, env=toolchain.environment)[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
