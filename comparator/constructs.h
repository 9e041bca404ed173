// Which constructs of the language a program is made of, as an analysis of escapes sees them.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "comparator/reduce/snapshot.h"
#include "solver/profile/profile.h"

namespace escdiff::comparator {

// What matters of a program: the constructs' names.
using Constructs = std::set<std::string, std::less<>>;

// A kind of message by which the sides differ counts as a construct, too, under this and its name; none tells
// more.
inline constexpr std::string_view kMessageConstruct = "message ";

// The operations of a typed program after lowering (constructs.def names those that do alike), with what they
// do not show themselves: captured variables, results, the values of a range. Nothing for a program that
// cannot be lowered. What goes to a function of which nothing is known makes an "unknown call": by a call, or
// by a method value of an interface. What is allocated without a variable and is too large for the stack
// makes a "large allocation".
Constructs constructs_of(const reduce::Snapshot& program, const profile::Profile& profile);

// How much the one that tells most tells; 0: values just come and go by them all.
int weight(const Constructs& constructs);

// Those that tell most of a disagreement that they matter (their weight in constructs.def).
Constructs telling(const Constructs& constructs);

}  // namespace escdiff::comparator
