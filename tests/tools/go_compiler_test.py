"""Are programs found out that are not accepted, each with the words about it, and what they import?"""

import os
import tempfile
import unittest

import go_compiler


class Rejected(unittest.TestCase):
    def judge(self, bad):
        def ask(files):
            self.asked.append(files)
            words = [f"{file}: no" for file in files if file in bad]
            return int(bool(words)), "\n".join(words)
        self.asked = []
        return ask

    def test_one_run_when_all_are_accepted(self):
        self.assertEqual(go_compiler.rejected(self.judge({}), ["a", "b"]), [])
        self.assertEqual(self.asked, [["a", "b"]])

    def test_each_alone_when_one_is_not(self):
        self.assertEqual(go_compiler.rejected(self.judge({"b", "c"}), ["a", "b", "c"]), [("b", "b: no"), ("c", "c: no")])


class Programs(unittest.TestCase):
    def test_imports(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x.go")
            with open(path, "w") as out:
                out.write('package p\n\nimport (\n\t"go/ast"\n\tu "unsafe"\n)\n\nvar s = "fmt"\n\nfunc f() {\n\t"os"\n}\n')
            self.assertEqual(go_compiler.imports_of(path), {"go/ast", "unsafe"})
            self.assertEqual(go_compiler.go_files(folder), [path])

    def test_groups_hold_all(self):
        groups = go_compiler.groups_of(list(range(250)))
        self.assertEqual([len(group) for group in groups], [100, 100, 50])
        self.assertEqual(sum(groups, []), list(range(250)))


if __name__ == "__main__":
    unittest.main()
