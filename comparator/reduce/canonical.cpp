#include "comparator/reduce/canonical.h"

#include <algorithm>
#include <vector>

#include "comparator/reduce/erase.h"
#include "solver/syntax/format.h"
#include "solver/syntax/scanner.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class DirectiveCounter : public ScanListener {
 public:
  void on_error(uint32_t, std::string) override {}
  void on_directive(uint32_t, uint32_t) override { ++count; }
  size_t count = 0;
};

// Keeps the last //go: directives seen until they are asked for.
class DirectiveKeeper : public ScanListener {
 public:
  explicit DirectiveKeeper(std::string_view text) : text_(text) {}
  void on_error(uint32_t, std::string) override {}
  void on_directive(uint32_t begin, uint32_t end) override {
    std::string_view directive = text_.substr(begin, end - begin);
    if (directive.starts_with("//go:")) pending_.append("\n").append(directive).append("\n");
  }
  std::string take() { return std::exchange(pending_, {}); }

 private:
  std::string_view text_;
  std::string pending_;
};

// The tokens of `text` with a newline where there was one between them, and a blank elsewhere.
std::string without_comments(const std::string& text) {
  SymbolTable symbols;
  DirectiveKeeper directives(text);
  Scanner scanner(text, symbols, directives);
  std::string out;
  uint32_t last = 0;
  for (scanner.next(); scanner.token() != Token::kEndOfFile; scanner.next()) {
    std::string_view gap = std::string_view(text).substr(last, scanner.begin() - last);
    bool newline = gap.find('\n') != std::string_view::npos;
    if (std::string kept = directives.take(); !kept.empty()) {
      out += kept;
    } else if (!gap.empty()) {
      out += newline ? '\n' : ' ';
    }
    if (scanner.token() == Token::kSemicolon && scanner.semicolon() != Semicolon::kWritten) {
      out += '\n';
    } else {
      out.append(text, scanner.begin(), scanner.end() - scanner.begin());
    }
    last = scanner.end();
  }
  return out + "\n";
}

}  // namespace

Cost cost_of(const std::string& text) {
  SymbolTable symbols;
  DirectiveCounter directives;
  Scanner scanner(text, symbols, directives);
  size_t tokens = 0;
  for (scanner.next(); scanner.token() != Token::kEndOfFile; scanner.next()) {
    bool written = scanner.token() != Token::kSemicolon || scanner.semicolon() == Semicolon::kWritten;
    if (written) ++tokens;
  }
  return Cost{tokens + directives.count, text.size(), text};
}

std::optional<std::string> tidy(const std::string& text) {
  auto formatted = format_source(without_comments(text));
  if (!formatted) return std::nullopt;
  return *formatted;
}

namespace {

int rank(const Snapshot& program, NodeId declaration) {
  if (program.is(declaration, NodeKind::kFuncDecl)) return 4;
  switch (program.tree().op(declaration)) {
    case Token::kImport: return 0;
    case Token::kConst: return 1;
    case Token::kType: return 2;
    default: return 3;
  }
}

}  // namespace

std::string with_sorted_declarations(const Snapshot& program) {
  File file = program.view<File>(program.root());
  auto items = program.children(file.declarations);
  if (items.empty()) return program.text();
  std::vector<NodeId> sorted(items.begin(), items.end());
  auto before = [&](NodeId a, NodeId b) { return rank(program, a) < rank(program, b); };
  if (std::is_sorted(sorted.begin(), sorted.end(), before)) return program.text();
  std::stable_sort(sorted.begin(), sorted.end(), before);
  std::string out = program.text().substr(0, begin_with_directives(program, items[0]));
  for (NodeId declaration : sorted) {
    uint32_t begin = begin_with_directives(program, declaration);
    out += "\n" + program.text().substr(begin, program.end(declaration) - begin) + "\n";
  }
  return out;
}

}  // namespace escdiff::reduce
