#!/usr/bin/env python3
"""Tells which statements of the real compiler's escape analysis programs reach.

The compiler is the toolchain's own cmd/compile, built once with coverage counters and kept. Programs are the .go files
of FOLDERs, each a package p for itself with names of its own, or what escdiff generates. They are compiled 100 to a run,
under each mode; a statement counts when any program of the mode reached it. tools/escape_unreachable.txt says which
statements no valid program can reach under a mode, and why.

examples:
  ./x coverage --count 10000
  ./x coverage --mode '-m' --missing programs/
  ./x coverage --count 1000 --learn policy.json
"""

import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

from go_compiler import Compiler, generated, go_files, goroot_of, groups_of, imports_of, rejected

PACKAGE = "cmd/compile/internal/escape"
MODES = ["-m", "-m -l", "-m=2"]
UNREACHABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "escape_unreachable.txt")


class CoverageCompiler(Compiler):
    """A toolchain's compiler with counters in its escape analysis, built into `cache` when it is not there yet."""

    def __init__(self, goroot, cache):
        super().__init__(goroot, GOCACHE=os.path.join(cache, "gocache"))
        self.version = self.run_go("env", "GOVERSION").strip()
        self.path = os.path.join(cache, "compile-cover-" + self.version)
        self.command = [self.path]
        if not os.path.exists(self.path):
            self._build()

    def _build(self):
        print(f"building {self.path} (two minutes)", file=sys.stderr)
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        # Without the main package among them no counters are written, and nothing says so.
        counted = f"cmd/compile,{PACKAGE},cmd/compile/internal/inline/..."
        part = f"{self.path}.{os.getpid()}"
        self.run_go("build", "-cover", f"-coverpkg={counted}", "-o", part, "cmd/compile",
                    folder=os.path.join(self.goroot, "src"))
        os.replace(part, self.path)

    def compile(self, files, flags, counters):
        """Status and words of one run, which leaves its counters in the folder `counters`."""
        return self.run(files, flags.split(), GOCOVERDIR=counters)

    def profile(self, counters):
        """{(file, line, column, end line, end column): (statements, reached)} of the escape analysis."""
        with tempfile.NamedTemporaryFile(prefix="escdiff-cover-") as out:
            self.run_go("tool", "covdata", "textfmt", f"-i={counters}", f"-o={out.name}", f"-pkg={PACKAGE}")
            text = open(out.name).read()
        blocks = {}
        for name, a, b, c, d, count, reached in re.findall(r"/(\w+\.go):(\d+)\.(\d+),(\d+)\.(\d+) (\d+) (\d+)\n", text):
            key = (name, int(a), int(b), int(c), int(d))
            blocks[key] = (int(count), int(reached) > 0 or (key in blocks and blocks[key][1]))
        return blocks


def reach(compiler, programs, flags, counters, jobs):
    """Compiles all programs under `flags`; those that the compiler rejected, with its words."""
    compiler.read_exports(set().union(*map(imports_of, programs)))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        found = pool.map(lambda group: rejected(lambda files: compiler.compile(files, flags, counters), group),
                         groups_of(programs))
        return [bad for some in found for bad in some]


def reached_by_each(compiler, programs, flags, jobs):
    """{number of the program: [blocks of the escape analysis]}: each is compiled alone, for `escdiff coverage`."""
    compiler.read_exports(set().union(*map(imports_of, programs)))

    def blocks_of(path):
        with tempfile.TemporaryDirectory(prefix="escdiff-cover-") as counters:
            status, _ = compiler.compile([path], flags, counters)
            blocks = compiler.profile(counters) if status == 0 else {}
        number = re.search(r"(\d+)\.\w+$", path).group(1)
        return number, sorted(f"{block[0]}:{block[1]}.{block[2]}" for block, (_, hit) in blocks.items() if hit)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return dict(pool.map(blocks_of, programs))


class Unreachable:
    """Rows of escape_unreachable.txt: MODES|*  FILE  /PATTERN/ or FUNCTION()  REASON.

    A row speaks of the blocks of FILE that begin on a line which PATTERN matches or that the lines of such a block
    contain, or of all blocks of a function.
    """

    def __init__(self, path, source_folder):
        self.rows = []
        for number, line in enumerate(open(path), 1):
            if not line.strip() or line.startswith("#"):
                continue
            fields = re.split(r"\s{2,}", line.strip())
            if len(fields) != 4:
                sys.exit(f"{path}:{number}: four fields expected, two blanks between them")
            self.rows.append(fields)
        self.lines = {name: open(os.path.join(source_folder, name)).read().split("\n")
                      for name in os.listdir(source_folder) if name.endswith(".go")}

    def function_at(self, name, line):
        for text in reversed(self.lines[name][:line]):
            found = re.match(r"func (?:\([^)]*\) )?(\w+)", text)
            if found:
                return found.group(1)
        return ""

    def reason(self, mode, block):
        name, line, column, _, _ = block
        for modes, file, what, reason in self.rows:
            if file not in ("*", name) or (modes != "*" and mode not in modes.split(",")):
                continue
            if what.endswith("()"):
                if self.function_at(name, line) == what[:-2]:
                    return reason
            elif self._inside(name, line, column, re.compile(what.strip("/"))):
                return reason
        return None

    def _inside(self, name, line, column, pattern):
        """Whether the block's first statement, or a line that opens a block around it, matches."""
        lines = self.lines[name]
        text = lines[line - 1]
        first = text[column - 1:] if text[column - 1:].strip("{ \t") else lines[line]
        if pattern.search(first):
            return True
        indent = len(text) - len(text.lstrip("\t"))
        opener = text if text.rstrip().endswith(("{", ":")) else None
        at = line - 1
        while True:
            if opener is not None and pattern.search(opener):
                return True
            while at > 0:
                at -= 1
                candidate = lines[at]
                depth = len(candidate) - len(candidate.lstrip("\t"))
                if candidate.strip() and depth < indent:
                    break
                if candidate.strip() and depth == indent and candidate.lstrip().startswith("case "):
                    break
            if at == 0 or lines[at].startswith("func "):
                return False
            opener, indent = lines[at], len(lines[at]) - len(lines[at].lstrip("\t"))


def report(compiler, mode, counters, rejected, arguments):
    source = os.path.join(compiler.goroot, "src", PACKAGE)
    unreachable = Unreachable(UNREACHABLE, source)
    blocks = compiler.profile(counters)
    every = sum(count for count, _ in blocks.values())
    hit = sum(count for count, reached in blocks.values() if reached)
    excused, missing = {}, []
    for block, (count, reached) in sorted(blocks.items()):
        reason = None if reached else unreachable.reason(mode, block)
        if reason:
            excused[reason] = excused.get(reason, 0) + count
        elif not reached:
            missing.append((block, count))
    reachable = every - sum(excused.values())
    print(f"{mode:6}  reached {hit} of {reachable} ({100 * hit / reachable:.1f}%), {every} in all, {len(rejected)} programs rejected")
    if arguments.missing:
        for (name, line, column, _, _), count in missing:
            text = unreachable.lines[name][line - 1].strip()
            if not text[column - 1:].strip("{ ") and line < len(unreachable.lines[name]):
                text += " " + unreachable.lines[name][line].strip()
            print(f"  {name}:{line}:{column}: {count}: {unreachable.function_at(name, line)}: {text}")
        for reason, count in sorted(excused.items()):
            print(f"  {count:4} out of reach: {reason}")
    return hit


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="programs to compile [what escdiff generates]")
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10000, help="programs to generate")
    parser.add_argument("--generate", default="", help="further flags of escdiff generate")
    parser.add_argument("--mode", action="append", help="compiler flags; may be repeated [all three]")
    parser.add_argument("--missing", action="store_true", help="list the statements that were not reached")
    parser.add_argument("--rejected", action="store_true", help="print what the compiler said of programs it rejects")
    parser.add_argument("--require", type=int, default=0, help="exit 1 when fewer statements are reached under any mode")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--learn", metavar="FILE", help="write a policy (escdiff generate --policy) in which what says "
                        "more of rare statements has more weight, instead of a report")
    parser.add_argument("--cache", default=os.path.expanduser("~/.cache/escdiff/coverage"), help="where the compiler is kept")
    arguments = parser.parse_args()
    if arguments.learn and arguments.folders:
        parser.error("--learn: of generated programs only")
    goroot = goroot_of(arguments.escdiff, arguments.go)
    compiler = CoverageCompiler(goroot, arguments.cache)
    status = 0
    with tempfile.TemporaryDirectory(prefix="escdiff-coverage-") as scratch:
        folders = arguments.folders or [generated(arguments.escdiff, arguments.seed, arguments.count,
                                                  os.path.join(scratch, "programs"), arguments.generate.split())]
        programs = [os.path.abspath(path) for folder in folders for path in go_files(folder)]
        if arguments.learn:
            reached = os.path.join(scratch, "reached.json")
            with open(reached, "w") as out:
                json.dump(reached_by_each(compiler, programs, (arguments.mode or MODES)[0], arguments.jobs), out)
            return subprocess.run([arguments.escdiff, "coverage", "--seed", str(arguments.seed), "--reached", reached,
                                   "--out", arguments.learn, *arguments.generate.split()]).returncode
        for number, mode in enumerate(arguments.mode or MODES):
            counters = os.path.join(scratch, f"counters{number}")
            os.mkdir(counters)
            rejected = reach(compiler, programs, mode, counters, arguments.jobs)
            status |= report(compiler, mode, counters, rejected, arguments) < arguments.require
            if rejected and arguments.rejected:
                for path, words in rejected[:10]:
                    errors = [line for line in words.splitlines() if re.search(r": (?!.*(escape|inline|inlining|leaking|moved))", line)]
                    print(f"  {path}\n    " + "\n    ".join(errors[:5]))
    return status


if __name__ == "__main__":
    sys.exit(main())
