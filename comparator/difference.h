// Compares what two sides say of a program and classes each disagreement.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "comparator/side.h"
#include "diagnostic/message.h"

namespace escdiff::comparator {

enum class DifferenceClass : uint8_t {
#define CLASS(name, text, meaning) k##name,
#include "comparator/difference_classes.def"
#undef CLASS
};

// "heap-stack", ...
std::string_view class_text(DifferenceClass value);
std::string_view class_meaning(DifferenceClass value);
std::optional<DifferenceClass> class_from_text(std::string_view text);

// One disagreement. A line that only one side prints has no counterpart; refusals and failures have a detail
// instead.
struct Difference {
  DifferenceClass kind = DifferenceClass::kText;
  std::optional<diagnostic::Message> left;
  std::optional<diagnostic::Message> right;
  std::string detail;
};

// Everything on which the sides disagree, in order of position; empty when both answered and their lines are
// equal as multisets, or when both find that the program does not compile.
std::vector<Difference> compare(const Verdict& left, const Verdict& right);

// What must stay the same while a program is minimized, so that the result cannot slip to another cause: the
// class, both kinds of message, the construct that they are about, and in what way their words differ (a
// number for a name, ~r for ~b), but no names, constants or positions.
std::string signature(const Difference& difference);

// The construct that a message's subject is: "make", "&T{}", "func literal", "name", ...
std::string construct(std::string_view subject);

}  // namespace escdiff::comparator
