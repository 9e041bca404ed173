// A checked program: its packages, and the stores that all of them share.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "solver/syntax/parser.h"
#include "solver/syntax/source.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/tree.h"
#include "solver/types/info.h"
#include "solver/types/scope.h"

namespace escdiff::types {

struct Package {
  std::string path;  // import path, "command-line-arguments" for loose files
  std::string name;  // of the package clause
  ScopeId scope;
  std::vector<PackageId> imports;
  std::vector<syntax::FileId> files;
  SourcePos start;    // the first file's first byte; the others follow
  syntax::Tree tree;  // of an imported package that was not read from source: see LazyPackages
  Info info;
  std::string language;   // "1.26": the module's go line, or the profile's version
  bool complete = false;  // checked without errors; only such packages can be imported
};

// An error of the parser or the checker: "undefined: x"; more lines start with a tab.
using CheckError = syntax::SyntaxError;

struct Program;

// Packages whose objects come into the program when somebody asks for them.
class LazyPackages {
 public:
  virtual ~LazyPackages() = default;
  // The object of `package` with this name, restored now; none when there is none, or the package is not
  // lazy.
  virtual ObjectId member(Program& program, PackageId package, Symbol name) = 0;
  // All of them, in the order of their declaration; nothing for a package that is not lazy.
  virtual std::optional<std::vector<ObjectId>> members(Program& program, PackageId package) = 0;
  // The syntax tree and the facts of a function's body, where they are kept.
  virtual void complete_body(Program& program, ObjectId function) = 0;
};

struct Program {
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  TypeStore types;
  ValueStore<ObjectId, Object> objects;
  ValueStore<ConstantId, ConstantValue> constants;
  ValueStore<ScopeId, Scope> scopes;        // of the universe and the packages
  ValueStore<PackageId, Package> packages;  // unsafe, then imported ones before their importers
  ScopeId universe;
  TypeId error_type;
  TypeId comparable_type;
  // Set while a package is checked: gives a method that is asked for its signature, should it have none yet.
  std::function<void(ObjectId)> complete_method;
  std::unique_ptr<LazyPackages> lazy;  // may be none

  // An empty program: the predeclared names and package unsafe.
  Program();
  // The package with this import path, or none.
  PackageId find_package(std::string_view path) const;
  // The package-level object with this name, or none. Ask this and not the package's scope, which lacks what
  // was not restored yet.
  ObjectId member(PackageId package, Symbol name);
  // All package-level objects, in the order of their declaration.
  std::vector<ObjectId> members(PackageId package);
  // To be called before somebody looks at the body of a function of another package.
  void complete_body(ObjectId function) {
    if (lazy != nullptr) lazy->complete_body(*this, function);
  }
};

// Parses and checks one package given as sources; everything it imports is already in `program`.
// Errors are sorted by position, as the compiler prints them; at most 10 unless `all_errors`.
// When there are any, the id is none and the package cannot be imported.
struct SourceFile {
  std::string name;  // as messages print it
  std::string text;
};
struct CheckOptions {
  std::string language = "1.26";
  syntax::ParseOptions parse;  // what kind of package it is
  bool all_errors = false;
  bool check_after_syntax_errors = false;         // as far as the tree reaches; gc does not
  bool type_checker_alone = false;                // see check_package_unfiltered
  bool alias_types = true;                        // false: -gotypesalias=0, an alias is no type of its own
  bool fake_import_c = false;                     // import "C" is silent, and so is all that C.x leads to
  bool allow_missing_bodies = false;              // some functions are written in assembly
  std::map<std::string, std::string> import_map;  // import path as a file spells it -> path of the package
                                                  // meant, where they differ (vendor folders)
};
PackageId check_package(Program& program, std::string path, std::vector<SourceFile> files,
                        const CheckOptions& options, std::vector<CheckError>& errors);

// True when a file has an import declaration.
bool imports_packages(const std::vector<SourceFile>& files);

// The files of one package after parsing: sources and symbols are those of the program that they are checked
// in.
struct ParsedPackage {
  syntax::Tree tree;
  std::vector<syntax::ParsedFile> files;
  std::vector<syntax::SyntaxError> errors;
};
// The same for files that are parsed already.
PackageId check_parsed_package(Program& program, std::string path, ParsedPackage parsed,
                               const CheckOptions& options, std::vector<CheckError>& errors);

}  // namespace escdiff::types
