#!/usr/bin/env python3
"""Tells how often the compiler says what of generated programs: in which share of the programs each kind of message of
-m -l occurs, which levels results have, and which reasons -m=2 gives for the flow of values.

example:
  ./x message-mix --lines 100 --count 1000 --require 25
"""

import argparse
import collections
import glob
import os
import re
import sys
import tempfile

from go_compiler import Compiler, generated, go_files, goroot_of, groups_of

KINDS = [
    ("moved to heap", r"moved to heap: "),
    ("escapes to heap", r".* escapes to heap$"),
    ("does not escape", r".* does not escape$"),
    ("leaking param", r"leaking param: \S+$"),
    ("leaking param content", r"leaking param content: "),
    ("to result, level 0", r"leaking param: .* level=0$"),
    ("to result, level 1", r"leaking param: .* level=1$"),
    ("to result, level 2 and more", r"leaking param: .* level=[2-9]\d*$"),
    ("ignoring self-assignment", r".* ignoring self-assignment in "),
]
# A level of a kind that has others: it has to occur.
RARE = {"to result, level 2 and more"}


def known_reasons(folder):
    """What the compiler's source gives as reasons of an edge."""
    found = set()
    for path in glob.glob(os.path.join(folder, "*.go")):
        text = open(path).read()
        found |= set(re.findall(r'\.(?:note|deref|addr)\(\w+(?:\.\w+)?, "([^"]+)"\)', text))
        found |= set(re.findall(r'\.dotType\([^"]*"([^"]+)"\)', text))
        found |= set(re.findall(r'\.assign(?:Heap|List)\([^"]*"([^"]+)",', text))
        found |= {reason for reason in re.findall(r'return "([^"]+)"', text) if reason.startswith(("too ", "zero-"))}
    return found - {
        "too aligned for stack",  # no such type on amd64
        "conversion to unsafe.Pointer",  # only with -d=
        "callee operand",  # what flows to a callee outlives nothing: no path of it is explained
        "assign-pair-mapr", "assign-pair-receive",  # elements are on the heap already: reading them is no edge
    }


def messages(compiler, programs, flags):
    """{file name: [message]}, and all reasons of -m=2."""
    said, reasons = collections.defaultdict(list), collections.Counter()
    for group in groups_of(programs):
        status, output = compiler.run(group, flags.split())
        if status != 0:
            sys.exit("a program is not accepted: see ./x coverage --rejected")
        for path, text in re.findall(r"^(\S+\.go):\d+:\d+: (.*)$", output, re.M):
            if text.startswith("    from "):
                reasons[re.sub(r".*\((.*)\) at .*", r"\1", text)] += 1
            elif not text.startswith(" "):
                said[os.path.basename(path)].append(text.rstrip(":"))
    return said, reasons


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--lines", default="100", help="as of escdiff generate")
    parser.add_argument("--generate", default="", help="further flags of escdiff generate")
    parser.add_argument("--require", type=float, default=0, help="exit 1 when a kind is in fewer percent of the programs, or deep levels of results are in none")
    arguments = parser.parse_args()
    goroot = goroot_of(arguments.escdiff, arguments.go)
    compiler = Compiler(goroot)
    with tempfile.TemporaryDirectory(prefix="escdiff-mix-") as scratch:
        generated(arguments.escdiff, arguments.seed, arguments.count, scratch, ["--lines", arguments.lines, *arguments.generate.split()])
        programs = go_files(scratch)
        said, _ = messages(compiler, programs, "-m -l")
        _, reasons = messages(compiler, programs, "-m=2 -l")
        lines = sum(open(path).read().count("\n") for path in programs)
    every = sum(map(len, said.values()))
    print(f"{len(programs)} programs of {lines / len(programs):.0f} lines, {every} messages under -m -l")
    status = 0
    for kind, pattern in KINDS:
        matching = {path: sum(1 for text in texts if re.match(pattern, text)) for path, texts in said.items()}
        share = 100 * sum(1 for count in matching.values() if count) / len(programs)
        print(f"  {kind:30} in {share:5.1f}% of programs, {100 * sum(matching.values()) / every:5.1f}% of messages")
        status |= share == 0 if kind in RARE else share < arguments.require
    missing = known_reasons(os.path.join(goroot, "src/cmd/compile/internal/escape")) - set(reasons)
    print(f"reasons under -m=2: {len(reasons)}, missing: {', '.join(sorted(missing)) or 'none'}")
    return status | bool(missing)


if __name__ == "__main__":
    sys.exit(main())
