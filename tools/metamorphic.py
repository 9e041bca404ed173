#!/usr/bin/env python3
"""Holds a compiler's answers to generated programs against its answers to the same programs, changed where it cannot matter.

Five changes: functions stand in the opposite order (under -l alone: which function of a call cycle can be inlined depends
on the order); the second half moves to a file of its own; each program gets a function that nobody calls; names of the
package level are others; what is returned is put into variables of its own first (under -l alone: that has a cost). Lines
are mapped back, names, too; columns of programs with other names or more variables are left out.
tests/solver/metamorphic_test.cpp asks the solver the same.

examples:
  ./x metamorphic --count 1000
  ./x metamorphic --count 1000 --go 1.27
"""

import argparse
import collections
import concurrent.futures
import os
import re
import sys
import tempfile

from go_compiler import Compiler, generated, go_files, goroot_of, groups_of, imports_of

MODES = [["-m", "-l"], ["-m"]]
MESSAGE = re.compile(r"^(?:.*/)?([^/:]+\.go):(\d+):(\d+): (.*)$")
DECLARED = re.compile(r"^(?:func|type|var|const) ([A-Za-z_]\w*)|^\t([A-Za-z_]\w*) *=? *iota", re.M)
RENAMED = "zz"
TEMPORARY = re.compile(r"\.autotmp_\d+")  # counted through the function, so that a variable more changes the number

Piece = collections.namedtuple("Piece", "line text")  # a declaration, or a group of them, and where it begins


def pieces_of(text):
    """The declarations of a program as gofmt leaves it; the package clause and the imports are not among them."""
    pieces, after_empty = [], False
    for number, line in enumerate(text.splitlines(), 1):
        if after_empty and line and line[0] not in "\t})":
            pieces.append((number, []))
        if pieces:
            pieces[-1][1].append(line)
        after_empty = not line
    return [Piece(number, "\n".join(body).rstrip("\n")) for number, body in pieces if not body[0].startswith("import")]


def is_function(piece):
    return re.search(r"^func ", piece.text, re.M) is not None


class Variant:
    """A changed program: files, and for each line of them the line that it was."""

    def __init__(self, imports):
        self.imports = imports
        self.files = {}
        self.lines = {}

    def add(self, name, pieces):
        body = "\n".join(piece.text for piece in pieces)
        lines = ["package p", ""]
        for path in sorted(self.imports):
            if re.search(rf"\b{path.rsplit('/', 1)[-1]}\.", body):
                lines += [f'import "{path}"', ""]
        for piece in pieces:
            for offset, line in enumerate(piece.text.splitlines()):
                lines.append(line)
                self.lines[name, len(lines)] = piece.line + offset
            lines.append("")
        self.files[name] = "\n".join(lines)
        return self


def unchanged(name, pieces, variant):
    return variant.add(name, pieces)


def reordered(name, pieces, variant):
    return variant.add(name, [p for p in pieces if not is_function(p)] + [p for p in pieces if is_function(p)][::-1])


def split(name, pieces, variant):
    half = (len(pieces) + 1) // 2
    return variant.add(name, pieces[:half]).add(name.replace(".go", "_b.go"), pieces[half:])


def with_unused(name, pieces, variant):
    return variant.add(name, pieces + [Piece(0, f"func unused_{name.removesuffix('.go')}() {{\n}}")])


def renamed(name, pieces, variant):
    names = {one for piece in pieces for match in DECLARED.findall(piece.text) for one in match if one} - {"init"}
    if not names:
        return variant.add(name, pieces)
    words = re.compile(r"\b(" + "|".join(sorted(names)) + r")\b")
    return variant.add(name, [Piece(p.line, words.sub(rf"\1{RENAMED}", p.text)) for p in pieces])


def extracted(name, pieces, variant):
    return variant.add(name, pieces)


CHANGES = [unchanged, reordered, split, with_unused, renamed, extracted]
WITHOUT_INLINING = {reordered, extracted}
WITHOUT_COLUMNS = {renamed, extracted}
# The folder beside the programs with the same ones as `escdiff generate --extract-returns` writes them.
EXTRACTED = "extracted"


def read(path, change):
    folder, name = os.path.split(path)
    with open(os.path.join(folder, EXTRACTED, name) if change is extracted else path) as source:
        return source.read()


def answer(compiler, programs, change, flags):
    """The lines about the changed programs, as they were before: {program: Counter((line, column, words))}."""
    variants = {}
    with tempfile.TemporaryDirectory(prefix="escdiff-metamorphic-") as folder:
        for path in programs:
            variant = change(os.path.basename(path), pieces_of(read(path, change)), Variant(imports_of(path)))
            for name, text in variant.files.items():
                variants[name] = (os.path.basename(path), variant)
                with open(os.path.join(folder, name), "w") as out:
                    out.write(text)
        status, words = compiler.run([os.path.join(folder, name) for name in sorted(variants)], flags)
    if status != 0:
        raise SystemExit(f"{change.__name__}, {' '.join(flags)}: the compiler refuses: {words.splitlines()[0][:300]}")
    lines = collections.defaultdict(collections.Counter)
    for match in filter(None, map(MESSAGE.match, words.splitlines())):
        name, line, column, text = match.groups()
        if name not in variants:  # instances of the standard library's generic functions
            continue
        program, variant = variants[name]
        was = variant.lines.get((name, int(line)), 0)
        text = TEMPORARY.sub(".autotmp", text)
        if was:  # the function that was added has line 0
            lines[program][was, int(column), text.replace(RENAMED, "")] += 1
    return lines


def without_columns(lines):
    counted = collections.Counter()
    for (line, _, text), count in lines.items():
        counted[line, text] += count
    return counted


def compare(compiler, programs, flags):
    """[(change, program, lines)] where answers differ, and how many lines were compared."""
    expected = answer(compiler, programs, unchanged, flags)
    different = []
    for change in CHANGES[1:]:
        if change in WITHOUT_INLINING and "-l" not in flags:
            continue
        changed = answer(compiler, programs, change, flags)
        for program in sorted(set(expected) | set(changed)):
            before, after = expected[program], changed[program]
            if change in WITHOUT_COLUMNS:
                before, after = without_columns(before), without_columns(after)
            if before != after:
                different.append((change.__name__, program, (before - after) + (after - before)))
    return different, sum(sum(lines.values()) for lines in expected.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26", help="whose compiler")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    goroot = goroot_of(arguments.escdiff, arguments.go)
    compiler = Compiler(goroot)
    with tempfile.TemporaryDirectory(prefix="escdiff-metamorphic-") as folder:
        plain = ["--without", "packages"]
        programs = go_files(generated(arguments.escdiff, arguments.seed, arguments.count, folder, plain))
        generated(arguments.escdiff, arguments.seed, arguments.count, os.path.join(folder, EXTRACTED), [*plain, "--extract-returns"])
        compiler.read_exports(set().union(*map(imports_of, programs)))
        groups = groups_of(programs)
        lines = disagreements = 0
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            work = [(group, flags) for group in groups for flags in MODES]
            for (_, flags), (different, compared) in zip(work, pool.map(lambda w: compare(compiler, *w), work)):
                lines += compared
                disagreements += len(different)
                for change, program, odd in different:
                    print(f"{program}, {' '.join(flags)}, {change}: {str(sorted(odd)[0])[:200]}")
    print(f"{len(programs)} programs, {lines} lines, {len(CHANGES) - 1} changes: {disagreements} disagreements")
    return int(disagreements > 0)


if __name__ == "__main__":
    sys.exit(main())
