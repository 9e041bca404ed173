#include "comparator/reduce/snapshot.h"

#include <algorithm>

#include "comparator/reduce/name_check.h"
#include "solver/syntax/parser.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

constexpr const char* kFileName = "x.go";
constexpr const char* kPackagePath = "p";

bool is_fatal(const SyntaxError& error) { return error.text.starts_with("syntax error"); }

}  // namespace

// Sources and symbols of a tree that was parsed alone, without a type checker's stores.
struct Snapshot::Parsed {
  SourceSet sources;
  SymbolTable symbols;
  Tree tree;
};

Snapshot::Snapshot() = default;
Snapshot::~Snapshot() = default;

std::unique_ptr<Snapshot> Snapshot::create(std::string text, const Context& context) {
  std::unique_ptr<Snapshot> result(new Snapshot);
  result->text_ = std::move(text);
  result->parsed_ = std::make_unique<Parsed>();
  Parsed& parsed = *result->parsed_;
  std::vector<SyntaxError> errors;
  FileId file = parsed.sources.add(kFileName, result->text_);
  ParsedFile outcome = parse_file(parsed.sources, file, parsed.symbols, parsed.tree, errors);
  if (!outcome.file.has_value() || std::any_of(errors.begin(), errors.end(), is_fatal)) return nullptr;
  result->tree_ = &parsed.tree;
  result->sources_ = &parsed.sources;
  result->symbols_ = &parsed.symbols;
  for (const SyntaxError& error : errors) {
    result->problems_.push_back({parsed.sources.offset_in_file(error.pos), error.text});
  }
  bool typed = context.checking == Checking::kTyped || context.checking == Checking::kBodiless;
  if (typed && result->problems_.empty()) result->check_types(context);
  result->index_nodes();
  if (result->typed()) result->index_occurrences();
  if (context.checking == Checking::kNamesOnly) {
    for (Problem& problem : check_names(*result)) result->problems_.push_back(std::move(problem));
  }
  return result;
}

std::shared_ptr<types::Program> Imports::program(size_t bytes) {
  constexpr size_t kMostText = size_t{256} << 20;
  if (program_ == nullptr || checked_ + bytes > kMostText) {
    program_ = load_();
    checked_ = 0;
  }
  checked_ += bytes;
  return program_;
}

void Snapshot::check_types(const Context& context) {
  types::CheckOptions options;
  options.all_errors = true;
  options.allow_missing_bodies = context.checking == Checking::kBodiless;
  if (context.imports != nullptr) {
    options.language = context.imports->language();
    program_ = context.imports->program(text_.size());
  }
  if (program_ == nullptr) program_ = std::make_shared<types::Program>();
  std::vector<types::SourceFile> files = {{kFileName, text_}};
  if (context.imports != nullptr)
    files.insert(files.end(), context.imports->beside.begin(), context.imports->beside.end());
  std::vector<types::CheckError> errors;
  package_ = types::check_package(*program_, kPackagePath, std::move(files), options, errors);
  for (const types::CheckError& error : errors) {
    if (error.pos.is_known() && program_->sources.name(program_->sources.file_of(error.pos)) != kFileName) {
      problems_ = {{0, "in another file: " + error.text}};  // nothing here mends that
      return;
    }
    uint32_t offset = error.pos.is_known() ? program_->sources.offset_in_file(error.pos) : 0;
    problems_.push_back({offset, error.text});
  }
  if (!package_.has_value()) {
    if (problems_.empty()) problems_.push_back({0, "no package"});
    return;
  }
  const types::Package& package = program_->packages[package_];
  tree_ = &package.tree;
  info_ = &package.info;
  sources_ = &program_->sources;
  symbols_ = &program_->symbols;
  parsed_.reset();
}

void Snapshot::index_nodes() {
  parents_.resize(tree_->size());
  std::vector<NodeId> todo{root()};
  while (!todo.empty()) {
    NodeId node = todo.back();
    todo.pop_back();
    preorder_.push_back(node);
    auto items = tree_->children(node);
    for (auto it = items.rbegin(); it != items.rend(); ++it) {
      if (!it->has_value()) continue;
      parents_[it->index] = node;
      todo.push_back(*it);
    }
  }
}

void Snapshot::index_occurrences() {
  for (NodeId node : preorder_) {
    if (!is(node, NodeKind::kName)) continue;
    if (ObjectId object = object_of(node); object.has_value()) occurrences_.emplace_back(object, node);
  }
  std::stable_sort(occurrences_.begin(), occurrences_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
}

std::string_view Snapshot::spelling(NodeId id) const { return symbols_->text(tree_->symbol(id)); }

std::string_view Snapshot::name(ObjectId id) const {
  types::Symbol symbol = object(id).name;
  return symbol.has_value() ? symbols_->text(symbol) : std::string_view();
}

NodeId Snapshot::enclosing(NodeId id, std::initializer_list<NodeKind> kinds) const {
  for (NodeId at = parent(id); at.has_value(); at = parent(at)) {
    if (std::find(kinds.begin(), kinds.end(), kind(at)) != kinds.end()) return at;
  }
  return {};
}

bool Snapshot::contains(NodeId outer, NodeId inner) const {
  for (NodeId at = inner; at.has_value(); at = parent(at)) {
    if (at == outer) return true;
  }
  return false;
}

bool Snapshot::is_statement_list(NodeId list) const {
  if (!is(list, NodeKind::kList)) return false;
  NodeId owner = parent(list);
  switch (kind(owner)) {
    case NodeKind::kBlock: return true;
    case NodeKind::kCaseClause: return view<CaseClause>(owner).body == list;
    case NodeKind::kCommClause: return view<CommClause>(owner).body == list;
    default: return false;
  }
}

NodeId Snapshot::listed_statement(NodeId id) const {
  for (NodeId at = id; at.has_value(); at = parent(at)) {
    if (parent(at).has_value() && is_statement_list(parent(at))) return at;
  }
  return {};
}

NodeId Snapshot::at(uint32_t offset) const {
  NodeId node = root();
  while (true) {
    NodeId next;
    for (NodeId child : tree_->children(node)) {
      if (child.has_value() && begin(child) <= offset && offset < end(child)) next = child;
    }
    if (!next.has_value()) return node;
    node = next;
  }
}

bool Snapshot::is_value(NodeId expression) const {
  switch (info_->expression(expression).mode) {
    case types::Mode::kConstant:
    case types::Mode::kVariable:
    case types::Mode::kMapIndex:
    case types::Mode::kValue:
    case types::Mode::kNil:
    case types::Mode::kCommaOk: return true;
    default: return false;
  }
}

std::vector<NodeId> Snapshot::occurrences(ObjectId object) const {
  auto first = std::lower_bound(occurrences_.begin(), occurrences_.end(), object,
                                [](const auto& entry, ObjectId id) { return entry.first < id; });
  std::vector<NodeId> result;
  for (; first != occurrences_.end() && first->first == object; ++first) result.push_back(first->second);
  return result;
}

}  // namespace escdiff::reduce
