// The parser: one source file to a tree, for the whole Go grammar up to 1.27.
#pragma once

#include <string>
#include <vector>

#include "solver/syntax/branches.h"
#include "solver/syntax/source.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/syntax_error.h"
#include "solver/syntax/tree.h"

namespace escdiff::syntax {

// Limits that gc does not have: beyond them the parser reports an error and stops, so that nobody's stack
// overflows.
//
// How deep constructs may nest in one another in the source.
inline constexpr int kMaxNesting = 1000;
// How deep a tree may get; the left operands of operators in a row (a + b + c + ...) count as one level. Who
// walks trees may recurse this deep, but must go through such left operands in a loop.
inline constexpr int kMaxDepth = 3000;
// How many operators may follow one another in one expression ("a" + "b" + ...).
inline constexpr int kMaxChain = 10000;

// What differs between Go versions and kinds of packages. The defaults are Go 1.26 and an ordinary package.
struct ParseOptions {
  bool generic_methods = false;  // methods may have type parameters (from 1.27)
  bool clean_directive_paths =
      false;                      // //line paths are cleaned and relative to the file's folder (from 1.27)
  bool standard_library = false;  // compiled with -std: go:uintptrkeepalive and the like are allowed
  bool runtime = false;           // compiled with -+: go:systemstack and the like are allowed
  BranchWords branch_words = BranchWords::kParser;
};

// //go:linkname local [remote]
struct Linkname {
  SourcePos pos;
  std::string local;
  std::string remote;  // empty: not given
};

// //go:embed patterns above a variable.
struct Embed {
  SourcePos pos;
  NodeId variable;  // the VarSpec
  std::vector<std::string> patterns;
};

// What a file says beside its tree.
struct ParsedFile {
  NodeId file;             // none: the package clause is wrong, and gc reads no further
  std::string go_version;  // the language version that //go:build asks for ("go1.21"), or empty
  std::vector<Linkname> linknames;
  std::vector<Embed> embeds;
  // What gc's type checker reports but the tree cannot hold: range clauses with more than two variables.
  std::vector<SyntaxError> type_errors;
  // What gc complains about only when the package has passed the type checker: misplaced directives.
  std::vector<SyntaxError> late_errors;
};

// Parses `file` of `sources` into `tree` (and tells it about the file), appending gc's errors to `errors` in
// the order in which gc finds them. Always yields a well-formed tree: what could not be read is BadExpr or
// left out. //line directives are added to `sources`. Branches and labels of functions without errors are
// checked too, as gc's parser does.
ParsedFile parse_file(SourceSet& sources, FileId file, SymbolTable& symbols, Tree& tree,
                      std::vector<SyntaxError>& errors, const ParseOptions& options = {});

}  // namespace escdiff::syntax
