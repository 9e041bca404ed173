// Build constraints: `//go:build` lines, and the older `// +build` lines.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace escdiff::syntax {

// A boolean expression over tags.
class BuildConstraint {
 public:
  // The expression of a whole `//go:build EXPR` line. An input error says what is wrong with it.
  static Result<BuildConstraint> parse(std::string_view line);
  // The constraint of a file: its //go:build line, else its // +build lines, in front of the package clause.
  // Nothing: there is none. An error: there is a malformed one.
  static Result<std::optional<BuildConstraint>> of_file(std::string_view text);

  bool evaluate(const std::function<bool(std::string_view tag)>& has_tag) const;
  // The lowest language version without which the constraint cannot hold ("go1.21"), or ""
  // (go/build/constraint, GoVersion: every tag is taken for free to be true or false).
  std::string go_version() const;
  // In Go's spelling, with the parentheses that are needed.
  std::string text() const;

 private:
  struct Expression;
  friend class ConstraintParser;
  explicit BuildConstraint(std::shared_ptr<const Expression> root) : root_(std::move(root)) {}

  std::shared_ptr<const Expression> root_;
};

}  // namespace escdiff::syntax
