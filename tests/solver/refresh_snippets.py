#!/usr/bin/env python3
"""Rewrites the recorded lines in snippets.txt, inlined.txt, explanations.txt and verdicts.txt:
refresh_snippets.py GOROOT (a Go 1.26).

Each case is `== name`, Go source (which may import unsafe, and testing
where nothing is inlined; after an implied line `package p`), `--`, and the lines that
`go tool compile -m -l` (inlined.txt: `-m`; explanations.txt: `-m=2 -l`; verdicts.txt: `-m=2`) prints, as LINE:COLUMN: text, sorted; a line without a
position is at 0:0. The lines of a path stay together: all but the first begin with spaces, without a
position."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def messages(output):
    found = []
    for line in output.splitlines():
        place, text = re.fullmatch(r"(?:(.*?:\d+(?::\d+)?|<unknown line number>): )?(.*)", line).groups(default="")
        if text.startswith("  ") and found and found[-1][0] == place:
            found[-1][1] += "\n" + text
        else:
            found.append([place, text])
    return found


def sort_key(message):
    place, text = message
    file, line, column = re.fullmatch(r"(?:([^:]*)(?::(\d+)(?::(\d+))?)?)?", place).groups(default="0")
    return file if place else "", int(line), int(column or 0), text


def lines_of(go, source, flags):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.go")
        pathlib.Path(path).write_text("package p\n" + source)
        env = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local")
        imports = os.path.join(folder, "importcfg")
        packages = re.findall(r'^import "(.*)"$', source, flags=re.M)
        form = "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}"
        listed = subprocess.run([go, "list", "-export", "-f", form, *packages], check=True, capture_output=True, env=env,
                                cwd=folder) if packages else None
        pathlib.Path(imports).write_bytes(listed.stdout if listed else b"")
        command = [go, "tool", "compile", "-p", "p", "-importcfg", imports, *flags, "-o", os.path.join(folder, "x.o"), path]
        run = subprocess.run(command, capture_output=True, text=True, env=env)
        if run.returncode != 0:
            sys.exit(f"does not compile:\n{source}\n{run.stdout}{run.stderr}")
        output = (run.stdout + run.stderr).replace(folder + os.sep, "")
        found = sorted(messages(output), key=sort_key)
        return [f"{place.removeprefix('x.go:') or '0:0'}: {text}" for place, text in found]


def refresh(go, file, flags):
    cases = re.split(r"^== (.*)\n", file.read_text(), flags=re.M)
    text = cases[0]
    for name, body in zip(cases[1::2], cases[2::2]):
        source = body.split("\n--\n")[0].rstrip("\n") + "\n"
        text += f"== {name}\n{source}--\n" + "".join(line + "\n" for line in lines_of(go, source, flags))
    file.write_text(text)


def main():
    go = os.path.join(sys.argv[1], "bin", "go")
    folder = pathlib.Path(__file__).parent
    refresh(go, folder / "snippets.txt", ["-m", "-l"])
    refresh(go, folder / "inlined.txt", ["-m"])
    refresh(go, folder / "explanations.txt", ["-m=2", "-l"])
    refresh(go, folder / "verdicts.txt", ["-m=2"])


main()
