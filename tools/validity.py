#!/usr/bin/env python3
"""Counts generated programs that a compiler does not accept: there should be none.

Programs are compiled 100 to a run; when a run fails, each of its programs alone. A compiler that crashes has not
refused a program: crashes are counted apart. With the compiler of the Go on PATH, what escdiff's own checker refuses is
counted, too. Programs that are not accepted are left in FOLDER (--keep).

examples:
  ./x validity --count 100000
  ./x validity --count 10000 --lang 1.18 --go 1.18.10
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

from escape_coverage import go_files, imports_of

PROGRAMS_A_RUN = 100
PROGRAMS_A_FOLDER = 2000
CRASH = re.compile(r"internal compiler error|^panic:|^fatal error:|^SIG|<unknown line number>: ", re.M)


class Compiler:
    """The `compile` of a toolchain; what it imports comes from `go list -export`."""

    def __init__(self, goroot, flags):
        self.go = os.path.join(goroot, "bin", "go")
        self.flags = flags
        self.environment = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", CGO_ENABLED="0",
                                GOROOT=goroot, GO111MODULE="off")
        self._exports = {}

    def read_exports(self, packages):
        for package in sorted(packages - {"unsafe"} - set(self._exports)):
            listed = subprocess.run([self.go, "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", package],
                                    check=True, stdout=subprocess.PIPE, text=True, env=self.environment).stdout
            self._exports[package] = [line for line in listed.splitlines() if not line.endswith("=")]

    def run(self, files, flags=()):
        """Status and words of one run over files of one package."""
        used = set().union(*map(imports_of, files)) - {"unsafe"}
        with tempfile.TemporaryDirectory(prefix="escdiff-validity-") as scratch:
            config = os.path.join(scratch, "importcfg")
            with open(config, "w") as out:
                out.writelines(f"packagefile {line}\n" for line in sorted({line for one in used for line in self._exports[one]}))
            done = subprocess.run([self.go, "tool", "compile", "-p", "p", "-importcfg", config, "-o",
                                   os.path.join(scratch, "out"), *self.flags, *flags, *files],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self.environment)
            return done.returncode, done.stdout

    def refused(self, files):
        """[(file, the compiler's words)]"""
        status, words = self.run(files)
        if status == 0:
            return []
        return [(files[0], words)] if len(files) == 1 else [bad for file in files for bad in self.refused([file])]


class Checker:
    """escdiff's own checker, on a package with an assembly file: functions may lack a body."""

    def __init__(self, escdiff, goroot):
        self.command = [os.path.abspath(escdiff), "analyze", "--gcflags", "-m -l", "--go", goroot]

    def refused(self, files):
        with tempfile.TemporaryDirectory(prefix="escdiff-validity-") as folder:
            for name, text in (("go.mod", "module p\n\ngo 1.26\n"), ("empty.s", "")):
                with open(os.path.join(folder, name), "w") as out:
                    out.write(text)
            for file in files:
                os.symlink(os.path.abspath(file), os.path.join(folder, os.path.basename(file)))
            done = subprocess.run([*self.command, "."], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=folder)
        if done.returncode == 0:
            return []
        if len(files) == 1:
            return [(files[0], done.stderr)]
        return [bad for file in files for bad in self.refused([file])]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26", help="whose compiler")
    parser.add_argument("--lang", help="programs keep to this language version")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", metavar="FOLDER", help="where programs go that are not accepted")
    arguments = parser.parse_args()
    goroot = subprocess.run([arguments.escdiff, "toolchain", "where", arguments.go], check=True, stdout=subprocess.PIPE,
                            text=True).stdout.strip()
    compiler = Compiler(goroot, [f"-lang=go{arguments.lang}"] if arguments.lang else [])
    judges = [compiler] + ([] if arguments.lang else [Checker(arguments.escdiff, goroot)])
    made = refused = crashed = 0
    for first in range(0, arguments.count, PROGRAMS_A_FOLDER):
        with tempfile.TemporaryDirectory(prefix="escdiff-validity-") as scratch:
            subprocess.run([arguments.escdiff, "generate", "--seed", str(arguments.seed), "--first", str(first), "--count",
                            str(min(PROGRAMS_A_FOLDER, arguments.count - first)), "--out", scratch,
                            *(["--lang", arguments.lang] if arguments.lang else [])], check=True, stdout=subprocess.DEVNULL)
            programs = go_files(scratch)
            made += len(programs)
            compiler.read_exports(set().union(*map(imports_of, programs)))
            groups = [programs[i:i + PROGRAMS_A_RUN] for i in range(0, len(programs), PROGRAMS_A_RUN)]
            with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
                for bad in pool.map(lambda work: work[0].refused(work[1]), [(j, g) for g in groups for j in judges]):
                    for program, words in bad:
                        is_crash = bool(CRASH.search(words))
                        crashed += is_crash
                        refused += not is_crash
                        print(f"{os.path.basename(program)}: {words.strip().splitlines()[0][:200]}")
                        if arguments.keep:
                            os.makedirs(arguments.keep, exist_ok=True)
                            shutil.copy(program, arguments.keep)
    print(f"{made} programs: {made - refused - crashed} accepted, {refused} refused, {crashed} crash the compiler")
    return int(refused > 0)


if __name__ == "__main__":
    sys.exit(main())
