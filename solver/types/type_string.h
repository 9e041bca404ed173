// Types as texts: in the words of compile errors, and in those of gc's -m messages.
#pragma once

#include <span>
#include <string>

#include "solver/types/program.h"

namespace escdiff::types {

// As compile errors print a type: `func(x int) string`, `map[string]any`, `pkg.T`. Aliases keep their names;
// names of package `relative_to` stand alone, others follow their package's name (its quoted path when two
// share the name).
std::string type_string(const Program& program, TypeId type, PackageId relative_to);
// A signature without `func` and, as in "have/want" lists, without parameter names.
std::string signature_string(const Program& program, TypeId signature, PackageId relative_to);
// "[T any, U ~int]"
std::string type_parameters_string(const Program& program, const std::vector<TypeId>& parameters,
                                   PackageId relative_to);
// "error", "pkg.T": a declared object's name as compile errors qualify it.
std::string object_string(const Program& program, ObjectId object, PackageId relative_to);

// As the -m messages of gc 1.26 print a type while package `compiled` is compiled: `func(int) string`,
// `struct { x int }`, `interface {}`, `G[example.com/p.T]`.
std::string message_type_string(Program& program, TypeId type, PackageId compiled);

// The type arguments of an instance, as symbol names have them: `[int,example.com/p.T]`.
std::string message_type_arguments(Program& program, std::span<const TypeId> arguments);
// As names of the linker's symbols do: all names follow the path of their package.
std::string symbol_type_string(Program& program, TypeId type, PackageId compiled);

// The path by which the linker knows a package: programs are "main", whatever their import path.
std::string linker_path(const Program& program, PackageId package);

// "int", "untyped int", "unsafe.Pointer", ...
std::string_view basic_name(BasicKind kind);

}  // namespace escdiff::types
