#!/usr/bin/env python3
"""Counts generated programs that a compiler does not accept: there should be none.

Programs are compiled 100 to a run; when a run fails, each of its programs alone. A compiler that crashes has not
refused a program: crashes are counted apart. Without --lang, what escdiff's own checker refuses is counted,
too. Programs that are not accepted are left in FOLDER (--keep).

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

from go_compiler import Compiler, generated, go_files, goroot_of, groups_of, imports_of, rejected, unpacked

PROGRAMS_A_FOLDER = 2000
CRASH = re.compile(r"internal compiler error|^panic:|^fatal error:|^SIG|<unknown line number>: ", re.M)


class Checker:
    """escdiff's own checker, on a package with an assembly file: functions may lack a body."""

    def __init__(self, escdiff, goroot):
        self.command = [os.path.abspath(escdiff), "analyze", "--gcflags", "-m -l", "--go", goroot]

    def run(self, files):
        """Status and words."""
        with tempfile.TemporaryDirectory(prefix="escdiff-validity-") as folder:
            for name, text in (("go.mod", "module m\n\ngo 1.26\n"), ("empty.s", "")):
                with open(os.path.join(folder, name), "w") as out:
                    out.write(text)
            mains, libraries = unpacked(files, folder)
            for file in mains:
                if not file.startswith(folder):
                    os.symlink(os.path.abspath(file), os.path.join(folder, os.path.basename(file)))
            done = subprocess.run([*self.command, "./..." if libraries else "."], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=folder)
        return done.returncode, done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26", help="whose compiler")
    parser.add_argument("--lang", help="programs keep to this language version")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--generate", default="", help="further flags of escdiff generate")
    parser.add_argument("--keep", metavar="FOLDER", help="where programs go that are not accepted")
    arguments = parser.parse_args()
    goroot = goroot_of(arguments.escdiff, arguments.go)
    flags = [f"-lang=go{arguments.lang}"] if arguments.lang else []
    compiler = Compiler(goroot)
    judges = [lambda files: compiler.run(files, flags)]
    if not arguments.lang:
        judges.append(Checker(arguments.escdiff, goroot).run)
    made = refused = crashed = 0
    for first in range(0, arguments.count, PROGRAMS_A_FOLDER):
        with tempfile.TemporaryDirectory(prefix="escdiff-validity-") as scratch:
            generated(arguments.escdiff, arguments.seed, min(PROGRAMS_A_FOLDER, arguments.count - first), scratch,
                      ["--first", str(first), *(["--lang", arguments.lang] if arguments.lang else []),
                       *arguments.generate.split()])
            programs = go_files(scratch)
            made += len(programs)
            compiler.read_exports(set().union(*map(imports_of, programs)))
            work = [(judge, group) for group in groups_of(programs) for judge in judges]
            with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
                for bad in pool.map(lambda one: rejected(*one), work):
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
