"""Is every recorded answer of the corpus readable, complete and in the form that the refresh command writes?"""

import json
import os
import unittest

from golden_answers import CRASHED, compress, expand, render
from golden_cases import find_cases, tracked_versions

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "corpus")


class Corpus(unittest.TestCase):
    def setUp(self):
        self.versions = tracked_versions(CORPUS)
        self.cases = list(find_cases(CORPUS))

    def test_versions_ascend(self):
        numbers = [tuple(map(int, version.split("."))) for version in self.versions]
        self.assertEqual(numbers, sorted(set(numbers)))

    def test_answers_are_canonical(self):
        for case in self.cases:
            with self.subTest(case.name), open(case.answers_path, encoding="utf-8") as file:
                text = file.read()
                recorded = json.loads(text)
                self.assertEqual(list(recorded), case.flags)
                again = {flags: compress(self.versions, expand(self.versions, recorded[flags])) for flags in recorded}
                self.assertEqual(render(again), text)

    def test_names_are_paths(self):
        for case in self.cases:
            if "name" in case.description:
                self.assertEqual(case.name, "golden/" + case.description["name"])

    def test_claims_are_of_tracked_versions(self):
        for case in self.cases:
            for claim in case.claims():
                self.assertIn(claim["go"], self.versions)

    def test_posts_are_in_the_recorded_answers(self):
        for case in self.cases:
            post = case.description.get("post")
            if post:
                with self.subTest(case.name), open(case.answers_path, encoding="utf-8") as file:
                    answer = expand(self.versions, json.load(file)[post["flags"]])[post["go"]]
                    self.assertNotEqual(answer.outcome, CRASHED)
                    self.assertLessEqual(set(post["prints"]), set(answer.lines))


if __name__ == "__main__":
    unittest.main()
