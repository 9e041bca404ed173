// Typed 4-byte ids: entities live in value stores and refer to each other by index, never by address.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

#include "base/check.h"

namespace escdiff {

// An index into the store of one kind of entity; `Tag` keeps ids of different kinds apart.
template <class Tag>
struct Id {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t index = kNone;

  constexpr Id() = default;
  constexpr explicit Id(uint32_t i) : index(i) {}
  constexpr bool has_value() const { return index != kNone; }
  constexpr explicit operator bool() const { return has_value(); }
  friend constexpr auto operator<=>(Id, Id) = default;
};

// Append-only store with stable addresses: a reference stays valid while the store grows.
template <class IdType, class Value>
class ValueStore {
 public:
  IdType add(Value value) {
    values_.push_back(std::move(value));
    return IdType(static_cast<uint32_t>(values_.size() - 1));
  }
  Value& get(IdType id) {
    ESCDIFF_CHECK(id.index < values_.size(), "id {} of {}", id.index, values_.size());
    return values_[id.index];
  }
  const Value& get(IdType id) const { return const_cast<ValueStore*>(this)->get(id); }
  Value& operator[](IdType id) { return get(id); }
  const Value& operator[](IdType id) const { return get(id); }
  size_t size() const { return values_.size(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  std::deque<Value> values_;
};

}  // namespace escdiff

template <class Tag>
struct std::hash<escdiff::Id<Tag>> {
  size_t operator()(escdiff::Id<Tag> id) const noexcept { return id.index * 0x9E3779B97F4A7C15ull; }
};
