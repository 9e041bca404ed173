// Generated programs before the grammar: every kind of syntax node occurs, as generator/README.md says.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "base/file.h"
#include "generator/generator.h"
#include "tests/solver/syntax/parsed.h"
#include "tests/support/program_files.h"
#include "tests/support/source_folder.h"

using namespace escdiff;

namespace {

constexpr const char* kNames[] = {
#define NODE(name, children, meaning) #name,
#include "solver/syntax/node_kinds.def"
#undef NODE
};

using Counts = std::array<uint64_t, std::size(kNames)>;

void count(const syntax::Tree& tree, syntax::NodeId node, Counts& counts) {
  if (!node) return;
  ++counts[static_cast<size_t>(tree.kind(node))];
  for (syntax::NodeId child : tree.children(node)) count(tree, child, counts);
}

// How often each kind occurs in `programs` programs.
Counts count_kinds(uint32_t programs) {
  Counts counts{};
  for (uint32_t i = 0; i < programs; ++i) {
    for (const auto& [path, text] :
         tests::program_files(generator::generate(1, i, generator::Policy{}).text)) {
      const syntax::Parsed parsed(text);
      REQUIRE(parsed.errors.empty());
      count(parsed.tree, parsed.root(), counts);
    }
  }
  return counts;
}

}  // namespace

TEST_CASE("a thousand programs have the kinds of nodes that the table promises") {
  const std::string table =
      read_file(std::filesystem::path(tests::source_folder()) / "generator/README.md").value();
  const Counts counts = count_kinds(1000);
  for (size_t i = 0; i < counts.size(); ++i) {
    INFO(kNames[i] << " occurs " << counts[i] << " times");
    const bool promised = table.find("| " + std::string(kNames[i]) + " | yes |") != std::string::npos;
    const bool denied = table.find("| " + std::string(kNames[i]) + " | no |") != std::string::npos;
    CHECK(promised == (counts[i] > 0));
    CHECK(denied == (counts[i] == 0));
  }
}
