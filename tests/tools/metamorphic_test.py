"""Do changes of programs keep what they must keep, and is a compiler that contradicts itself found out?"""

import os
import tempfile
import unittest

import metamorphic

PROGRAM = """package p

import "unsafe"

type T7 struct {
\tp *int
}

//go:noinline
func f7(p *int) {}

func g7(t T7) {
\tf7((*int)(unsafe.Pointer(t.p)))
}
"""


class FakeCompiler:
    """Says of each function where it begins; forgets one when `forgets` holds for the files."""

    def __init__(self, forgets=lambda texts: False):
        self.forgets = forgets

    def run(self, files, _flags):
        texts = {}
        for path in files:
            with open(path) as file:
                texts[path] = file.read().splitlines()
        words = [f"{path}:{number}:6: can inline {line[5:7]}" for path, lines in texts.items()
                 for number, line in enumerate(lines, 1) if line.startswith("func ")]
        return 0, "\n".join(words[1:] if self.forgets(list(texts.values())) else words)


def opposite_order(texts):
    return len(texts) == 1 and "func g7(t T7) {" in texts[0][:texts[0].index("//go:noinline")]


def compare(compiler, flags=("-m", "-l")):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "p7.go")
        os.mkdir(os.path.join(folder, metamorphic.EXTRACTED))
        for name in (path, os.path.join(folder, metamorphic.EXTRACTED, "p7.go")):
            with open(name, "w") as out:
                out.write(PROGRAM)
        return metamorphic.compare(compiler, [path], list(flags))


class Metamorphic(unittest.TestCase):
    def test_pieces_begin_where_they_stand(self):
        self.assertEqual([(piece.line, piece.text.split()[0]) for piece in metamorphic.pieces_of(PROGRAM)],
                         [(5, "type"), (9, "//go:noinline"), (12, "func")])

    def test_files_import_what_they_use(self):
        variant = metamorphic.split("p7.go", metamorphic.pieces_of(PROGRAM), metamorphic.Variant({"unsafe"}))
        self.assertNotIn("import", variant.files["p7.go"])
        self.assertIn('import "unsafe"', variant.files["p7_b.go"])

    def test_renaming_is_complete(self):
        text = metamorphic.renamed("p7.go", metamorphic.pieces_of(PROGRAM), metamorphic.Variant({"unsafe"})).files["p7.go"]
        self.assertIn("\tf7zz((*int)(", text)
        self.assertNotRegex(text, r"\b[fgT]7\b")

    def test_agreement(self):
        self.assertEqual(compare(FakeCompiler()), ([], 2))

    def test_contradictions_are_found(self):
        changes = {
            "reordered": opposite_order,
            "split": lambda texts: len(texts) == 2,
            "with_unused": lambda texts: any("func unused_p7() {" in lines for lines in texts),
            "renamed": lambda texts: any("type T7zz struct {" in lines for lines in texts),
        }
        for change, forgets in changes.items():
            with self.subTest(change):
                different, _ = compare(FakeCompiler(forgets))
                self.assertEqual([found[:2] for found in different], [(change, "p7.go")])

    def test_order_may_matter_to_inlining(self):
        self.assertEqual(compare(FakeCompiler(opposite_order), ["-m"]), ([], 2))


if __name__ == "__main__":
    unittest.main()
