#!/usr/bin/env python3
"""Rewrites the recorded lines in snippets.txt: refresh_snippets.py GOROOT (a Go 1.26).

Each case is `== name`, Go source (after an implied line `package p`), `--`, and the lines that
`go tool compile -m -l` prints, as LINE:COLUMN: text, sorted; a line without a position is at 0:0."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def lines_of(go, source):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.go")
        pathlib.Path(path).write_text("package p\n" + source)
        env = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local")
        command = [go, "tool", "compile", "-p", "p", "-m", "-l", "-o", os.path.join(folder, "x.o"), path]
        run = subprocess.run(command, capture_output=True, text=True, env=env)
        if run.returncode != 0:
            sys.exit(f"does not compile:\n{source}\n{run.stdout}{run.stderr}")
        found = (run.stdout + run.stderr).splitlines()
        places = [re.sub(r"^.*x\.go:", "", line) if "x.go:" in line else "0:0: " + line for line in found]
        key = lambda line: [int(part) for part in line.split(":")[:2]] + [line]
        return sorted(places, key=key)


def main():
    go = os.path.join(sys.argv[1], "bin", "go")
    file = pathlib.Path(__file__).with_name("snippets.txt")
    cases = re.split(r"^== (.*)\n", file.read_text(), flags=re.M)
    text = cases[0]
    for name, body in zip(cases[1::2], cases[2::2]):
        source = body.split("\n--\n")[0].rstrip("\n") + "\n"
        text += f"== {name}\n{source}--\n" + "".join(line + "\n" for line in lines_of(go, source))
    file.write_text(text)


main()
