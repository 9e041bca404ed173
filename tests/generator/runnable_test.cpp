#include "generator/runnable.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "generator/generator.h"

using namespace escdiff::generator;

namespace {

Policy runs() {
  Policy policy;
  policy.runnable = true;
  return policy;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line.substr(std::min(line.size(), line.find_first_not_of('\t'))));
  return lines;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a runnable program is a command that ends with its checksum") {
  for (uint32_t i = 0; i < 300; ++i) {
    const Program program = generate(1, i, runs());
    const std::string number = std::to_string(i);
    CHECK(program.text.starts_with("package main\n"));
    CHECK(program.text.ends_with("\tprintln(sum" + number + ")\n}\n"));
    CHECK(rebuild(program, program.choices, runs()).text == program.text);
  }
}

TEST_CASE("loops of runnable programs end") {
  size_t loops = 0;
  for (uint32_t i = 0; i < 1000; ++i) {
    const auto lines = lines_of(generate(2, i, runs()).text);
    const std::string number = std::to_string(i);
    const std::string limit = "if tired" + number + "() {";
    for (size_t at = 0; at + 1 < lines.size(); ++at) {
      const bool backwards = lines[at].starts_with("goto again");
      // A literal in the header has a body of its own.
      const bool loop =
          lines[at].starts_with("for ") && !has(lines[at], ")%5] {") && !has(lines[at], "{func(");
      INFO("program " << i << ": " << lines[at]);
      if (loop) CHECK(lines[at + 1] == limit);
      if (backwards) CHECK(lines[at - 1] == "if !tired" + number + "() {");
      loops += loop;
    }
  }
  CHECK(loops > 300);
}

TEST_CASE("runnable programs wait for nothing but their own goroutines") {
  size_t started = 0;
  size_t selects = 0;
  for (uint32_t i = 0; i < 2000; ++i) {
    const auto lines = lines_of(generate(3, i, runs()).text);
    for (size_t at = 0; at + 1 < lines.size(); ++at) {
      INFO("program " << i << ": " << lines[at]);
      if (lines[at].starts_with("go ")) {
        ++started;
        CHECK(lines[at - 1].starts_with("done"));
        CHECK(lines[at + 1].starts_with("defer leave"));
      }
      if (lines[at].starts_with("select ")) {
        ++selects;
        size_t cases = 0;
        bool otherwise = false;
        int depth = 0;
        for (size_t inside = at + 1; inside < lines.size(); ++inside) {
          if (depth == 0 && lines[inside].starts_with("case ")) ++cases;
          if (depth == 0 && lines[inside] == "default:") otherwise = true;
          if (depth == 0 && lines[inside] == "}") break;
          if (lines[inside].starts_with("}")) --depth;
          if (lines[inside].ends_with("{")) ++depth;
        }
        CHECK(otherwise);
        CHECK(cases <= 1);
      }
    }
  }
  CHECK(started > 20);
  CHECK(selects > 50);
}

TEST_CASE("runnable programs leave out what runnable.def names") {
  for (uint32_t i = 0; i < 1000; ++i)
    for (std::string_view said : generate(4, i, runs()).features) {
      INFO(said);
      CHECK(runnable(*feature_from_name(said)));
    }
  CHECK_FALSE(runnable(Feature::kNoBody));
  CHECK(runnable(Feature::kGo));
}
