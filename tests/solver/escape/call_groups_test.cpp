#include "solver/escape/call_groups.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

namespace escdiff::escape {

namespace {

using Groups = std::vector<std::vector<ir::FunctionId>>;
using Mentions = std::vector<std::vector<uint32_t>>;

// Functions by number, each with the functions that it mentions; the number of a function is that of its
// object, too.
class CallGraph {
 public:
  explicit CallGraph(const Mentions& mentions) {
    for (uint32_t i = 0; i < mentions.size(); ++i) {
      std::vector<ir::InstId> statements;
      for (uint32_t callee : mentions[i]) statements.push_back(mention(callee));
      ir::InstId body = module_.add({.op = ir::Op::kBlock}, statements);
      module_.functions.add({.name = "f" + std::to_string(i), .object = ir::ObjectId(i), .body = body});
      declared_.push_back(ir::FunctionId(i));
    }
  }

  // `inner` becomes a literal inside of `outer` that captures a variable.
  void capture(uint32_t outer, uint32_t inner) {
    ir::LocalId local = module_.locals.add({.kind = ir::LocalKind::kCaptured});
    ir::Function& function = module_.functions[ir::FunctionId(inner)];
    function.parent = ir::FunctionId(outer);
    function.captures = {local};
    ir::InstId closure = module_.add({.op = ir::Op::kClosure, .payload = inner}, {});
    ir::Function& parent = module_.functions[ir::FunctionId(outer)];
    parent.body = module_.add({.op = ir::Op::kBlock}, std::array{parent.body, closure});
  }

  Groups groups() {
    types::Program program;
    const ProgramSummaries none_imported;
    Unit unit{program, module_, *profile::find_profile("1.26"), none_imported};
    unit.declared = declared_;
    return call_groups(unit);
  }

 private:
  ir::InstId mention(uint32_t callee) {
    ir::InstId name = module_.add({.op = ir::Op::kFunctionName, .payload = callee}, {});
    return module_.add({.op = ir::Op::kEvaluate}, std::array{name});
  }

  ir::Module module_;
  std::vector<ir::FunctionId> declared_;
};

std::vector<ir::FunctionId> ids(std::initializer_list<uint32_t> numbers) {
  std::vector<ir::FunctionId> result;
  for (uint32_t number : numbers) result.push_back(ir::FunctionId(number));
  return result;
}

TEST_CASE("callees come before callers") {
  CHECK(CallGraph(Mentions{{1, 2}, {2}, {}}).groups() == Groups{ids({2}), ids({1}), ids({0})});
}

TEST_CASE("functions that call one another are one group") {
  CHECK(CallGraph(Mentions{{1}, {2}, {1, 3}, {}}).groups() == Groups{ids({3}), ids({1, 2}), ids({0})});
  CHECK(CallGraph(Mentions{{0}}).groups() == Groups{ids({0})});
}

TEST_CASE("a literal that captures belongs to its outer function") {
  CallGraph graph(Mentions{{}, {2}, {}});
  graph.capture(0, 1);
  CHECK(graph.groups() == Groups{ids({2}), ids({0, 1})});
}

TEST_CASE("long call chains need no deep stack") {
  Mentions chain(100'000);
  for (uint32_t i = 0; i + 1 < chain.size(); ++i) chain[i] = {i + 1};
  CHECK(CallGraph(chain).groups().size() == chain.size());
  chain.back() = {0};
  CHECK(CallGraph(chain).groups().size() == 1);
}

}  // namespace

}  // namespace escdiff::escape
