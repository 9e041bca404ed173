// Alterations of loops: they lose their headers, or what their headers make is there without them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "comparator/reduce/alterations.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

constexpr const char* kSink = "sink";  // a package variable that takes what has nowhere else to go
constexpr const char* kDone = "done";  // a variable that a literal sets

class LoopAlterer {
 public:
  explicit LoopAlterer(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kFor)) plain_loop(node, program_.view<For>(node).body);
      if (program_.is(node, NodeKind::kRange)) visit_range(node);
      if (program_.is(node, NodeKind::kLabeled)) loop_from_label(node);
    }
    return std::move(result_);
  }

 private:
  void replace(NodeId node, std::string text) {
    Edit edit;
    edit.replace(program_.begin(node), program_.end(node), std::move(text));
    result_.push_back(edit);
  }
  std::string text(NodeId node) const { return std::string(program_.text(node)); }
  std::string inside(NodeId block) const {
    return std::string(
        program_.text().substr(program_.begin(block) + 1, program_.end(block) - program_.begin(block) - 2));
  }

  void visit_range(NodeId node) {
    Range loop = program_.view<Range>(node);
    plain_loop(node, loop.body);
    lay_open(node);
    over_function(node);
    // What takes the loop's values is assigned to instead.
    for (NodeId target : {loop.key, loop.value}) {
      if (!target.has_value() || !program_.is_value(target) || !program_.type_of(target).has_value())
        continue;
      if (auto zero = zero_text(program_, program_.type_of(target)))
        replace(node, text(target) + " = " + *zero);
    }
  }

  // Without its header; the variables there are shown inside instead.
  void plain_loop(NodeId loop, NodeId body) {
    if (program_.begin(loop) + 4 >= program_.begin(body)) return;
    std::set<std::string> shown;
    for (NodeId name : program_.nodes()) {
      const bool is_in_header =
          program_.begin(name) >= program_.begin(loop) && program_.end(name) <= program_.begin(body);
      if (!is_in_header || !program_.is(name, NodeKind::kName) || !is_variable(name)) continue;
      shown.insert(text(name));
    }
    std::string header = "for {";
    for (const std::string& name : shown) header += "\n_ = " + name;
    Edit edit;
    edit.replace(program_.begin(loop), program_.begin(body) + 1, header);
    result_.push_back(edit);
  }
  // One that the name does not declare.
  bool is_variable(NodeId name) const {
    const ObjectId object = program_.object_of(name);
    return object.has_value() && !program_.info().definitions[name.index].has_value() &&
           program_.object(object).kind == types::ObjectKind::kVar &&
           program_.object(object).role != types::VarRole::kField;
  }

  // The body stands alone; what takes the loop's values are parameters of the function.
  void lay_open(NodeId node) {
    const Range loop = program_.view<Range>(node);
    const NodeId function = program_.enclosing(node, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
    if (!function.has_value()) return;
    std::string parameters;
    for (NodeId target : {loop.key, loop.value}) {
      if (!target.has_value() || program_.is_name(target, "_")) continue;
      const ObjectId variable = program_.info().definitions[target.index];
      if (!variable.has_value()) return;  // assigned to
      parameters += fmt::format("{} {}, ", text(target), type_text(program_, program_.object(variable).type));
    }
    Edit edit;
    edit.replace(program_.begin(node), program_.end(node), inside(loop.body));
    edit.insert(program_.position(signature_of(program_, function)) + 1, parameters);
    result_.push_back(edit);
  }

  // What a range over a function is made of: a call of it with a literal, or that literal, which sets a
  // variable around it.
  void over_function(NodeId node) {
    const NodeId x = program_.view<Range>(node).x;
    const TypeId type = program_.type_of(x);
    if (!type.has_value() || program_.store().underlying_kind(type) != types::TypeKind::kSignature) return;
    const types::Type& signature = program_.store()[program_.store().underlying(type)];
    const TypeId yield = program_.store()[signature.parameters].members.front();
    replace(node, fmt::format("({})({} {{ return true }})", text(x),
                              type_text(program_, program_.store().underlying(yield))));
    Edit edit;
    edit.replace(program_.begin(node), program_.end(node),
                 fmt::format("{0} := false\n{1} = func() {{ {0} = !{0} }}", kDone, kSink));
    edit.insert(static_cast<uint32_t>(program_.text().size()), std::string("\nvar ") + kSink + " any\n");
    result_.push_back(edit);
  }

  // What lies between a label and the goto back to it becomes the body of a loop.
  void loop_from_label(NodeId labeled) {
    auto [label, first] = program_.view<Labeled>(labeled);
    for (NodeId node : program_.nodes()) {
      if (!program_.is(node, NodeKind::kBranch) || program_.tree().op(node) != Token::kGoto) continue;
      if (program_.begin(node) < program_.begin(labeled)) continue;
      NodeId outer = node;
      while (outer.has_value() && program_.parent(outer) != program_.parent(labeled))
        outer = program_.parent(outer);
      if (!outer.has_value()) continue;
      Edit edit;
      edit.replace(program_.begin(labeled), program_.begin(first), "for {\n");
      edit.replace(program_.begin(outer), program_.end(outer), "}");
      result_.push_back(edit);
    }
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals loop_alterations(const Snapshot& program) { return LoopAlterer(program).run(); }

}  // namespace escdiff::reduce
