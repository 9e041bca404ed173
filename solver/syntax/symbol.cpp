#include "solver/syntax/symbol.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/check.h"

namespace escdiff::syntax {

namespace {

constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15ull;

uint64_t load_word(const char* p) {
  uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

uint64_t load_half(const char* p) {
  uint32_t half;
  std::memcpy(&half, p, sizeof half);
  return half;
}

// Texts up to 16 bytes, nearly all names, take two overlapping loads. The hash decides only where a text is
// looked for, never an id.
uint32_t hash_text(std::string_view text) {
  const char* p = text.data();
  const size_t n = text.size();
  uint64_t a = 0;
  uint64_t b = n;
  if (n >= 8) {
    for (size_t i = 0; i + 16 < n; i += 8) b = (b ^ load_word(p + i)) * kMultiplier, b ^= b >> 29;
    a = load_word(p + n - 8);
    b ^= load_word(n > 16 ? p + n - 16 : p) * kMultiplier;
  } else if (n >= 4) {
    a = load_half(p) << 32 | load_half(p + n - 4);
  } else if (n > 0) {
    const auto byte = [&](size_t i) { return static_cast<uint64_t>(static_cast<unsigned char>(p[i])); };
    a = byte(0) << 16 | byte(n / 2) << 8 | byte(n - 1);
  }
  uint64_t mixed = (a ^ b ^ (b >> 32)) * kMultiplier;
  mixed ^= mixed >> 32;
  mixed *= kMultiplier;
  return static_cast<uint32_t>(mixed >> 32);
}

}  // namespace

// An open-addressing table of (hash, id + 1); texts live in blocks that never move.
struct SymbolTable::Impl {
  struct Slot {
    uint32_t hash = 0;
    uint32_t id_plus_one = 0;
  };
  static constexpr size_t kBlockSize = 64 * 1024;

  std::vector<Slot> slots = std::vector<Slot>(1024);
  std::vector<std::string_view> texts;
  std::vector<std::unique_ptr<char[]>> blocks;
  char* free = nullptr;
  size_t free_size = 0;

  std::string_view store(std::string_view text) {
    if (text.size() > free_size) {
      const size_t size = std::max(text.size(), kBlockSize);
      blocks.push_back(std::make_unique<char[]>(size));
      free = blocks.back().get();
      free_size = size;
    }
    if (!text.empty()) std::memcpy(free, text.data(), text.size());
    const std::string_view stored(free, text.size());
    free += text.size();
    free_size -= text.size();
    return stored;
  }

  void grow() {
    std::vector<Slot> larger(slots.size() * 2);
    for (const Slot& slot : slots) {
      if (slot.id_plus_one == 0) continue;
      size_t i = slot.hash & (larger.size() - 1);
      while (larger[i].id_plus_one != 0) i = (i + 1) & (larger.size() - 1);
      larger[i] = slot;
    }
    slots = std::move(larger);
  }
};

SymbolTable::SymbolTable() : impl_(std::make_unique<Impl>()) {}
SymbolTable::~SymbolTable() = default;
SymbolTable::SymbolTable(SymbolTable&&) noexcept = default;
SymbolTable& SymbolTable::operator=(SymbolTable&&) noexcept = default;

Symbol SymbolTable::intern(std::string_view text) {
  Impl& impl = *impl_;
  const uint32_t hash = hash_text(text);
  const size_t mask = impl.slots.size() - 1;
  size_t i = hash & mask;
  for (; impl.slots[i].id_plus_one != 0; i = (i + 1) & mask) {
    const Impl::Slot& slot = impl.slots[i];
    if (slot.hash == hash && impl.texts[slot.id_plus_one - 1] == text) return Symbol(slot.id_plus_one - 1);
  }
  impl.texts.push_back(impl.store(text));
  const auto id = static_cast<uint32_t>(impl.texts.size() - 1);
  impl.slots[i] = {hash, id + 1};
  if (impl.texts.size() * 2 > impl.slots.size()) impl.grow();
  return Symbol(id);
}

std::string_view SymbolTable::text(Symbol symbol) const {
  ESCDIFF_CHECK(symbol.index < impl_->texts.size(), "symbol {} of {}", symbol.index, impl_->texts.size());
  return impl_->texts[symbol.index];
}

size_t SymbolTable::size() const { return impl_->texts.size(); }

}  // namespace escdiff::syntax
