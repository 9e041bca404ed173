#!/usr/bin/env python3
"""Runs generated programs: each has to end within a second, and to print the same checksum when it runs again.

Many programs are files of one command, which runs the one that its argument names: each program has a process of its
own, but is not linked alone. --race looks for data races, --builds compares checksums with those of a build with
other -gcflags; what depends on an order of evaluation that the language leaves open may differ there.

examples:
  ./x runnable --count 10000
  ./x runnable --count 2000 --builds '-N -l'
"""

import argparse
import concurrent.futures
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from go_compiler import Compiler, generated, go_files, goroot_of

PROGRAMS_A_COMMAND = 200
SECONDS = 1.0
# Of a program that waits for something; a busy machine may hold up one that does not.
SECONDS_OF_WAITING = 20.0


def index_of(program):
    return int(os.path.basename(program)[1:-3])


def one_command(programs, folder):
    """The programs' files as one command."""
    cases = []
    for program in programs:
        index = index_of(program)
        with open(program) as source:
            text = source.read()
        with open(os.path.join(folder, f"p{index}.go"), "w") as out:
            out.write(text.replace("\nfunc main() {", f"\nfunc main{index}() {{"))
        cases.append(f'\tcase "{index}":\n\t\tmain{index}()\n')
    with open(os.path.join(folder, "choose.go"), "w") as out:
        out.write('package main\n\nimport "os"\n\nfunc main() {\n\tswitch os.Args[1] {\n' + "".join(cases) + "\t}\n}\n")
    with open(os.path.join(folder, "go.mod"), "w") as out:
        out.write("module p\n\ngo 1.26\n")


class Run:
    """One run of one program: what it printed, how it ended, processor seconds."""

    def __init__(self, binary, index):
        begin = time.monotonic()
        process = subprocess.Popen([binary, str(index)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        guard = threading.Timer(SECONDS_OF_WAITING, os.kill, (process.pid, signal.SIGKILL))
        guard.start()
        self.words = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        guard.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        self.elapsed = time.monotonic() - begin
        self.status = process.returncode
        self.seconds = usage.ru_utime + usage.ru_stime

    def problem(self):
        if self.elapsed >= SECONDS_OF_WAITING or self.seconds > SECONDS:
            return f"takes {self.seconds:.1f} s"
        if self.status != 0:
            return f"status {self.status}: " + next(iter(self.words.splitlines()), "")[:150]
        return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--lines", default="", help="of the programs: N or MIN:MAX")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--race", action="store_true", help="build with the race detector")
    parser.add_argument("--builds", metavar="GCFLAGS", help="compare with a build with these flags")
    parser.add_argument("--keep", metavar="FOLDER", help="where programs go that have a problem")
    arguments = parser.parse_args()
    compiler = Compiler(goroot_of(arguments.escdiff, arguments.go))
    compiler.environment["GO111MODULE"] = "on"
    if arguments.race:
        compiler.environment["CGO_ENABLED"] = "1"
    extra = ["--runnable", *(["--lines", arguments.lines] if arguments.lines else [])]
    ran = bad = other = 0
    longest = 0.0
    for first in range(arguments.first, arguments.first + arguments.count, PROGRAMS_A_COMMAND):
        count = min(PROGRAMS_A_COMMAND, arguments.first + arguments.count - first)
        with tempfile.TemporaryDirectory(prefix="escdiff-runnable-") as scratch:
            source = os.path.join(scratch, "source")
            command = os.path.join(scratch, "command")
            os.mkdir(command)
            programs = go_files(generated(arguments.escdiff, arguments.seed, count, source,
                                          ["--first", str(first), *extra]))
            one_command(programs, command)

            def built(name, *flags):
                binary = os.path.join(scratch, name)
                compiler.run_go("build", *flags, "-o", binary, ".", folder=command)
                return binary

            try:
                binaries = [built("run", *(["-race"] if arguments.race else []))] * 2
            except subprocess.CalledProcessError:
                print(f"programs {first} to {first + count - 1}: go build refuses one of them")
                ran += count
                bad += count
                continue
            if arguments.builds is not None:
                binaries.append(built("other", f"-gcflags={arguments.builds}"))

            def report(program, words):
                print(f"{os.path.basename(program)}: {words}", flush=True)
                if arguments.keep:
                    os.makedirs(arguments.keep, exist_ok=True)
                    shutil.copy(program, arguments.keep)

            with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
                runs = pool.map(lambda program: [Run(binary, index_of(program)) for binary in binaries], programs)
                for program, results in zip(programs, runs):
                    ran += 1
                    longest = max(longest, *(run.seconds for run in results))
                    problem = next(filter(None, (run.problem() for run in results)), "")
                    if not problem and results[0].words != results[1].words:
                        problem = "another checksum when it runs again"
                    if problem:
                        bad += 1
                        report(program, problem)
                    elif results[-1].words != results[0].words:
                        other += 1
                        report(program, f"another checksum with {arguments.builds}")
    compared = f", {other} have another checksum with {arguments.builds}" if arguments.builds is not None else ""
    print(f"{ran} programs: {ran - bad} ended with the same checksum twice, {bad} did not{compared}; "
          f"the longest took {longest:.2f} s")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
