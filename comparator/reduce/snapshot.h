// A program in the making: its text, tree, and (when it type-checks) all facts about it, with the questions
// that the passes ask.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "solver/syntax/views.h"
#include "solver/types/program.h"

namespace escdiff::reduce {

using syntax::NodeId;
using syntax::NodeKind;
using syntax::Token;
using types::ObjectId;
using types::TypeId;

// Who says whether a candidate is a valid program.
enum class Checking : uint8_t {
  kTyped,       // the type checker
  kBodiless,    // the type checker; functions may lack their bodies
  kNamesOnly,   // nobody: only names without a declaration, unused names and missing returns are seen
  kSyntaxOnly,  // nobody at all
};

// What candidates import, checked once: they are checked one after the other in one program.
class Imports {
 public:
  // Makes a program that holds the imported packages; null when that fails.
  using Load = std::function<std::shared_ptr<types::Program>()>;

  // `language` is that of the candidates: "1.26".
  Imports(std::string language, Load load) : language_(std::move(language)), load_(std::move(load)) {}

  const std::string& language() const { return language_; }
  // The program to check `bytes` more of text in; null when it cannot be made. What was checked stays in it,
  // so that after a while (256 MB of text) a fresh one takes its place.
  std::shared_ptr<types::Program> program(size_t bytes);

  std::vector<types::SourceFile> beside;  // the package's other files, which stay as they are

 private:
  std::string language_;
  Load load_;
  std::shared_ptr<types::Program> program_;
  size_t checked_ = 0;  // bytes
};

// How, and beside which packages, candidates are checked.
struct Context {
  Checking checking = Checking::kTyped;
  Imports* imports = nullptr;  // none: a program that imports anything does not check

  Context(Checking how, Imports* beside = nullptr) : checking(how), imports(beside) {}
};

// What the checker says is wrong, in gc's words.
struct Problem {
  uint32_t offset = 0;  // byte in the text
  std::string text;
};

// Immutable once made. Offsets are bytes of text(); NodeIds belong to this snapshot alone.
class Snapshot {
 public:
  ~Snapshot();
  // Null when `text` does not parse. A program with problems has a tree, but no facts: typed() is false.
  static std::unique_ptr<Snapshot> create(std::string text, const Context& context);

  const std::string& text() const { return text_; }
  const syntax::Tree& tree() const { return *tree_; }
  const std::vector<Problem>& problems() const { return problems_; }
  bool valid() const { return problems_.empty(); }
  bool typed() const { return info_ != nullptr; }

  const syntax::SymbolTable& symbols() const { return *symbols_; }

  // Nodes.
  NodeId root() const { return tree_->files().front(); }
  // All nodes of the file, parents before children, in the order of the source.
  std::span<const NodeId> nodes() const { return preorder_; }
  NodeId parent(NodeId id) const { return parents_[id.index]; }
  NodeKind kind(NodeId id) const { return tree_->kind(id); }
  bool is(NodeId id, NodeKind kind) const { return tree_->is(id, kind); }
  template <class View>
  View view(NodeId id) const {
    return syntax::view<View>(*tree_, id);
  }
  std::span<const NodeId> children(NodeId id) const { return tree_->children(id); }
  uint32_t begin(NodeId id) const { return sources_->offset_in_file(tree_->begin(id)); }
  uint32_t end(NodeId id) const { return sources_->offset_in_file(tree_->end(id)); }
  uint32_t position(NodeId id) const { return sources_->offset_in_file(tree_->pos(id)); }
  std::string_view text(NodeId id) const {
    return std::string_view(text_).substr(begin(id), end(id) - begin(id));
  }
  // The text of a Name or BasicLit.
  std::string_view spelling(NodeId id) const;
  bool is_name(NodeId id, std::string_view text) const {
    return is(id, NodeKind::kName) && spelling(id) == text;
  }
  // The nearest node of one of these kinds that holds `id` (not `id` itself), or none.
  NodeId enclosing(NodeId id, std::initializer_list<NodeKind> kinds) const;
  bool contains(NodeId outer, NodeId inner) const;
  // The statement in a statement list that is `id` or holds it; none at package level.
  NodeId listed_statement(NodeId id) const;
  // Whether `list` is the statements of a block or a clause.
  bool is_statement_list(NodeId list) const;
  // The innermost node that holds the byte.
  NodeId at(uint32_t offset) const;

  // Facts; typed() must be true.
  const types::Info& info() const { return *info_; }
  types::TypeStore& store() const { return program_->types; }
  types::Program& program() const { return *program_; }
  types::PackageId package() const { return package_; }
  const types::Object& object(ObjectId id) const { return program_->objects[id]; }
  std::string_view name(ObjectId id) const;
  // What a Name stands for, or none.
  ObjectId object_of(NodeId name) const { return info_->object_of(name); }
  bool is_value(NodeId expression) const;
  bool is_type(NodeId expression) const { return info_->expression(expression).mode == types::Mode::kType; }
  TypeId type_of(NodeId expression) const { return info_->type_of(expression); }
  // The Names that stand for `object`, its declaration included, in the order of the source.
  std::vector<NodeId> occurrences(ObjectId object) const;

 private:
  struct Parsed;
  Snapshot();
  // The checker's tree and facts when it has no complaints.
  void check_types(const Context& context);
  void index_nodes();
  void index_occurrences();

  std::string text_;
  std::unique_ptr<Parsed> parsed_;           // unless typed
  std::shared_ptr<types::Program> program_;  // when checked; other snapshots may share it
  const syntax::SourceSet* sources_ = nullptr;
  const syntax::SymbolTable* symbols_ = nullptr;
  const syntax::Tree* tree_ = nullptr;
  const types::Info* info_ = nullptr;
  types::PackageId package_;
  std::vector<Problem> problems_;
  std::vector<NodeId> preorder_;
  std::vector<NodeId> parents_;                           // by NodeId
  std::vector<std::pair<ObjectId, NodeId>> occurrences_;  // sorted by object, then source order
};

}  // namespace escdiff::reduce
