// The layout of a package summary; README.md describes it.
#pragma once

#include <cstdint>
#include <string_view>

namespace escdiff::cache {

inline constexpr std::string_view kSummaryMagic = "escdiff-summary\n";
// To be raised whenever a reader of the old layout would misunderstand the new one.
inline constexpr uint32_t kSummaryVersion = 4;

// Parts of a summary, in the order in which they stand in it.
enum class Section : uint8_t {
  kMeta,       // path, name, language, imports, opaque record of the package
  kFiles,      // name, size, lines, //line directives
  kPackages,   // import paths of the packages that references name
  kTexts,      // table: names and literals
  kConstants,  // table
  kTypes,      // table
  kObjects,    // table
  kRecords,    // table, by object: opaque bytes of later passes
  kScope,      // package-level objects in the order of their declaration, and sorted by name
  kAnchors,    // type names that are neither package-level nor methods, by position
  kTree,       // how many nodes and children all kept declarations have together
  kBodies,     // table, by kept declaration: its nodes, and the checker's facts about each
  kCount,
};
inline constexpr size_t kSectionCount = static_cast<size_t>(Section::kCount);

// A reference to a type or object is one number: 0 none; 2k+1 the program's k-th predeclared one; 2k+2 row k
// of the summary's table.
//
// How a row of kObjects says what it is.
enum class ObjectRow : uint8_t {
  kOwn,         // declared here: all that is known follows
  kMember,      // package, name: a package-level object of another package
  kMethod,      // type name, index among its methods, which is of another package
  kAtPosition,  // package, position: any other object of another package
};

// What an own object is beside its kind; bits.
enum ObjectFlag : uint8_t {
  kObjectIsAlias = 1,
  kObjectIsUsed = 2,
  kObjectInScope = 4,
  kObjectIsDefinedType = 8,
  kObjectIsTypeParameter = 16,
  kObjectHasPackage = 32,
};

// How a row of kTypes says what it is.
enum class TypeRow : uint8_t {
  kOfObject,            // the type that an object's name stands for: defined types, type parameters
  kFreshTypeParameter,  // a copy of a declared one, made for inference
  kSpelled,             // a type spelled with an alias
  kInstance,
  kPointer,
  kSlice,
  kArray,
  kMap,
  kChan,
  kStruct,
  kSignature,
  kTuple,
  kInterface,
  kUnion,
};

// Which facts a node has; bits.
enum FactFlag : uint8_t {
  kFactExpression = 1,
  kFactDefinition = 2,
  kFactUse = 4,
  kFactSelection = 8,
  kFactInstance = 16,
  kFactImplicit = 32,
  kFactCaptures = 64,
  kFactLiteral = 128,
};

enum class ConstantRow : uint8_t { kUnknown, kFalse, kTrue, kText, kInteger, kRational, kFloat, kComplex };

}  // namespace escdiff::cache
