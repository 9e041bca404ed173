"""The `compile` of a Go toolchain, run over files of one package, and the generated programs that are given to it."""

import os
import re
import subprocess
import tempfile

PROGRAMS_A_RUN = 100
IMPORT = re.compile(r'^(?:import )?\t?(?:\w+ )?"([\w/]+)"$', re.M)


def imports_of(path):
    with open(path) as source:
        head = source.read().split("\nfunc ")[0]
    return set(IMPORT.findall(head))


def goroot_of(escdiff, version):
    return subprocess.run([escdiff, "toolchain", "where", version], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def generated(escdiff, seed, count, folder, extra):
    subprocess.run([escdiff, "generate", "--seed", str(seed), "--count", str(count), "--out", folder, *extra], check=True)
    return folder


def go_files(folder):
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith(".go"))


def groups_of(programs):
    return [programs[i:i + PROGRAMS_A_RUN] for i in range(0, len(programs), PROGRAMS_A_RUN)]


def rejected(judge, files):
    """[(file, words)]: what `judge`, which gives status and words for files of one package, does not accept.

    One program's error hides what is to be said of the others: each is asked about alone then.
    """
    status, words = judge(files)
    if status == 0:
        return []
    return [(files[0], words)] if len(files) == 1 else [bad for file in files for bad in rejected(judge, [file])]


class Compiler:
    """What files import comes from `go list -export`; `variables` are added to the environment."""

    def __init__(self, goroot, **variables):
        self.goroot = goroot
        self.go = os.path.join(goroot, "bin", "go")
        self.command = [self.go, "tool", "compile"]
        self.environment = dict(os.environ, GOENV="off", GOFLAGS="", GOTOOLCHAIN="local", CGO_ENABLED="0",
                                GOROOT=goroot, GO111MODULE="off", **variables)
        self._exports = {}

    def run_go(self, *arguments, folder=None):
        return subprocess.run([self.go, *arguments], check=True, stdout=subprocess.PIPE, text=True, cwd=folder,
                              env=self.environment).stdout

    def read_exports(self, packages):
        """To be called before threads compile what imports these packages of the standard library."""
        missing = sorted(set(packages) - {"unsafe"} - set(self._exports))
        if missing:
            listed = self.run_go("list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", *missing)
            lines = frozenset(line for line in listed.splitlines() if not line.endswith("="))
            for package in missing:
                self._exports[package] = lines

    def run(self, files, flags, **variables):
        """Status and words of one run."""
        used = set().union(*map(imports_of, files)) - {"unsafe"}
        self.read_exports(used)
        with tempfile.TemporaryDirectory(prefix="escdiff-compile-") as scratch:
            config = os.path.join(scratch, "importcfg")
            with open(config, "w") as out:
                out.writelines(f"packagefile {line}\n" for line in sorted(set().union(*(self._exports[one] for one in used))))
            done = subprocess.run([*self.command, "-o", os.path.join(scratch, "out"), "-p", "p", "-importcfg", config,
                                   *flags, *files], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  env=dict(self.environment, **variables))
            return done.returncode, done.stdout
