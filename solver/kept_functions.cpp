#include "solver/kept_functions.h"

#include "base/bytes.h"
#include "solver/escape/summary_bytes.h"
#include "solver/inline/kept_bytes.h"
#include "solver/ir/passes.h"

namespace escdiff::solver {

namespace {

// Of a function: tags, costs. Of a package: why it was refused, whose bodies it hands on.
struct Record {
  explicit Record(std::string_view bytes) {
    if (bytes.empty()) return;
    ByteReader in(bytes);
    first = in.text();
    second = in.text();
    damaged = in.failed() || !in.at_end();
  }
  std::string_view first, second;
  bool damaged = false;
};

std::string record_bytes(std::string_view first, std::string_view second) {
  if (first.empty() && second.empty()) return "";
  ByteWriter out;
  out.text(first);
  out.text(second);
  return out.take();
}

}  // namespace

std::string KeptFunctions::function_record(const escape::Summary* summary, const inlining::Origin& body) {
  return record_bytes(summary == nullptr ? "" : escape::to_bytes(*summary), inlining::costs_to_bytes(body));
}

std::string KeptFunctions::package_record(const std::string& refused, types::Program& program,
                                          const std::set<ir::ObjectId>& handed_on) {
  return record_bytes(refused, inlining::bodies_to_bytes(program, handed_on));
}

std::optional<escape::Summary> KeptFunctions::summary(types::ObjectId function) {
  const Record record(restored_.record(function));
  damaged_ |= record.damaged;
  if (record.first.empty()) return std::nullopt;
  std::optional<escape::Summary> summary = escape::from_bytes(record.first);
  damaged_ |= !summary;
  return summary;
}

std::string KeptFunctions::refused(types::PackageId package) {
  const Record record(restored_.package_record(package));
  damaged_ |= record.damaged;
  return std::string(record.first);
}

std::optional<int32_t> KeptFunctions::cost(ir::ObjectId function) {
  const Record record(restored_.record(function));
  const inlining::KeptCosts costs = inlining::costs_from_bytes(record.second);
  damaged_ |= record.damaged || costs.empty() != record.second.empty();
  return costs.empty() || costs.front() < 0 ? std::nullopt : std::optional(costs.front());
}

bool KeptFunctions::hands_on(types::PackageId package, ir::ObjectId function) {
  if (!restored_.is_restored(package)) return false;
  const auto [names, is_new] = handed_on_.try_emplace(package);
  if (is_new) {
    const Record record(restored_.package_record(package));
    names->second = inlining::bodies_from_bytes(record.second);
  }
  return !names->second.empty() && names->second.contains(inlining::lasting_name(program_, function));
}

std::optional<inlining::PackageBodies> KeptFunctions::bodies(ir::ObjectId function) {
  const inlining::KeptCosts costs = inlining::costs_from_bytes(Record(restored_.record(function)).second);
  const bool is_instance = program_.objects[function].origin.has_value();
  if (costs.empty() && !is_instance) return std::nullopt;
  auto module = ir::front_end_form_of(program_, function, profile_, instances_);
  if (!module) {
    if (!unsupported_) unsupported_ = std::move(module.error());
    return std::nullopt;
  }
  ir::find_reassigned(*module);
  inlining::PackageBodies bodies{program_.objects[function].package, std::move(*module), {}};
  if (is_instance) return bodies;
  if (costs.size() != bodies.module.functions.size()) {
    damaged_ = true;
    return std::nullopt;
  }
  for (const int32_t cost : costs) {
    inlining::Verdict& verdict = bodies.verdicts.emplace_back();
    verdict.decided = true;
    verdict.can_inline = cost >= 0;
    verdict.cost = cost;
  }
  return bodies;
}

}  // namespace escdiff::solver
