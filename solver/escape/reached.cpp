#include "solver/escape/reached.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/check.h"
#include "solver/ir/ir.h"

namespace escdiff::escape {

namespace {

constexpr int kBits = 7;  // of a detail in a key
static_assert(ir::kOpCount <= 1u << kBits);

using Words = std::span<const std::string_view>;

// In the order of the numbers that builders give; an empty word says nothing. The last one is for all greater
// numbers, too.
constexpr std::array<std::string_view, 1> kOperation{};  // the operation's own name
constexpr std::array<std::string_view, 9> kPlace{"heap",   "mutator",  "callee",  "nowhere",  "parameter",
                                                 "result", "variable", "storage", "temporary"};
constexpr std::array<std::string_view, 6> kDerefs{"address", "0", "1", "2", "3", "more"};
constexpr std::array<std::string_view, 2> kAddressed{"", "addressed"};
constexpr std::array<std::string_view, 4> kLoops{"", "", "in a loop", "in loops"};
constexpr std::array<std::string_view, 2> kInside{"", "in a literal"};
constexpr std::array<std::string_view, 4> kCallee{"unknown", "of the group", "analyzed", "imported"};
constexpr std::array<std::string_view, 5> kToHeap{"", "heap 0", "heap 1", "heap 2", "heap more"};
constexpr std::array<std::string_view, 5> kToResult{"", "result 0", "result 1", "result 2", "result more"};
constexpr std::array<std::string_view, 4> kToMutator{"", "mutator 0", "mutator 1", "mutator more"};
constexpr std::array<std::string_view, 4> kToCallee{"", "callee 0", "callee 1", "callee more"};
constexpr std::array<std::string_view, 2> kCaptured{"by reference", "by value"};
constexpr std::array<std::string_view, 2> kReassigned{"", "reassigned"};
constexpr std::array<std::string_view, 2> kAddressTaken{"", "address taken"};
constexpr std::array<std::string_view, 2> kEscapes{"stack", "heap"};
constexpr std::array<std::string_view, 2> kWritten{"never written", "written"};
constexpr std::array<std::string_view, 2> kTooLarge{"", "too large"};
constexpr std::array<std::string_view, 5> kVariable{"parameter", "result", "variable", "captured",
                                                    "temporary"};
constexpr std::array<std::string_view, 9> kParameter{
    "analyzed", "moved to heap",  "no pointers",      "unused",           "bodyless",
    "noescape", "unsafe uintptr", "escaping uintptr", "escaping uintptrs"};
constexpr std::array<std::string_view, 5> kFunctions{"", "1", "2", "3", "more"};
constexpr std::array<std::string_view, 4> kLiterals{"", "1 literal", "2 literals", "more literals"};

struct Row {
  std::string_view text;
  std::array<Words, 6> details;
};

constexpr auto kRows = std::to_array<Row>({
#define REACHED(name, text, ...) {text, {__VA_ARGS__}},
#include "solver/escape/reached.def"
#undef REACHED
});

// Parts of others, with which the walk reads them.
constexpr std::array kParts{ir::Op::kFieldInit,  ir::Op::kElementInit, ir::Op::kMapEntry,
                            ir::Op::kCaseClause, ir::Op::kTypeCase,    ir::Op::kCommClause};

bool is_operation(Words words) { return words.data() == kOperation.data(); }

std::string name_of(uint64_t key) {
  const Row& row = kRows[key & ((1u << kBits) - 1)];
  std::string name(row.text);
  std::string_view separator = ": ";
  for (const Words& words : row.details) {
    if (words.empty()) break;
    key >>= kBits;
    const size_t number = key & ((1u << kBits) - 1);
    const std::string_view word =
        is_operation(words) ? ir::op_name(static_cast<ir::Op>(number)) : words[number];
    if (word.empty()) continue;
    name.append(separator).append(word);
    separator = ", ";
  }
  return name;
}

}  // namespace

std::vector<std::string_view> reached_operations() {
  std::vector<std::string_view> operations;
  for (size_t i = 0; i < ir::kOpCount; ++i) {
    const auto op = static_cast<ir::Op>(i);
    if (std::ranges::find(kParts, op) == kParts.end()) operations.push_back(ir::op_name(op));
  }
  return operations;
}

void ReachedRules::add(ReachedKind kind, std::initializer_list<int> details) {
  const Row& row = kRows[static_cast<size_t>(kind)];
  uint64_t key = static_cast<uint64_t>(kind);
  int shift = kBits;
  const Words* words = row.details.data();
  for (const int detail : details) {
    ESCDIFF_CHECK(!words->empty() && detail >= 0, "detail {} of {}", detail, row.text);
    const int most = static_cast<int>(is_operation(*words) ? ir::kOpCount : words->size()) - 1;
    key |= static_cast<uint64_t>(std::min(detail, most)) << shift;
    shift += kBits;
    ++words;
  }
  keys_.push_back(key);
}

std::vector<std::string> ReachedRules::names() const {
  std::vector<uint64_t> keys = keys_;
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  std::vector<std::string> names;
  for (const uint64_t key : keys) names.push_back(name_of(key));
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

}  // namespace escdiff::escape
