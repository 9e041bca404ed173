#include "generator/generator.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <regex>
#include <set>
#include <thread>

#include "tests/support/program_files.h"

using namespace escdiff::generator;

namespace {

// The names that a program declares at package level.
std::vector<std::string> package_names(const std::string& text) {
  static const std::regex kDeclaration("(?:^|\n)(?:type|var|func) ([A-Za-z0-9_]+)");
  std::vector<std::string> names;
  for (std::sregex_iterator it(text.begin(), text.end(), kDeclaration), end; it != end; ++it)
    if ((*it)[1] != "init") names.push_back((*it)[1]);
  return names;
}

Policy newest() {
  Policy policy;
  policy.lang = 27;
  return policy;
}

}  // namespace

TEST_CASE("a program depends on its seed and index alone") {
  const Policy policy = newest();
  std::vector<std::string> alone;
  for (uint32_t i = 0; i < 50; ++i) alone.push_back(generate(7, i, policy).text);
  for (uint32_t i = 50; i-- > 0;) CHECK(generate(7, i, policy).text == alone[i]);
  std::vector<std::string> threaded(50);
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (uint32_t i = t; i < 50; i += 4) threaded[i] = generate(7, i, policy).text;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(threaded == alone);
  CHECK(generate(8, 0, policy).text != alone[0]);
}

TEST_CASE("the choices of a program build it again") {
  const Policy policy = newest();
  for (uint32_t i = 0; i < 200; ++i) {
    const Program program = generate(3, i, policy);
    const Program again = rebuild(program, program.choices, policy);
    CHECK(again.text == program.text);
    CHECK(again.choices == program.choices);
  }
}

TEST_CASE("package-level names are unique over a run") {
  std::map<std::string, uint32_t> owner;
  for (uint32_t i = 0; i < 1000; ++i) {
    const Program program = generate(1, i, newest());
    for (const std::string& name : package_names(program.text)) {
      const auto [at, fresh] = owner.emplace(name, i);
      INFO(name << " of program " << i << " is also one of program " << at->second);
      CHECK(fresh);
    }
  }
  CHECK(owner.size() > 2000);
}

TEST_CASE("in programs of two packages one exports all that it declares, and the other one imports it") {
  Policy policy = newest();
  policy.weights[static_cast<size_t>(Feature::kPackages)] = 1000;
  uint32_t archives = 0, qualified = 0;
  for (uint32_t i = 0; i < 1000; ++i) {
    const Program program = generate(8, i, policy);
    if (!program.is_archive) continue;
    ++archives;
    INFO(program.text);
    const auto files = escdiff::tests::program_files(program.text);
    REQUIRE(files.size() == 2);
    CHECK(files[0].first == "q/q.go");
    CHECK(files[0].second.starts_with("package q\n"));
    CHECK(files[0].second.find("m/q") == std::string::npos);
    for (const std::string& name : package_names(files[0].second)) CHECK(std::isupper(name[0]));
    CHECK(files[1].first == "p.go");
    CHECK(files[1].second.starts_with("package p\n"));
    CHECK(files[1].second.find("\"m/q\"") != std::string::npos);
    qualified += files[1].second.find("q.") != std::string::npos;
  }
  CHECK(archives > 100);
  CHECK(qualified > archives / 2);
}

TEST_CASE("every feature of the table is said") {
  std::set<std::string_view> said;
  for (uint32_t i = 0; i < 10000; ++i) {
    const Program program = generate(2, i, newest());
    said.insert(program.features.begin(), program.features.end());
  }
  for (size_t i = 0; i < kFeatureCount; ++i) {
    INFO(info(static_cast<Feature>(i)).spelling);
    CHECK(said.count(info(static_cast<Feature>(i)).spelling) == 1);
  }
}

TEST_CASE("nothing newer than the policy's language is said") {
  Policy policy;
  policy.lang = 18;
  for (uint32_t i = 0; i < 500; ++i) {
    const Program program = generate(4, i, policy);
    for (size_t f = 0; f < kFeatureCount; ++f) {
      const FeatureInfo& feature = info(static_cast<Feature>(f));
      if (feature.since <= 18) continue;
      for (std::string_view said : program.features) CHECK(said != feature.spelling);
    }
  }
}

TEST_CASE("the swarm's switches reach the text") {
  Policy policy;
  policy.swarm_off = 1000;
  for (uint32_t i = 0; i < 200; ++i) {
    const Program program = generate(5, i, policy);
    for (size_t f = 0; f < kFeatureCount; ++f) {
      const FeatureInfo& feature = info(static_cast<Feature>(f));
      if (!feature.swarm) continue;
      for (std::string_view said : program.features) CHECK(said != feature.spelling);
    }
    for (const char* word :
         {"defer ", "go func", "select ", "switch ", "goto ", "map[", "chan ", "append(", "range ", "panic("})
      CHECK(program.text.find(word) == std::string::npos);
  }
}

TEST_CASE("programs are short, the more the shorter") {
  const Policy policy;
  size_t total = 0;
  size_t below_twenty = 0;
  for (uint32_t i = 0; i < 1000; ++i) {
    const std::string text = generate(6, i, policy).text;
    const size_t lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    total += lines;
    below_twenty += lines < 20;
    CHECK(lines < 200);
  }
  CHECK(total / 1000 >= 15);
  CHECK(total / 1000 <= 30);
  CHECK(below_twenty > 300);
}
