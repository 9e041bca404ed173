#include "solver/escape/summary_bytes.h"

#include "base/bytes.h"

namespace escdiff::escape {

namespace {

// One more than a count of dereferences; 0: never.
void write_flow(ByteWriter& out, std::optional<int> derefs) {
  out.number(derefs ? static_cast<uint64_t>(*derefs) + 1 : 0);
}

template <class Add>
void read_flow(ByteReader& in, Add&& add) {
  if (const uint32_t flow = in.small_number(); flow != 0) add(static_cast<int>(flow - 1));
}

}  // namespace

std::string to_bytes(const Summary& summary) {
  ByteWriter out;
  out.byte(static_cast<uint8_t>((summary.keeps_uintptr_arguments ? 1 : 0) |
                                (summary.leaks_uintptr_arguments ? 2 : 0)));
  out.number(summary.parameters.size());
  for (const Leaks& leaks : summary.parameters) {
    write_flow(out, leaks.heap());
    write_flow(out, leaks.mutator());
    write_flow(out, leaks.callee());
    out.number(leaks.result_slots());
    for (uint32_t i = 0; i < leaks.result_slots(); ++i) write_flow(out, leaks.result(i));
  }
  return out.take();
}

std::optional<Summary> from_bytes(std::string_view bytes) {
  ByteReader in(bytes);
  Summary summary{.is_known = true};
  const uint8_t flags = in.byte();
  summary.keeps_uintptr_arguments = (flags & 1) != 0;
  summary.leaks_uintptr_arguments = (flags & 2) != 0;
  const uint32_t count = in.count();
  for (uint32_t parameter = 0; parameter < count && !in.failed(); ++parameter) {
    std::optional<int> heap, mutator, callee;
    read_flow(in, [&](int derefs) { heap = derefs; });
    read_flow(in, [&](int derefs) { mutator = derefs; });
    read_flow(in, [&](int derefs) { callee = derefs; });
    Leaks& leaks = summary.parameters.emplace_back(in.count());
    if (heap) leaks.add_heap(*heap);
    if (mutator) leaks.add_mutator(*mutator);
    if (callee) leaks.add_callee(*callee);
    for (uint32_t i = 0; i < leaks.result_slots(); ++i)
      read_flow(in, [&](int derefs) { leaks.add_result(i, derefs); });
  }
  if (in.failed() || !in.at_end()) return std::nullopt;
  return summary;
}

}  // namespace escdiff::escape
