#!/usr/bin/env python3
"""Asks the real Go compilers again for every recorded answer of the corpus and rewrites what differs.

    tools/refresh_golden.py                      rewrite the answers files, check every claim of the cases
    tools/refresh_golden.py --check              rewrite nothing; exit 1 if anything would change
    tools/refresh_golden.py --versions 1.26.8    ask these versions only
    tools/refresh_golden.py golden/sink          only the cases below these folders of the corpus

Exit status: 0 all is as recorded, or was rewritten; 1 differences (--check), or a claim that does not hold;
2 a usage error; 3 a failure of the environment.
"""

import argparse
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from go_toolchains import ToolchainError, find_or_install
from golden_answers import UnreadableOutput, compress, expand, render
from golden_cases import find_cases, tracked_versions

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main():
    options = parse_arguments()
    tracked = tracked_versions(options.corpus)
    versions = options.versions or tracked
    unknown = [version for version in versions if version not in tracked]
    if unknown:
        print("not in versions.json: " + ", ".join(unknown), file=sys.stderr)
        return 2
    cases = [case for case in find_cases(options.corpus) if selected(case, options.cases)]
    if not cases:
        print("no such case", file=sys.stderr)
        return 2
    try:
        return refresh(cases, tracked, versions, options)
    except (ToolchainError, OSError) as error:
        print(error, file=sys.stderr)
        return 3


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help="folders or cases of the corpus; all without")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if anything would change")
    parser.add_argument("--versions", type=lambda text: text.split(","), metavar="V,V", help="ask these versions only")
    parser.add_argument("--corpus", default=os.path.join(ROOT, "corpus"), metavar="DIR")
    parser.add_argument("--cache", default=default_cache(), metavar="DIR", help="build caches of the versions")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    return parser.parse_args()


def default_cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "escdiff", "golden")


def selected(case, wanted):
    return not wanted or any((case.name + "/").startswith(name.rstrip("/") + "/") for name in wanted)


def refresh(cases, tracked, versions, options):
    toolchains = {version: find_or_install(version, options.cache) for version in versions}
    differences = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        reports = pool.map(lambda case: refresh_case(case, tracked, toolchains, options.check), cases)
        for case, report in zip(cases, reports):
            for line in report.failures + report.rewritten:
                print("%s: %s" % (case.name, line))
            differences += len(report.failures) + (len(report.rewritten) if options.check else 0)
    print("%d cases, %d versions, %d differences" % (len(cases), len(versions), differences))
    return 1 if differences else 0


class Report:
    """What one case has to say: claims that do not hold, and what was (or would be) rewritten."""

    def __init__(self):
        self.failures = []
        self.rewritten = []


def refresh_case(case, tracked, toolchains, check_only):
    report = Report()
    try:
        refresh_answers(case, tracked, toolchains, check_only, report)
        check_claims(case, toolchains, report)
        check_benchmarks(case, toolchains, report)
    except (UnreadableOutput, ValueError) as error:
        report.failures.append("%s: %s" % (type(error).__name__, error))
    return report


def refresh_answers(case, tracked, toolchains, check_only, report):
    before = read_text(case.answers_path)
    recorded = json.loads(before) if before else {}
    by_flags = {}
    for flags in case.flags:
        if flags in recorded:
            answers = expand(tracked, recorded[flags])
        elif len(toolchains) < len(tracked):
            report.failures.append("nothing is recorded under %s; the first time all versions are needed" % flags)
            return
        else:
            answers = {}
        for version, toolchain in toolchains.items():
            answers[version] = case.ask(toolchain, flags)
        by_flags[flags] = compress(tracked, answers)
        if by_flags[flags] != recorded.get(flags):
            report.rewritten.append("the answers under %s change" % flags)
    after = render(by_flags)
    if after != before and not report.rewritten:
        report.rewritten.append("the answers file is not in its canonical form")
    if after != before and not check_only:
        replace_text(case.answers_path, after)


def check_claims(case, toolchains, report):
    for claim in case.claims():
        toolchain = toolchains.get(claim["go"])
        if not toolchain:
            continue
        printed = Counter(case.ask(toolchain, claim["flags"]).lines)
        wanted = Counter(claim.get("prints", []))
        wrong = ["does not print " + line for line in wanted - printed]
        wrong += ["prints " + line for line in claim.get("lacks", []) if line in printed]
        if claim.get("nothing_else"):
            wrong += ["prints, too, " + line for line in printed - wanted]
        report.failures += ["go%s %s %s" % (claim["go"], claim["flags"], text) for text in wrong]


def check_benchmarks(case, toolchains, report):
    wanted = case.description.get("benchmarks")
    if not wanted:
        return
    for version, toolchain in toolchains.items():
        found = case.benchmark(toolchain)
        if found != wanted:
            report.failures.append("go%s measures %s" % (version, json.dumps(found, sort_keys=True)))


def read_text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def replace_text(path, text):
    # Another name first: a full disk or a kill leaves the old answers whole.
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


if __name__ == "__main__":
    sys.exit(main())
