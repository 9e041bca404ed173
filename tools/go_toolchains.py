"""Real Go toolchains: where they are, how a missing one is installed, how one is run the same way everywhere."""

import os
import re
import shutil
import subprocess
import tempfile

PLATFORM = "linux-amd64"
TIME_LIMIT_SECONDS = 300


class ToolchainError(Exception):
    """The environment failed: no such toolchain, no network, a compiler that did not finish."""


class Toolchain:
    """One GOROOT. Every run gets a minimal environment and a build cache of this version alone."""

    def __init__(self, version, goroot, cache_root):
        self.version = version
        self.goroot = goroot
        self.cache = os.path.join(cache_root, version)
        self.home = os.path.join(cache_root, "home")
        _switch_telemetry_off(self.home)

    def run(self, arguments, folder):
        """Runs `go ARGUMENTS` in `folder`; returns (exit status, standard output, standard error)."""
        go = os.path.join(self.goroot, "bin", "go")
        try:
            done = subprocess.run([go] + arguments, cwd=folder, env=self._environment(), stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True,
                                  timeout=TIME_LIMIT_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolchainError("go%s %s: %s" % (self.version, " ".join(arguments), error)) from error
        return done.returncode, done.stdout, done.stderr

    def _environment(self):
        # GOPATH mode: 1.9 and 1.10 know no other, and without a go.mod every version uses its own language version.
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": self.home,
            "GOROOT": self.goroot,
            "GOPATH": os.path.join(self.home, "go"),
            "GOCACHE": self.cache,
            "GOENV": "off",
            "GOFLAGS": "",
            "GOTOOLCHAIN": "local",
            "GO111MODULE": "off",
            "GOOS": "linux",
            "GOARCH": "amd64",
            "CGO_ENABLED": "0",
        }


def find_or_install(version, cache_root):
    """The toolchain of a release (`1.26.8`): the `go` on PATH, else the module cache, else a download into it."""
    on_path = _goroot_on_path()
    if on_path and _version_of(on_path) == version:
        return Toolchain(version, on_path, cache_root)
    goroot = _module_folder(version)
    if not os.path.isdir(goroot):
        _download(version)
    if _version_of(goroot) != version:
        raise ToolchainError("go%s: %s holds no such toolchain" % (version, goroot))
    _make_executable(goroot)
    return Toolchain(version, goroot, cache_root)


def _go(arguments, folder=None, **extra_environment):
    go = shutil.which("go")
    if not go:
        raise ToolchainError("there is no `go` on PATH")
    environment = dict(os.environ, GOFLAGS="", GOTOOLCHAIN="local", **extra_environment)
    done = subprocess.run([go] + arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if done.returncode != 0:
        raise ToolchainError("go %s: %s" % (" ".join(arguments), (done.stderr or done.stdout).strip()))
    return done.stdout.strip()


def _switch_telemetry_off(home):
    # Only a file does it, and a `go` that has it on leaves a child behind that writes to HOME when the command is done.
    folder = os.path.join(home, ".config", "go", "telemetry")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "mode"), "w", encoding="utf-8") as file:
        file.write("off")


def _goroot_on_path():
    return _go(["env", "GOROOT"])


def _module_version(version):
    return "v0.0.1-go%s.%s" % (version, PLATFORM)


def _module_folder(version):
    return os.path.join(_go(["env", "GOMODCACHE"]), "golang.org", "toolchain@" + _module_version(version))


def _download(version):
    with tempfile.TemporaryDirectory(prefix="escdiff-download-") as empty:
        _go(["mod", "download", "golang.org/toolchain@" + _module_version(version)], empty, GO111MODULE="on")


def _version_of(goroot):
    """The release a GOROOT says that it is, or None."""
    try:
        with open(os.path.join(goroot, "VERSION"), encoding="utf-8") as file:
            match = re.match(r"go(\S+)", file.read())
    except OSError:
        return None
    return match.group(1) if match else None


def _make_executable(goroot):
    # The module cache unpacks files without their exec bits.
    for folder in (os.path.join(goroot, "bin"), os.path.join(goroot, "pkg", "tool", "linux_amd64")):
        for entry in os.scandir(folder):
            mode = entry.stat().st_mode
            if mode & 0o111 != 0o111:
                os.chmod(entry.path, mode | 0o111)
