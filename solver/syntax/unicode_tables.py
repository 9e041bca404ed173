#!/usr/bin/env python3
"""Writes unicode_tables.inc: the ranges of letters, digits and printable characters above ASCII.

Go 1.21 to 1.26 use Unicode 15.0.0, so the tables are made from that version: run this script with the package
unicodedata2 15.0.0 installed (Python's own unicodedata has the version of the interpreter).
"""
import pathlib
import sys

import unicodedata2 as ucd

VERSION = "15.0.0"
LETTERS = {"Lu", "Ll", "Lt", "Lm", "Lo"}
DIGITS = {"Nd"}
PRINTABLE = {"L", "M", "N", "P", "S"}  # first letters of the categories; the ASCII space is printable too


def ranges(member):
    """The maximal (first, last) ranges above ASCII of the characters for which member(category) holds."""
    found = []
    for code in range(0x80, 0x110000):
        if not member(ucd.category(chr(code))):
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def table(name, member):
    lines = [f"constexpr CodeRange {name}[] = {{"]
    line = "   "
    for first, last in ranges(member):
        item = f" {{0x{first:X}, 0x{last:X}}},"
        if len(line) + len(item) > 110:
            lines.append(line)
            line = "   "
        line += item
    return "\n".join(lines + [line, "};"])


def main():
    if ucd.unidata_version != VERSION:
        sys.exit(f"unicodedata2 has Unicode {ucd.unidata_version}, not {VERSION}")
    text = "\n".join([
        f"// Unicode {VERSION}, made by unicode_tables.py. Not to be edited.",
        table("kLetterRanges", lambda c: c in LETTERS),
        table("kDigitRanges", lambda c: c in DIGITS),
        table("kPrintableRanges", lambda c: c[0] in PRINTABLE),
    ])
    pathlib.Path(__file__).with_name("unicode_tables.inc").write_text(text + "\n")


main()
