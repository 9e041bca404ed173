// Packages parsed by several threads, ahead of the one that checks them.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "solver/syntax/parser.h"
#include "solver/types/program.h"

namespace escdiff::packages {

// One package with the table that holds the symbols of its tree, until it is joined to a program.
struct ParsedUnit {
  syntax::SymbolTable symbols;
  types::ParsedPackage package;
};

// What to parse.
struct ParseTask {
  std::vector<syntax::FileId> files;
  syntax::ParseOptions options;
};

// Parses tasks in their order with `jobs` threads, of which the caller is one. Every unit has a symbol table
// of its own, so that the threads share nothing but the sources, of which each changes only its own file's
// //line directives.
class ParseAhead {
 public:
  // All sources are there already; none may be added before this object has died.
  ParseAhead(syntax::SourceSet& sources, std::vector<ParseTask> tasks, unsigned jobs);
  ~ParseAhead();
  ParseAhead(const ParseAhead&) = delete;
  ParseAhead& operator=(const ParseAhead&) = delete;

  // The unit of task `index`, once: parses it here when no thread has begun to.
  ParsedUnit take(size_t index);

 private:
  enum State : int { kWaiting, kTaken, kDone };
  bool claim(size_t index);
  void parse(size_t index);
  void work();

  syntax::SourceSet& sources_;
  std::vector<ParseTask> tasks_;
  std::vector<ParsedUnit> units_;
  std::unique_ptr<std::atomic<int>[]> states_;
  std::atomic<bool> stop_ = false;
  std::atomic<size_t> next_ = 0;
  std::vector<std::jthread> threads_;
};

// The package of `unit` with its names and literals in `symbols`. New ones are added in the order in which
// the tree holds them, so that they depend on the order of the packages alone.
types::ParsedPackage join(ParsedUnit unit, syntax::SymbolTable& symbols);

}  // namespace escdiff::packages
