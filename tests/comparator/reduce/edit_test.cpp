#include "comparator/reduce/edit.h"

#include <catch2/catch_test_macros.hpp>

using escdiff::reduce::Edit;

TEST_CASE("replacements apply in the order of the text, whatever the order in which they came") {
  Edit edit;
  edit.replace(4, 5, "E");
  edit.insert(0, ">");
  edit.erase(1, 3);
  CHECK(edit.apply("abcdef") == ">adEf");
}

TEST_CASE("a replacement swallows those inside it") {
  Edit edit;
  edit.replace(2, 3, "x");
  edit.replace(1, 5, "-");
  CHECK(edit.apply("abcdef") == "a-f");
}

TEST_CASE("an insertion where a longer range begins stays") {
  Edit edit;
  edit.erase(1, 3);
  edit.insert(1, "+");
  CHECK(edit.apply("abcd") == "a+d");
}

TEST_CASE("erased ranges that overlap are joined") {
  Edit edit;
  edit.erase(1, 4);
  edit.erase(3, 5);
  CHECK(edit.apply("abcdef") == "af");
}

TEST_CASE("edits that were added together apply together") {
  Edit first, second;
  first.erase(0, 1);
  second.replace(2, 3, "");
  first.add(second);
  CHECK(first.apply("abc") == "b");
}

TEST_CASE("a part of the text sees only the edits inside it") {
  Edit edit;
  edit.erase(0, 1);
  edit.replace(3, 4, "D");
  CHECK(edit.apply("abcdef", 2, 5) == "cDe");
}
