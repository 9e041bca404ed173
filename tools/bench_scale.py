#!/usr/bin/env python3
"""Measures how the solver's cost grows: programs of 1,000 to 1,000,000 lines, one function of up to 100,000
statements, one call cycle of up to 10,000 functions. By CPU time; each size in its own process, sizes in turn, small ones
often enough to be measured. What the smallest program of the kind costs, measured next to each, is taken off: starting
and code that runs for the first time are no part of how the cost grows. The table shows what a line, statement or
function costs beside that.

  each       CPU time a line, statement or function
  doubling   by how much the cost grows when the size doubles, from the size above: 2.00 is linear
  relative   the cost of each against that of the largest size; within 20% it passes
"""

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile

HEADER = "package p\n\ntype T struct {\n\tp *int\n\tn *T\n\ts []int\n}\n\nvar sink any\n\n"

FUNCTION = """func f{0}(a *T, b []int, c *int) (*T, error) {{
	x := 1
	t := &T{{p: c, s: b}}
	for j := 0; j < len(b); j++ {{
		y := j + x
		if y > 3 {{
			t.n = a
			t.p = &y
		}}
		a.s = append(a.s, y)
	}}
	m := map[string]*T{{"k": t}}
	func() {{ x++; sink = m["k"] }}()
	if a.n != nil {{
		return f{1}(a.n, b[1:], &x)
	}}
	return t, nil
}}
"""


def lines(count):
    each = FUNCTION.count("\n")
    return HEADER + "".join(FUNCTION.format(i, max(i - 1, 0)) for i in range(count // each))


def statements(count):
    forms = ["\tx = &T{p: b, n: x}\n", "\tx.n = a\n", "\tb = x.p\n"]
    body = "".join(forms[i % 3] for i in range(count))
    return f"{HEADER}func f(a *T, b *int) *T {{\n\tx := a\n{body}\treturn x\n}}\n"


def cycle(count):
    form = "func f{0}(a *T, b *int) *T {{\n\tx := &T{{p: b, n: a}}\n\treturn f{1}(x.n, x.p)\n}}\n"
    return HEADER + "".join(form.format(i, (i + 1) % count) for i in range(count))


# The smallest program has each form once.
KINDS = {"lines": (lines, FUNCTION.count("\n"), [1_000, 10_000, 100_000, 1_000_000]),
         "statements in one function": (statements, 3, [1_000, 10_000, 100_000]),
         "functions in one call cycle": (cycle, 1, [100, 1_000, 10_000])}
TOLERANCE = 0.2
# Runs of a small program whose times are added to one figure.
MOST_REPEATS = 40


def cpu_seconds(command):
    """Of one single-threaded run, as the scheduler has counted it: resource usage is told in ticks of 4 or 10 ms, which is
    as long as a small program takes."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    with open(f"/proc/{child.pid}/schedstat") as file:
        nanoseconds = int(file.read().split()[0])
    if child.wait() != 0:
        raise subprocess.CalledProcessError(child.returncode, command)
    return nanoseconds / 1e9


def measure(command, files, smallest, sizes, rounds):
    """Median CPU seconds of each size, without those of the smallest program."""
    costs = [[] for _ in sizes]
    for number in range(rounds + 1):
        for size, file, cost in zip(sizes, files, costs):
            repeats = max(1, min(MOST_REPEATS, sizes[-1] // size))
            spent = sum(cpu_seconds([*command, file]) - cpu_seconds([*command, smallest]) for _ in range(repeats))
            if number:  # the first round warms up
                cost.append(spent / repeats)
    return [statistics.median(cost) for cost in costs]


def table(kind, sizes, seconds):
    """Prints a kind's rows; how many pass."""
    print(f"{kind:30} {'CPU s':>9} {'us each':>9} {'doubling':>9} {'relative':>9}")
    passed = 0
    for i, (size, cost) in enumerate(zip(sizes, seconds)):
        doubling = ""
        if i > 0:
            doubling = f"{(cost / seconds[i - 1]) ** (1 / math.log2(size / sizes[i - 1])):9.2f}"
        relative = (cost / size) / (seconds[-1] / sizes[-1])
        good = abs(relative - 1) <= TOLERANCE
        passed += good
        print(f"{size:30,} {cost:9.4f} {1e6 * cost / size:9.2f} {doubling:>9} {relative:9.2f}  "
              f"{'pass' if good else 'FAIL'}", flush=True)
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    command = [os.path.abspath(arguments.escdiff), "analyze", "--profile", arguments.go, "--gcflags", "-m -l"]
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="escdiff-bench-") as scratch:
        def write(name, text):
            path = os.path.join(scratch, name)
            with open(path, "w") as file:
                file.write(text)
            return path

        for kind, (make, least, sizes) in KINDS.items():
            smallest = write("smallest.go", make(least))
            files = [write(f"size{size}.go", make(size)) for size in sizes]
            costs = measure(command, files, smallest, sizes, arguments.rounds)
            good = table(kind, [size - least for size in sizes], costs)
            passed += good
            failed += len(sizes) - good
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
