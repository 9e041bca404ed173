// Typed 4-byte ids: entities live in value stores and refer to each other by index, never by address.
#pragma once

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

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

// Append-only store with stable addresses: a reference stays valid while the store grows. Values lie in
// blocks, each twice as large as the one before: small stores take little room, and to find a value costs a
// few operations, which counts, since whole passes do nothing else.
template <class IdType, class Value>
class ValueStore {
 public:
  // Goes through the values in the order of their ids.
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = const Value*;
    using reference = const Value&;

    Iterator() = default;
    Iterator(const ValueStore* store, uint32_t index) : store_(store), index_(index) {}
    reference operator*() const { return (*store_)[IdType(index_)]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(store_, index_++); }
    friend bool operator==(Iterator, Iterator) = default;

   private:
    const ValueStore* store_ = nullptr;
    uint32_t index_ = 0;
  };

  ValueStore() = default;
  ~ValueStore() = default;
  ValueStore(ValueStore&& other) noexcept
      : blocks_(std::move(other.blocks_)), size_(std::exchange(other.size_, 0)) {}
  ValueStore& operator=(ValueStore&& other) noexcept {
    blocks_ = std::move(other.blocks_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  ValueStore(const ValueStore& other) {
    for (const Value& value : other) add(value);  // the copy of a vector would have no room to grow in
  }
  ValueStore& operator=(const ValueStore& other) { return *this = ValueStore(other); }

  IdType add(Value value) {
    const Place place = place_of(size_);
    if (place.block == blocks_.size()) blocks_.emplace_back().reserve(size_t{kFirstBlock} << place.block);
    blocks_[place.block].push_back(std::move(value));
    return IdType(size_++);
  }
  Value& get(IdType id) {
    ESCDIFF_CHECK(id.index < size_, "id {} of {}", id.index, size_);
    const Place place = place_of(id.index);
    return blocks_[place.block][place.offset];
  }
  const Value& get(IdType id) const { return const_cast<ValueStore*>(this)->get(id); }
  Value& operator[](IdType id) { return get(id); }
  const Value& operator[](IdType id) const { return get(id); }
  size_t size() const { return size_; }
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size_}; }

 private:
  static constexpr uint32_t kFirstBlock = 16;
  struct Place {
    uint32_t block, offset;
  };
  // The first values of the blocks are those numbered 0, 16, 16 + 32, 16 + 32 + 64 ...
  static Place place_of(uint32_t index) {
    const uint64_t shifted = uint64_t{index} + kFirstBlock;
    const auto block = static_cast<uint32_t>(std::bit_width(shifted) - std::bit_width(kFirstBlock));
    return {block, static_cast<uint32_t>(shifted - (uint64_t{kFirstBlock} << block))};
  }

  std::vector<std::vector<Value>> blocks_;
  uint32_t size_ = 0;
};

}  // namespace escdiff

// Neighbours stay neighbours: what is made together is looked up together.
template <class Tag>
struct std::hash<escdiff::Id<Tag>> {
  size_t operator()(escdiff::Id<Tag> id) const noexcept { return id.index; }
};
