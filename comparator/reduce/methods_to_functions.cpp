#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class MethodConverter {
 public:
  explicit MethodConverter(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (const Family& family : families(program_)) {
      if (!family.only_called || family.signatures.size() != 1) continue;
      NodeId owner = program_.parent(family.signatures[0]);
      if (!program_.is(owner, NodeKind::kFuncDecl)) continue;
      NodeId receiver = program_.view<FuncDecl>(owner).receiver;
      if (program_.children(receiver).empty()) continue;
      if (!is_used(slots(program_, receiver)[0].name)) propose(owner, family, false);
      propose(owner, family, true);
    }
    return std::move(result_);
  }

 private:
  bool is_used(NodeId name) const {
    ObjectId object = name.has_value() ? program_.info().definitions[name.index] : ObjectId();
    return object.has_value() && program_.occurrences(object).size() > 1;
  }

  // Without its receiver when that is not used.
  void propose(NodeId declaration, const Family& family, bool keep_receiver) {
    FuncDecl function = program_.view<FuncDecl>(declaration);
    NodeId field = program_.children(function.receiver)[0];
    NodeId type = program_.view<Field>(field).type;
    bool unnamed = program_.children(program_.view<Field>(field).names).empty();
    bool has_parameters = !program_.children(program_.view<FuncType>(function.type).parameters).empty();
    std::string receiver = (unnamed ? "_ " : "") + std::string(program_.text(field));
    constexpr uint32_t kFuncKeyword = 4;  // its length

    Edit edit;
    edit.replace(program_.begin(declaration) + kFuncKeyword, program_.begin(function.name), " ");
    if (keep_receiver)
      edit.insert(program_.position(function.type) + 1, receiver + (has_parameters ? ", " : ""));
    bool wants_pointer = program_.is(type, NodeKind::kStar);
    for (NodeId call : family.calls) {
      if (keep_receiver) {
        convert_call(call, wants_pointer, edit);
      } else {
        NodeId callee = program_.view<Call>(call).function;
        edit.replace(program_.begin(callee), program_.end(callee),
                     std::string(program_.spelling(function.name)));
      }
    }
    result_.push_back(edit);
  }

  // x.m(a) to m(x, a), with the & or * that the method call implied.
  void convert_call(NodeId call, bool wants_pointer, Edit& edit) {
    auto [callee, arguments] = program_.view<Call>(call);
    if (!program_.is(callee, NodeKind::kSelector)) return;
    auto [x, name] = program_.view<Selector>(callee);
    types::TypeStore& store = program_.store();
    bool is_pointer = store.underlying_kind(program_.type_of(x)) == types::TypeKind::kPointer;
    std::string_view adjust = is_pointer == wants_pointer ? "" : wants_pointer ? "&" : "*";
    edit.insert(program_.begin(call), std::string(program_.text(name)) + "(" + std::string(adjust));
    edit.replace(program_.end(x), program_.position(call) + 1,
                 program_.children(arguments).empty() ? "" : ", ");
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals methods_to_functions(const Snapshot& program) { return MethodConverter(program).run(); }

}  // namespace escdiff::reduce
