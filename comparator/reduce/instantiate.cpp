// Generic functions and types become the one instance that the program uses.
#include <algorithm>

#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class Instantiator {
 public:
  explicit Instantiator(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kFuncDecl)) {
        FuncDecl function = program_.view<FuncDecl>(node);
        visit(node, function.name, function.type_parameters);
      } else if (program_.is(node, NodeKind::kTypeSpec)) {
        TypeSpec type = program_.view<TypeSpec>(node);
        visit(node, type.name, type.type_parameters);
      }
    }
    return std::move(result_);
  }

 private:
  using Texts = std::vector<std::string>;

  void visit(NodeId declaration, NodeId name, NodeId parameters) {
    const std::vector<Slot> all = slots(program_, parameters);
    ObjectId object = program_.info().definitions[name.index];
    if (all.empty() || !object.has_value()) return;
    std::vector<Texts> tried;
    auto propose = [&](const Texts& arguments) {
      if (arguments.size() != all.size() || std::find(tried.begin(), tried.end(), arguments) != tried.end())
        return;
      tried.push_back(arguments);
      result_.push_back(instantiate(object, parameters, all, arguments));
    };
    // What it is used with, from outside first; then what most constraints accept.
    for (NodeId use : program_.occurrences(object)) {
      if (!program_.contains(declaration, use)) propose(arguments_at(use));
    }
    for (const char* argument : {"any", "int", "string"}) propose(Texts(all.size(), argument));
  }

  // None where they depend on type parameters themselves: no checker knows the text outside.
  Texts arguments_at(NodeId use) const {
    Texts result;
    if (auto instance = program_.info().instances.find(use); instance != program_.info().instances.end()) {
      for (TypeId argument : instance->second.arguments) result.push_back(type_text(program_, argument));
      return result;
    }
    if (NodeId index = index_of(use); index.has_value()) {
      for (NodeId argument : program_.children(program_.view<Index>(index).indices))
        result.emplace_back(program_.text(argument));
    }
    return result;
  }
  // T[...] around T.
  NodeId index_of(NodeId use) const {
    NodeId parent = program_.parent(use);
    return program_.is(parent, NodeKind::kIndex) && program_.view<Index>(parent).x == use ? parent : NodeId();
  }

  Edit instantiate(ObjectId object, NodeId parameters, const std::vector<Slot>& all,
                   const Texts& arguments) const {
    Edit edit;
    const std::string_view text = program_.text();
    // With the brackets around them.
    const size_t open = text.rfind('[', program_.begin(all.front().field));
    const size_t close = text.find(']', program_.end(program_.children(parameters).back()));
    edit.erase(static_cast<uint32_t>(open), static_cast<uint32_t>(close + 1));
    auto put_in = [&](NodeId name, const std::string& argument) {
      ObjectId parameter = program_.info().definitions[name.index];
      if (!parameter.has_value()) return;
      for (NodeId use : program_.occurrences(parameter)) {
        if (use != name) edit.replace(program_.begin(use), program_.end(use), argument);
      }
    };
    for (size_t i = 0; i < all.size(); ++i) put_in(all[i].name, arguments[i]);
    for (NodeId use : program_.occurrences(object)) {
      NodeId index = index_of(use);
      if (!index.has_value() || program_.contains(parameters, use)) continue;
      edit.erase(program_.end(use), program_.end(index));
      if (!is_receiver(index)) continue;
      // A receiver names the parameters of its type anew.
      auto names = program_.children(program_.view<Index>(index).indices);
      for (size_t i = 0; i < names.size() && i < arguments.size(); ++i) {
        if (program_.is(names[i], NodeKind::kName)) put_in(names[i], arguments[i]);
      }
    }
    return edit;
  }
  bool is_receiver(NodeId index) const {
    NodeId function = program_.enclosing(index, {NodeKind::kFuncDecl});
    if (!function.has_value()) return false;
    NodeId receiver = program_.view<FuncDecl>(function).receiver;
    return receiver.has_value() && program_.contains(receiver, index);
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals instantiate_generics(const Snapshot& program) { return Instantiator(program).run(); }

}  // namespace escdiff::reduce
