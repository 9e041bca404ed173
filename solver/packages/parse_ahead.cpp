#include "solver/packages/parse_ahead.h"

namespace escdiff::packages {

ParseAhead::ParseAhead(syntax::SourceSet& sources, std::vector<ParseTask> tasks, unsigned jobs)
    : sources_(sources),
      tasks_(std::move(tasks)),
      units_(tasks_.size()),
      states_(std::make_unique<std::atomic<int>[]>(tasks_.size())) {
  for (unsigned i = 1; i < jobs && i < tasks_.size(); ++i) threads_.emplace_back([this] { work(); });
}

ParseAhead::~ParseAhead() { stop_ = true; }

bool ParseAhead::claim(size_t index) {
  int expected = kWaiting;
  return states_[index].compare_exchange_strong(expected, kTaken);
}

void ParseAhead::parse(size_t index) {
  auto& [symbols, package] = units_[index];
  const ParseTask& task = tasks_[index];
  size_t bytes = 0;
  for (const syntax::FileId file : task.files) bytes += sources_.size(file);
  package.tree.reserve_for_text(bytes);
  for (const syntax::FileId file : task.files)
    package.files.push_back(
        syntax::parse_file(sources_, file, symbols, package.tree, package.errors, task.options));
  states_[index] = kDone;
  states_[index].notify_one();
}

void ParseAhead::work() {
  for (size_t i; !stop_ && (i = next_++) < tasks_.size();) {
    if (claim(i)) parse(i);
  }
}

ParsedUnit ParseAhead::take(size_t index) {
  if (claim(index)) {
    parse(index);
  } else {
    states_[index].wait(kTaken);
  }
  return std::move(units_[index]);
}

types::ParsedPackage join(ParsedUnit unit, syntax::SymbolTable& symbols) {
  std::vector<syntax::Symbol> joined(unit.symbols.size());
  unit.package.tree.rename_symbols([&](syntax::Symbol symbol) {
    syntax::Symbol& known = joined[symbol.index];
    if (!known.has_value()) known = symbols.intern(unit.symbols.text(symbol));
    return known;
  });
  return std::move(unit.package);
}

}  // namespace escdiff::packages
