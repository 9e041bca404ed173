#include "comparator/reduce/canonical.h"

#include <algorithm>
#include <vector>

#include "comparator/reduce/erase.h"
#include "solver/syntax/print.h"
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

// The printer knows the directives of functions; the text knows all of them.
std::string without_directives(std::string text) {
  while (text.starts_with("//")) text.erase(0, text.find('\n') + 1);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string lay_out(const Snapshot& program, const std::vector<NodeId>& declarations) {
  NodeId package = program.view<File>(program.root()).package;
  std::string out = "package " + std::string(program.spelling(package)) + "\n";
  int last_rank = -1;
  for (NodeId declaration : declarations) {
    // Functions stand apart, other declarations in groups of one kind.
    int now = rank(program, declaration);
    if (now != last_rank || now == 4) out += "\n";
    last_rank = now;
    out += directives_above(program, declaration);
    out += without_directives(format_source(program.tree(), program.symbols(), declaration)) + "\n";
  }
  return out;
}

std::vector<NodeId> declarations_of(const Snapshot& program) {
  auto items = program.children(program.view<File>(program.root()).declarations);
  return {items.begin(), items.end()};
}

}  // namespace

std::string laid_out(const Snapshot& program) { return lay_out(program, declarations_of(program)); }

std::string laid_out_sorted(const Snapshot& program) {
  std::vector<NodeId> sorted = declarations_of(program);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](NodeId a, NodeId b) { return rank(program, a) < rank(program, b); });
  return lay_out(program, sorted);
}

std::string canonical_form(const Snapshot& program, const Context& context) {
  auto sorted = Snapshot::create(laid_out_sorted(program), context);
  if (!sorted || !sorted->typed()) return laid_out(program);
  for (bool members : {true, false}) {
    // Where nothing is imported, short names always fit.
    const Context check = context.imports == nullptr ? Context(Checking::kSyntaxOnly) : context;
    auto renamed = Snapshot::create(with_short_names(*sorted, members), check);
    if (renamed && renamed->valid()) return laid_out(*renamed);
  }
  return sorted->text();
}

}  // namespace escdiff::reduce
