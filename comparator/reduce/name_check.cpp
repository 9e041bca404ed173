#include "comparator/reduce/name_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace escdiff::reduce {

using namespace syntax;

namespace {

constexpr std::array<std::string_view, 44> kPredeclared{
    "any",        "append",    "bool",  "byte",   "cap",    "clear",   "close",   "comparable", "complex",
    "complex128", "complex64", "copy",  "delete", "error",  "false",   "float32", "float64",    "imag",
    "int",        "int16",     "int32", "int64",  "int8",   "iota",    "len",     "make",       "max",
    "min",        "new",       "nil",   "panic",  "print",  "println", "real",    "recover",    "rune",
    "string",     "true",      "uint",  "uint16", "uint32", "uint64",  "uint8",   "uintptr"};

class NameChecker {
 public:
  explicit NameChecker(const Snapshot& program) : program_(program) {}

  std::vector<Problem> run() {
    for (NodeId node : program_.nodes()) declare(node);
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kName)) look_up(node);
    }
    report_unused();
    for (NodeId node : program_.nodes()) check_end(node);
    return std::move(problems_);
  }

 private:
  struct Declared {
    bool used = false;
    NodeId variable;  // the declaration that must be used, if it is one
    NodeId import;
  };

  void declare_name(NodeId name, NodeId variable = {}) {
    Declared& entry = names_[std::string(program_.spelling(name))];
    if (variable.has_value()) entry.variable = variable;
  }
  void declare_all(NodeId names, bool must_be_used) {
    for (NodeId name : program_.children(names)) {
      if (program_.is(name, NodeKind::kName)) declare_name(name, must_be_used ? name : NodeId());
    }
  }
  void declare(NodeId node) {
    switch (program_.kind(node)) {
      case NodeKind::kImportSpec: declare_import(node); break;
      case NodeKind::kConstSpec: declare_all(program_.view<ConstSpec>(node).names, false); break;
      case NodeKind::kTypeSpec: declare_name(program_.view<TypeSpec>(node).name); break;
      case NodeKind::kVarSpec:
        declare_all(program_.view<VarSpec>(node).names, program_.listed_statement(node).has_value());
        break;
      case NodeKind::kFuncDecl: declare_name(program_.view<FuncDecl>(node).name); break;
      case NodeKind::kMethod: declare_name(program_.view<Method>(node).name); break;
      case NodeKind::kField: declare_all(program_.view<Field>(node).names, false); break;
      case NodeKind::kLabeled: declare_name(program_.view<Labeled>(node).label); break;
      case NodeKind::kAssign:
        if (program_.tree().op(node) == Token::kDefine) declare_all(program_.view<Assign>(node).left, true);
        break;
      case NodeKind::kRange: declare_range(node); break;
      case NodeKind::kTypeSwitch: {
        NodeId binding = program_.view<TypeSwitch>(node).binding;
        if (binding.has_value()) declare_name(binding, binding);
        break;
      }
      default: break;
    }
  }
  void declare_range(NodeId node) {
    if (program_.tree().op(node) != Token::kDefine) return;
    auto [key, value, x, body] = program_.view<Range>(node);
    for (NodeId name : {key, value}) {
      if (name.has_value() && program_.is(name, NodeKind::kName)) declare_name(name, name);
    }
  }
  void declare_import(NodeId node) {
    auto [name, path] = program_.view<ImportSpec>(node);
    std::string local(name.has_value() ? program_.spelling(name) : program_.spelling(path));
    if (!name.has_value()) {
      local = local.substr(1, local.size() - 2);
      local = local.substr(local.rfind('/') + 1);
    }
    if (local != "_" && local != ".") names_[local].import = node;
  }

  bool is_declaration(NodeId name) const {
    auto entry = names_.find(program_.spelling(name));
    if (entry != names_.end() && entry->second.variable == name) return true;
    NodeId parent = program_.parent(name);
    switch (program_.kind(parent)) {
      case NodeKind::kFuncDecl:
      case NodeKind::kMethod:
      case NodeKind::kLabeled:
      case NodeKind::kImportSpec:
      case NodeKind::kFile: return true;
      case NodeKind::kTypeSpec: return program_.view<TypeSpec>(parent).name == name;
      default: return false;
    }
  }
  // `x.name`, `name: value`: fields and methods may belong to types of other packages.
  bool is_member(NodeId name) const {
    NodeId parent = program_.parent(name);
    if (program_.is(parent, NodeKind::kSelector)) return program_.view<Selector>(parent).name == name;
    return program_.is(parent, NodeKind::kKeyValue) && program_.view<KeyValue>(parent).key == name;
  }
  // `name = ...`: no use.
  bool is_assigned(NodeId name) const {
    NodeId list = program_.parent(name), statement = program_.parent(list);
    return program_.is(statement, NodeKind::kAssign) && program_.tree().op(statement) == Token::kAssign &&
           program_.view<Assign>(statement).left == list;
  }

  void look_up(NodeId node) {
    std::string_view name = program_.spelling(node);
    if (name == "_" || is_declaration(node)) return;
    auto entry = names_.find(name);
    if (entry != names_.end()) {
      if (!is_assigned(node)) entry->second.used = true;
    } else if (!is_member(node) &&
               std::find(kPredeclared.begin(), kPredeclared.end(), name) == kPredeclared.end()) {
      problems_.push_back({program_.begin(node), fmt::format("undefined: {}", name)});
    }
  }

  void report_unused() {
    for (const auto& [name, entry] : names_) {
      if (entry.used || name == "_") continue;
      if (entry.variable.has_value()) {
        problems_.push_back({program_.begin(entry.variable), "declared and not used: " + name});
      } else if (entry.import.has_value()) {
        problems_.push_back(
            {program_.begin(entry.import), fmt::format("\"{}\" imported and not used", name)});
      }
    }
  }

  void check_end(NodeId node) {
    NodeId type, body;
    if (program_.is(node, NodeKind::kFuncDecl)) {
      type = program_.view<FuncDecl>(node).type;
      body = program_.view<FuncDecl>(node).body;
    } else if (program_.is(node, NodeKind::kFuncLit)) {
      type = program_.view<FuncLit>(node).type;
      body = program_.view<FuncLit>(node).body;
    }
    if (!body.has_value() || program_.children(program_.view<FuncType>(type).results).empty()) return;
    if (!block_ends(body)) problems_.push_back({program_.end(body) - 1, "missing return"});
  }
  bool block_ends(NodeId block) const {
    auto statements = program_.children(program_.view<Block>(block).statements);
    return !statements.empty() && ends(statements.back());
  }
  // Endless loops, switches and selects count as terminating: that errs on the side of the program.
  bool ends(NodeId statement) const {
    switch (program_.kind(statement)) {
      case NodeKind::kReturn:
      case NodeKind::kSwitch:
      case NodeKind::kTypeSwitch:
      case NodeKind::kSelect: return true;
      case NodeKind::kBranch: return program_.tree().op(statement) == Token::kGoto;
      case NodeKind::kExprStmt: {
        NodeId call = program_.view<ExprStmt>(statement).x;
        return program_.is(call, NodeKind::kCall) &&
               program_.is_name(program_.view<Call>(call).function, "panic");
      }
      case NodeKind::kBlock: return block_ends(statement);
      case NodeKind::kLabeled: return ends(program_.view<Labeled>(statement).statement);
      case NodeKind::kFor: return !program_.view<For>(statement).condition.has_value();
      case NodeKind::kIf: {
        If branch = program_.view<If>(statement);
        return branch.otherwise.has_value() && block_ends(branch.then) && ends(branch.otherwise);
      }
      default: return false;
    }
  }

  const Snapshot& program_;
  std::map<std::string, Declared, std::less<>> names_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_names(const Snapshot& program) { return NameChecker(program).run(); }

}  // namespace escdiff::reduce
