"""Other reducers on the work of bench_reduce.py: C-Vise (Debian's package `cvise`) and Shrink Ray (PyPI's `shrinkray`, in an
environment of its own below the cache folder). Both know nothing of Go; both get the predicate that `escdiff minimize` has
(`minimize --time 0s`), one thread, and a time limit, at whose end they have what they have."""

import os
import shutil
import signal
import subprocess
import sys

CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "escdiff", "peers")


def cvise():
    """The program, or why there is none."""
    if not shutil.which("cvise"):
        command = ["apt-get", "install", "-y", "--no-install-recommends", "cvise"]
        done = subprocess.run(command if os.geteuid() == 0 else ["sudo", *command], capture_output=True, text=True)
        if done.returncode != 0:
            return None, f"{' '.join(command)}: {(done.stderr.strip() or 'failed').splitlines()[-1]}"
    said = subprocess.run(["cvise", "--version"], capture_output=True, text=True).stdout
    return shutil.which("cvise"), said.split("\n")[0].split(" (")[0]


def shrinkray():
    program = os.path.join(CACHE, "bin", "shrinkray")
    if not os.path.exists(program):
        for command in ([sys.executable, "-m", "venv", CACHE], [os.path.join(CACHE, "bin", "pip"), "install", "-q", "shrinkray"]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                return None, f"{' '.join(command)}: {(done.stderr.strip() or 'failed').splitlines()[-1]}"
    shown = subprocess.run([os.path.join(CACHE, "bin", "pip"), "show", "shrinkray"], capture_output=True, text=True).stdout
    version = [line.split(": ")[1] for line in shown.split("\n") if line.startswith("Version: ")]
    return program, "shrinkray " + (version or ["?"])[0]


def write_predicate(path, question, runs, prepare):
    with open(path, "w") as file:
        quoted = " ".join("'" + part.replace("'", "'\\''") + "'" for part in question)
        file.write(f"#!/bin/sh\necho >>'{runs}'\n{prepare}\n{quoted} >/dev/null 2>&1\n")
    os.chmod(path, 0o755)


def run_for(seconds, command, folder):
    """Whether it ended by itself."""
    environment = dict(os.environ, TMPDIR=folder)
    child = subprocess.Popen(command, cwd=folder, start_new_session=True, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(timeout=seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        child.wait()


def count_lines(path):
    if not os.path.exists(path):
        return 0
    with open(path) as file:
        return sum(1 for _ in file)


def reduce_with(name, program, start, question, seconds, scratch):
    """The path of what `name` leaves of the file `start`, its runs, and whether it ended by itself. `question` is a
    command that x.go in the working folder is put to."""
    folder = os.path.join(scratch, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    target, runs, predicate = (os.path.join(folder, part) for part in ("x.go", "runs", "predicate.sh"))
    shutil.copy(start, target)
    if name == "cvise":  # the candidate lies in the working folder
        write_predicate(predicate, question, runs, "")
        ended = run_for(seconds, [program, "--n", "1", "--not-c", predicate, "x.go"], folder)
    else:  # the candidate comes on standard input
        write_predicate(predicate, question, runs,
                        'folder=$(mktemp -d) && trap \'rm -rf "$folder"\' EXIT && cd "$folder" && cat >x.go')
        shutil.move(target, os.path.join(folder, "start.go"))
        ended = run_for(seconds, [program, "--parallelism", "1", "--timeout", "60", "--target", target, predicate, "start.go"],
                        folder)
        if not os.path.exists(target):
            shutil.copy(os.path.join(folder, "start.go"), target)
    return target, count_lines(runs), ended
