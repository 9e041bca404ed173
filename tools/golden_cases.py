"""The cases of the corpus that have recorded answers, and what a real compiler is asked about each."""

import json
import os
import re
import shutil
import tempfile

from golden_answers import parse_build_output

CASE_FILE = "case.json"
SUITE_FILE = "suite.json"
ANSWERS_FILE = "answers.json"


class Case:
    """One package: its files, the flags whose answers are recorded, where they are recorded, and its claims."""

    def __init__(self, name, sources, answers_path, description):
        self.name = name
        self.sources = sources
        self.answers_path = answers_path
        self.flags = description["flags"]
        self.description = description

    def claims(self):
        """Every claim of the case about one version and one set of flags; see corpus/README.md."""
        if "post" in self.description:
            yield self.description["post"]
        for note in self.description.get("notes", []):
            yield from note["evidence"]

    def ask(self, toolchain, flags):
        """The Answer of `go build -gcflags=FLAGS .` in a fresh copy of the package."""
        with tempfile.TemporaryDirectory(prefix="escdiff-case-") as folder:
            self._copy(folder)
            status, _, text = toolchain.run(["build", "-gcflags=" + flags, "."], folder)
        return parse_build_output(status, text)

    def benchmark(self, toolchain):
        """name -> {"bytes", "allocs"} a run, of the benchmarks in the package's test files."""
        with tempfile.TemporaryDirectory(prefix="escdiff-case-") as folder:
            self._copy(folder)
            arguments = ["test", "-run=NONE", "-bench=.", "-benchmem", "-benchtime=20ms", "-cpu=1", "."]
            _, text, _ = toolchain.run(arguments, folder)
        found = re.findall(r"^Benchmark(\S+)\s.*?(\d+) B/op\s+(\d+) allocs/op$", text, re.MULTILINE)
        return {name: {"bytes": int(size), "allocs": int(count)} for name, size, count in found}

    def _copy(self, folder):
        for source in self.sources:
            shutil.copy(source, folder)


def find_cases(root):
    """Every case below `root`, in the order of their paths."""
    for folder, subfolders, files in os.walk(root):
        subfolders.sort()
        if CASE_FILE in files:
            yield _folder_case(root, folder, files)
        if SUITE_FILE in files:
            yield from _suite_cases(root, folder, files)


def tracked_versions(root):
    """The versions whose answers are recorded, oldest first."""
    return _load(os.path.join(root, "versions.json"))["tracked"]


def _folder_case(root, folder, files):
    sources = [os.path.join(folder, name) for name in sorted(files) if name.endswith((".go", ".s"))]
    return Case(os.path.relpath(folder, root), sources, os.path.join(folder, ANSWERS_FILE),
                _load(os.path.join(folder, CASE_FILE)))


def _suite_cases(root, folder, files):
    description = _load(os.path.join(folder, SUITE_FILE))
    for name in sorted(files):
        stem, extension = os.path.splitext(name)
        if extension == ".go":
            sources = [os.path.join(folder, stem + e) for e in (".go", ".s") if stem + e in files]
            path = os.path.join(folder, stem)
            yield Case(os.path.relpath(path, root), sources, path + ".json", description)


def _load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
