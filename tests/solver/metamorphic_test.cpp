// The solver against itself: what cannot matter to an answer does not change it, on generated programs.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "generator/generator.h"
#include "solver/profile/profile.h"
#include "solver/solver.h"

namespace escdiff::solver {

namespace {

// One declaration, or group of them, between empty lines.
struct Piece {
  std::string text;
  uint32_t line = 0;  // where it begins
  bool is_function() const { return text.starts_with("func ") || text.find("\nfunc ") != std::string::npos; }
  bool uses_unsafe() const { return text.find("unsafe.") != std::string::npos; }
};

// A program as gofmt leaves it, without its package clause and its imports.
std::vector<Piece> split(const std::string& program) {
  std::vector<Piece> pieces;
  uint32_t line = 0;
  bool after_empty = false;
  for (size_t at = 0; at < program.size();) {
    const size_t end = std::min(program.find('\n', at), program.size() - 1);
    const std::string_view text(program.data() + at, end + 1 - at);
    ++line;
    const bool indented = text.starts_with('\t') || text.starts_with('}') || text.starts_with(')');
    if (after_empty && !indented && text != "\n") pieces.push_back({"", line});
    if (!pieces.empty()) pieces.back().text += text;
    after_empty = text == "\n";
    at = end + 1;
  }
  std::erase_if(pieces, [](const Piece& piece) { return piece.text.starts_with("import"); });
  return pieces;
}

// The pieces again, as files, with where each line of the pieces was before.
struct Arranged {
  std::vector<types::SourceFile> files;
  std::map<std::pair<std::string, uint32_t>, uint32_t> lines;
};

void add_file(Arranged& arranged, const std::string& name, const std::vector<Piece>& pieces) {
  std::string text = "package p\n\n";
  if (std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.uses_unsafe(); }))
    text += "import \"unsafe\"\n\n";
  for (const Piece& piece : pieces) {
    const auto first = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    const auto count = static_cast<uint32_t>(std::count(piece.text.begin(), piece.text.end(), '\n'));
    for (uint32_t i = 0; i < count; ++i) arranged.lines[{name, first + i}] = piece.line + i;
    text += piece.text;
    if (!text.ends_with("\n\n")) text += "\n";
  }
  arranged.files.push_back({name, std::move(text)});
}

// The sorted lines of an answer, without names of files; positions are those before the arrangement. An
// answer that is none is one line that says so.
std::vector<std::string> lines_of(const Arranged& arranged, bool inlining) {
  const Options options{.profile = profile::find_profile("1.26"), .inlining = inlining, .has_assembly = true};
  const Answer answer = analyze("p", arranged.files, options);
  if (const auto* refusal = std::get_if<Refusal>(&answer)) return {"refused: " + refusal->reason};
  if (const auto* errors = std::get_if<CompileErrors>(&answer))
    return {"error: " + errors->messages.front().text};
  std::vector<std::string> lines;
  for (const diagnostic::Message& message : std::get<diagnostic::PackageReport>(answer).messages) {
    const diagnostic::Position& at = message.position;
    const auto known = arranged.lines.find({at.file, at.line});
    const uint32_t line = known == arranged.lines.end() ? at.line : known->second;
    lines.push_back(std::to_string(line) + ":" + std::to_string(at.column) + ": " + message.text);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> lines_of(const std::vector<Piece>& pieces, bool inlining) {
  Arranged arranged;
  add_file(arranged, "x.go", pieces);
  return lines_of(arranged, inlining);
}

constexpr uint32_t kPrograms = 600;
constexpr uint64_t kSeed = 11;

// Calls `check` with the programs that import nothing but unsafe, and counts the lines of their answers: a
// test of nothing but empty answers would prove nothing.
using Check = std::function<void(const generator::Program&, const std::vector<Piece>&, bool inlining,
                                 const std::vector<std::string>& expected)>;
void for_each_program(const Check& check) {
  size_t lines = 0;
  const generator::Policy policy;
  for (uint32_t i = 0; i < kPrograms; ++i) {
    const generator::Program program = generator::generate(kSeed, i, policy);
    if (program.is_archive) continue;
    const size_t import = program.text.find("\nimport");
    if (import != std::string::npos && !program.text.substr(import).starts_with("\nimport \"unsafe\""))
      continue;
    const std::vector<Piece> pieces = split(program.text);
    INFO("program " << i << " of seed " << kSeed);
    for (const bool inlining : {false, true}) {
      INFO((inlining ? "-m" : "-m -l"));
      const std::vector<std::string> expected = lines_of(pieces, inlining);
      REQUIRE((expected.empty() || !expected.front().starts_with("error: ")));
      REQUIRE((expected.empty() || !expected.front().starts_with("refused: ")));
      lines += expected.size();
      check(program, pieces, inlining, expected);
    }
  }
  CHECK(lines > 10 * kPrograms);
}

// Sorted again; "line:column: text" becomes "line: text", and temporaries lose their numbers.
std::vector<std::string> without_columns(std::vector<std::string> lines) {
  for (std::string& line : lines) {
    const size_t column = line.find(':');
    line.erase(column, line.find(':', column + 1) - column);
    const std::string_view temporary = ".autotmp_";
    const size_t at = line.find(temporary);
    if (at == std::string::npos) continue;
    const size_t number = at + temporary.size();
    line.erase(number, line.find_first_not_of("0123456789", number) - number);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

// With inlining they may: gc looks at a call cycle's functions in their order.
TEST_CASE("without inlining, answers do not depend on the order of functions") {
  for_each_program([](const generator::Program&, std::vector<Piece> pieces, bool inlining,
                      const auto& expected) {
    if (inlining) return;
    std::stable_partition(pieces.begin(), pieces.end(),
                          [](const Piece& piece) { return !piece.is_function(); });
    const auto functions =
        std::find_if(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.is_function(); });
    std::reverse(functions, pieces.end());
    CHECK(lines_of(pieces, inlining) == expected);
  });
}

TEST_CASE("answers do not depend on how declarations are split over files") {
  for_each_program(
      [](const generator::Program&, const std::vector<Piece>& pieces, bool inlining, const auto& expected) {
        const auto half = pieces.begin() + static_cast<std::ptrdiff_t>((pieces.size() + 1) / 2);
        Arranged arranged;
        add_file(arranged, "a.go", {pieces.begin(), half});
        add_file(arranged, "b.go", {half, pieces.end()});
        CHECK(lines_of(arranged, inlining) == expected);
      });
}

TEST_CASE("a function that nobody calls adds its own lines and changes no other") {
  for_each_program([](const generator::Program&, std::vector<Piece> pieces, bool inlining, auto expected) {
    constexpr uint32_t kLine = 1'000'000;  // behind everything
    pieces.push_back({"func unusedHere(p *int) **int {\n\treturn &p\n}\n", kLine});
    expected.push_back("1000000:17: moved to heap: p");
    if (inlining) expected.push_back("1000000:6: can inline unusedHere");
    std::sort(expected.begin(), expected.end());
    CHECK(lines_of(pieces, inlining) == expected);
  });
}

// With inlining they may: variables have a cost. Columns are others.
TEST_CASE("without inlining, what is returned may as well be a variable") {
  generator::Policy policy;
  policy.extract_returns = true;
  size_t changed = 0;
  for_each_program([&](const generator::Program& program, const auto&, bool inlining, const auto& expected) {
    if (inlining) return;
    const std::string text = generator::generate(kSeed, program.index, policy).text;
    changed += text != program.text;
    CHECK(without_columns(lines_of(split(text), inlining)) == without_columns(expected));
  });
  CHECK(changed > kPrograms / 2);
}

TEST_CASE("names do not change answers") {
  const std::string before = "1000003", after = "2000004";
  for_each_program([&](const generator::Program& program, const auto&, bool inlining, const auto&) {
    generator::Program origin = program;
    const auto answer = [&](const std::string& suffix) {
      origin.index = static_cast<uint32_t>(std::stoul(suffix));
      const generator::Program renamed = generator::rebuild(origin, origin.choices, generator::Policy());
      REQUIRE(renamed.text.find(suffix) != std::string::npos);
      return lines_of(split(renamed.text), inlining);
    };
    std::vector<std::string> expected;
    for (const std::string& line : answer(before)) expected.push_back(replace_all(line, before, after));
    CHECK(answer(after) == expected);
  });
}

}  // namespace escdiff::solver
