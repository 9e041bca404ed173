// A checked program: its packages, and the stores that all of them share.
#pragma once

#include <string>
#include <vector>

#include "solver/syntax/source.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/tree.h"
#include "solver/types/info.h"

namespace escdiff::types {

// Names declared in one block, looked up outwards through `parent`.
struct Scope;

struct Package {
  std::string path;  // import path, "command-line-arguments" for loose files
  std::string name;  // of the package clause
  ScopeId scope;
  std::vector<PackageId> imports;
  syntax::Tree tree;
  Info info;
  std::string language;  // "1.26": the module's go line, or the profile's version
};

struct CheckError {
  SourcePos pos;
  std::string text;  // "undefined: x"; more lines start with a tab
};

struct Program {
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  TypeStore types;
  ValueStore<ObjectId, Object> objects;
  ValueStore<ConstantId, ConstantValue> constants;
  ValueStore<PackageId, Package> packages;  // imported ones before their importers
};

// Parses and checks one package given as sources; everything it imports is already in `program`.
// Errors are sorted by position, as the compiler prints them; at most 10 unless `all_errors`.
// When there are any, the package is not added and the id is none.
struct SourceFile {
  std::string name;  // as messages print it
  std::string text;
};
struct CheckOptions {
  std::string language = "1.26";
  bool all_errors = false;
};
PackageId check_package(Program& program, std::string path, std::vector<SourceFile> files,
                        const CheckOptions& options, std::vector<CheckError>& errors);

}  // namespace escdiff::types
