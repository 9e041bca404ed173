#!/usr/bin/env python3
"""Measures how the solver's cost grows: programs of 1,000 to 1,000,000 lines, one function of up to 100,000
statements, one call cycle of up to 10,000 functions. By CPU time; each size in its own process, sizes in
turn. `relative` is the cost a line, statement or function against that of the largest size, after what an
empty program costs is taken off."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile

from bench_fuzz import timed

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


KINDS = [("lines", lines, [1_000, 10_000, 100_000, 1_000_000]),
         ("statements in one function", statements, [1_000, 10_000, 100_000]),
         ("functions in one call cycle", cycle, [100, 1_000, 10_000])]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--escdiff", default="build/release/escdiff")
    parser.add_argument("--go", default="1.26")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    command = [os.path.abspath(arguments.escdiff), "analyze", "--profile", arguments.go, "--gcflags", "-m -l"]
    with tempfile.TemporaryDirectory(prefix="escdiff-bench-") as scratch:
        def write(name, text):
            path = os.path.join(scratch, name)
            with open(path, "w") as file:
                file.write(text)
            return path

        empty = write("empty.go", "package p\n")
        for kind, make, sizes in KINDS:
            files = [write(f"size{size}.go", make(size)) for size in sizes]
            costs = [[] for _ in sizes]
            for _ in range(arguments.rounds):
                # Small programs are analyzed often enough to be measured.
                for size, file, cost in zip(sizes, files, costs):
                    repeats = max(1, min(50, sizes[-1] // size // 2))
                    spent = sum(timed([*command, file])[1] - timed([*command, empty])[1] for _ in range(repeats))
                    cost.append(spent / repeats)
            medians = [statistics.median(cost) for cost in costs]
            for size, seconds in zip(sizes, medians):
                relative = (seconds / size) / (medians[-1] / sizes[-1])
                print(f"{size:9,} {kind:30} {seconds:9.4f} CPU s {1e6 * seconds / size:8.2f} us each  relative {relative:5.2f}",
                      flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
