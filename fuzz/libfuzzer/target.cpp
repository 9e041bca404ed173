// libFuzzer's entry, compiled once for each function of entry.h.
#include <cstddef>
#include <cstdint>

#include "fuzz/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  escdiff::fuzz::ESCDIFF_FUZZ_ENTRY({reinterpret_cast<const char*>(data), size});
  return 0;
}
