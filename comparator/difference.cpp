#include "comparator/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <tuple>

#include "base/word.h"

namespace escdiff::comparator {

using diagnostic::Kind;
using diagnostic::Message;

namespace {

struct ClassRow {
  DifferenceClass value;
  std::string_view text;
  std::string_view meaning;
};

constexpr std::array kClasses{
#define CLASS(name, text, meaning) ClassRow{DifferenceClass::k##name, text, meaning},
#include "comparator/difference_classes.def"
#undef CLASS
};

// Messages that answer the same question, so that two of them at one place are one disagreement.
enum class Question : uint8_t { kAllocation, kParameter, kOther };

bool is_parameter_tag(Kind kind) {
  return kind == Kind::kLeakingParam || kind == Kind::kLeakingParamContent ||
         kind == Kind::kLeakingParamToResult;
}

bool is_heap(Kind kind) { return kind == Kind::kMovedToHeap || kind == Kind::kEscapesToHeap; }

Question question(const Message& message) {
  if (is_parameter_tag(message.kind)) return Question::kParameter;
  if (is_heap(message.kind) || message.kind == Kind::kDoesNotEscape) return Question::kAllocation;
  return Question::kOther;
}

// "x does not escape" is also a parameter's tag when the other side has one for the same name there.
bool may_pair(const Message& left, const Message& right) {
  if (left.position != right.position) return false;
  if (left.kind == right.kind) return true;
  bool tag = is_parameter_tag(left.kind) || is_parameter_tag(right.kind);
  if (tag) return left.subject == right.subject;
  return question(left) == Question::kAllocation && question(right) == Question::kAllocation;
}

DifferenceClass pair_class(const Message& left, const Message& right) {
  if (is_heap(left.kind) != is_heap(right.kind))
    return is_heap(left.kind) ? DifferenceClass::kHeapStack : DifferenceClass::kStackHeap;
  if (is_parameter_tag(left.kind) || is_parameter_tag(right.kind)) return DifferenceClass::kTag;
  return DifferenceClass::kText;
}

DifferenceClass lonely_class(const Message& message, bool is_left) {
  // Only the heap side of a variable prints a line: silence means that it stays on the stack.
  if (message.kind == Kind::kMovedToHeap)
    return is_left ? DifferenceClass::kHeapStack : DifferenceClass::kStackHeap;
  return is_left ? DifferenceClass::kOnlyLeft : DifferenceClass::kOnlyRight;
}

using Messages = std::vector<Message>;

// Takes the first message of `messages` that `accept` likes.
template <class Accept>
std::optional<Message> take(Messages& messages, Accept accept) {
  auto found = std::find_if(messages.begin(), messages.end(), accept);
  if (found == messages.end()) return std::nullopt;
  Message message = std::move(*found);
  messages.erase(found);
  return message;
}

std::vector<Difference> pair_up(Messages left, Messages right) {
  std::vector<Difference> result;
  Messages lonely;
  for (Message& message : left) {
    auto same_text = [&](const Message& other) { return other.text == message.text; };
    if (auto other = take(right, [&](const Message& m) { return may_pair(message, m); })) {
      result.push_back({pair_class(message, *other), std::move(message), std::move(other), {}});
    } else if (auto moved = take(right, same_text)) {
      result.push_back({DifferenceClass::kPosition, std::move(message), std::move(moved), {}});
    } else {
      result.push_back({lonely_class(message, true), std::move(message), std::nullopt, {}});
    }
  }
  for (Message& message : right)
    result.push_back({lonely_class(message, false), std::nullopt, std::move(message), {}});
  auto key = [](const Difference& d) {
    const Message& message = d.left ? *d.left : *d.right;
    return std::tie(message.position, message.text);
  };
  std::stable_sort(result.begin(), result.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return result;
}

Difference whole_program(DifferenceClass kind, const Verdict& verdict) {
  Difference difference{kind, std::nullopt, std::nullopt, verdict.detail};
  if (verdict.status == Verdict::Status::kDoesNotCompile && !verdict.report.messages.empty())
    difference.detail = diagnostic::to_line(verdict.report.messages.front());
  return difference;
}

}  // namespace

std::string_view class_text(DifferenceClass value) { return kClasses[static_cast<size_t>(value)].text; }
std::string_view class_meaning(DifferenceClass value) { return kClasses[static_cast<size_t>(value)].meaning; }

std::optional<DifferenceClass> class_from_text(std::string_view text) {
  for (const ClassRow& row : kClasses) {
    if (row.text == text) return row.value;
  }
  return std::nullopt;
}

std::vector<Difference> compare(const Verdict& left, const Verdict& right) {
  using Status = Verdict::Status;
  if (left.status == Status::kFailed) return {whole_program(DifferenceClass::kLeftFails, left)};
  if (right.status == Status::kFailed) return {whole_program(DifferenceClass::kRightFails, right)};
  if (left.status == Status::kDoesNotCompile && right.status == Status::kDoesNotCompile) return {};
  if (left.status != Status::kAnswered) return {whole_program(DifferenceClass::kLeftRefuses, left)};
  if (right.status != Status::kAnswered) return {whole_program(DifferenceClass::kRightRefuses, right)};
  Messages left_lines = left.report.messages;
  Messages right_lines = right.report.messages;
  std::sort(left_lines.begin(), left_lines.end());
  std::sort(right_lines.begin(), right_lines.end());
  Messages only_left, only_right;
  std::set_difference(left_lines.begin(), left_lines.end(), right_lines.begin(), right_lines.end(),
                      std::back_inserter(only_left));
  std::set_difference(right_lines.begin(), right_lines.end(), left_lines.begin(), left_lines.end(),
                      std::back_inserter(only_right));
  return pair_up(std::move(only_left), std::move(only_right));
}

std::string construct(std::string_view subject) {
  if (subject.empty() || subject == "func literal" || subject == "... argument" || subject == "append")
    return std::string(subject);
  if (subject.ends_with('}')) return subject.front() == '&' ? "&T{}" : "T{}";
  for (std::string_view call : {"make(map", "make(chan", "make(", "new("}) {
    if (subject.starts_with(call)) return std::string(call);
  }
  bool is_name = std::all_of(subject.begin(), subject.end(), [](char c) { return is_word(c) || c == '~'; });
  if (is_name) return std::isdigit(static_cast<unsigned char>(subject.front())) ? "constant" : "name";
  if (subject.front() == '"') return "constant";
  return "expression";
}

namespace {

// The words and signs of a text, each as what kind of thing it is, but for signs and results' names (~r, ~b).
struct Piece {
  std::string text;
  std::string kind;
};

std::vector<Piece> pieces(std::string_view text) {
  std::vector<Piece> result;
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    std::string kind;
    if (text[i] == '~' && i + 1 < text.size()) {
      for (end = i + 2; end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]));) ++end;
      kind = text.substr(i, 2);
    } else if (text[i] == '"' || text[i] == '`' || text[i] == '\'') {
      while (end < text.size() && text[end] != text[i]) end += text[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, text.size());
      kind = "string";
    } else if (is_word(text[i])) {
      while (end < text.size() && is_word(text[end])) ++end;
      kind = std::isdigit(static_cast<unsigned char>(text[i])) ? "number" : "name";
    } else if (text[i] == ' ') {
      ++i;
      continue;
    } else {
      kind = text.substr(i, 1);
    }
    result.push_back({std::string(text.substr(i, end - i)), kind});
    i = end;
  }
  return result;
}

// How two wordings of one message differ: what stands between their common beginning and end, by kind.
std::string wording_relation(std::string_view left_text, std::string_view right_text) {
  std::vector<Piece> left = pieces(left_text), right = pieces(right_text);
  size_t before = 0, behind = 0;
  while (before < std::min(left.size(), right.size()) && left[before].text == right[before].text) ++before;
  while (behind < std::min(left.size(), right.size()) - before &&
         left[left.size() - 1 - behind].text == right[right.size() - 1 - behind].text) {
    ++behind;
  }
  constexpr size_t kMostPieces = 4;  // more are an expression, whose parts belong to the program
  auto kinds = [&](const std::vector<Piece>& all) {
    std::string result;
    if (all.size() - before - behind > kMostPieces) return std::string("expression");
    for (size_t i = before; i + behind < all.size(); ++i) result += (result.empty() ? "" : " ") + all[i].kind;
    return result;
  };
  return kinds(left) + " -> " + kinds(right);
}

// Beside kinds and constructs: in which way words or places differ.
std::string relation(const Difference& difference) {
  if (!difference.left || !difference.right) return {};
  const Message& left = *difference.left;
  const Message& right = *difference.right;
  if (left.position.line != right.position.line) return "other line";
  if (left.kind != right.kind || left.text == right.text) return {};
  return wording_relation(left.text, right.text);
}

}  // namespace

std::string signature(const Difference& difference) {
  const bool about_heap =
      difference.kind == DifferenceClass::kHeapStack || difference.kind == DifferenceClass::kStackHeap;
  auto side = [&](const std::optional<Message>& message) {
    if (!message) return std::string("-");
    // How far the contents of what stays leak is not what the two differ in.
    if (about_heap && !is_heap(message->kind)) return fmt::format("stays {}", construct(message->subject));
    std::string text =
        fmt::format("{} {}", diagnostic::kind_name(message->kind), construct(message->subject));
    if (message->kind == Kind::kLeakingParamToResult) text += fmt::format(" {}", message->level);
    return text;
  };
  std::string detail = difference.detail;
  // A refusal is about its reason, not about the place.
  if (size_t colon = detail.find(": "); colon != std::string::npos) detail = detail.substr(colon + 2);
  if (detail.empty()) detail = relation(difference);
  return fmt::format("{} | {} | {} | {}", class_text(difference.kind), side(difference.left),
                     side(difference.right), detail);
}

}  // namespace escdiff::comparator
