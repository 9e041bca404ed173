#include "base/id.h"

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>

using namespace escdiff;

namespace {

using ThingId = Id<struct ThingTag>;
using Things = ValueStore<ThingId, std::string>;

constexpr uint32_t kMany = 1000;  // several blocks

std::string name_of(uint32_t index) { return "the thing with the number " + std::to_string(index); }

Things many() {
  Things things;
  for (uint32_t i = 0; i < kMany; ++i) CHECK(things.add(name_of(i)) == ThingId(i));
  return things;
}

void check_all(const Things& things) {
  CHECK(things.size() == kMany);
  uint32_t next = 0;
  for (const std::string& thing : things) {
    CHECK(thing == name_of(next));
    CHECK(&thing == &things[ThingId(next)]);
    ++next;
  }
  CHECK(next == kMany);
}

}  // namespace

TEST_CASE("values are found by their ids, in order") {
  check_all(many());
  const Things none;
  CHECK(none.begin() == none.end());
}

TEST_CASE("references stay valid while a store grows, copies included") {
  for (uint32_t first : {1U, 15U, 16U, 17U, 48U, 100U}) {
    Things few;
    for (uint32_t i = 0; i < first; ++i) few.add(name_of(i));
    Things copy = few;
    const std::string* const in_few = &few[ThingId(first - 1)];
    const std::string* const in_copy = &copy[ThingId(first - 1)];
    CHECK(in_few != in_copy);
    for (uint32_t i = first; i < kMany; ++i) {
      few.add(name_of(i));
      copy.add(name_of(i));
    }
    CHECK(in_few == &few[ThingId(first - 1)]);
    CHECK(in_copy == &copy[ThingId(first - 1)]);
    check_all(few);
    check_all(copy);
  }
}

TEST_CASE("what a store was moved from is empty and can be filled again") {
  Things from = many();
  const std::string* const kept = &from[ThingId(500)];
  Things to = std::move(from);
  CHECK(&to[ThingId(500)] == kept);
  check_all(to);
  from = Things();
  CHECK(from.add("first") == ThingId(0));
  to = std::move(from);
  CHECK(to.size() == 1);
}

TEST_CASE("values need not be copied") {
  ValueStore<ThingId, std::unique_ptr<int>> things;
  for (int i = 0; i < 100; ++i) things.add(std::make_unique<int>(i));
  CHECK(*things[ThingId(70)] == 70);
}
