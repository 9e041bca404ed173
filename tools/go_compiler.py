"""The `compile` of a Go toolchain, run over files of one package, and the generated programs that are given to it."""

import os
import re
import subprocess
import tempfile

PROGRAMS_A_RUN = 100
IMPORT = re.compile(r'^(?:import )?\t?(?:\w+ )?"([\w/]+)"$', re.M)


FILE = re.compile(r"^-- (\S+) --\n", re.M)  # of a txtar archive
LIBRARY = "m/q"  # the package that the other one of an archive imports


def files_of(path):
    """{path in the archive: text} of a .txtar program, {"p.go": text} of a .go file."""
    with open(path) as source:
        text = source.read()
    if path.endswith(".go"):
        return {"p.go": text}
    pieces = FILE.split(text)
    return dict(zip(pieces[1::2], pieces[2::2]))


def imports_of(path):
    heads = (text.split("\nfunc ")[0] for text in files_of(path).values())
    return {name for head in heads for name in IMPORT.findall(head)} - {LIBRARY}


def goroot_of(escdiff, version):
    return subprocess.run([escdiff, "toolchain", "where", version], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def generated(escdiff, seed, count, folder, extra):
    subprocess.run([escdiff, "generate", "--seed", str(seed), "--count", str(count), "--out", folder, *extra], check=True)
    return folder


def go_files(folder):
    """The programs below a folder: .go files, and .txtar archives of two packages."""
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names
                  if name.endswith((".go", ".txtar")))


def groups_of(programs):
    return [programs[i:i + PROGRAMS_A_RUN] for i in range(0, len(programs), PROGRAMS_A_RUN)]


def rejected(judge, files):
    """[(file, words)]: what `judge`, which gives status and words for programs that share packages, does not accept.

    One program's error hides what is to be said of the others: each is asked about alone then.
    """
    status, words = judge(files)
    if status == 0:
        return []
    return [(files[0], words)] if len(files) == 1 else [bad for file in files for bad in rejected(judge, [file])]


def unpacked(programs, folder):
    """The .go files of the programs and those of their libraries: an archive's are written below `folder`, and called as it is."""
    mains, libraries = [], []
    for program in programs:
        if program.endswith(".go"):
            mains.append(program)
            continue
        name = os.path.basename(program).removesuffix(".txtar") + ".go"
        for path, text in files_of(program).items():
            if not path.endswith(".go"):
                continue
            file = os.path.join(folder, os.path.dirname(path), name)
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "w") as out:
                out.write(text)
            (libraries if os.path.dirname(path) else mains).append(file)
    return mains, libraries


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
        """Status and words of one run over programs that share their packages."""
        used = set().union(*map(imports_of, files)) - {"unsafe"}
        self.read_exports(used)
        with tempfile.TemporaryDirectory(prefix="escdiff-compile-") as scratch:
            packages = sorted(set().union(*(self._exports[one] for one in used)))
            mains, libraries = unpacked(files, scratch)
            words = ""
            if libraries:
                library = os.path.join(scratch, "q.a")
                status, words = self._compile(LIBRARY, libraries, packages, library, flags, variables)
                if status != 0:
                    return status, words
                packages.append(f"{LIBRARY}={library}")
            status, more = self._compile("p", mains, packages, os.path.join(scratch, "out"), flags, variables)
            return status, words + more

    def _compile(self, path, files, packages, output, flags, variables):
        config = output + ".importcfg"
        with open(config, "w") as out:
            out.writelines(f"packagefile {line}\n" for line in packages)
        done = subprocess.run([*self.command, "-o", output, "-p", path, "-importcfg", config, *flags, *files],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env=dict(self.environment, **variables))
        return done.returncode, done.stdout
