// Bytes written and read one field after the other. Reading never leaves the buffer: after the first field
// that is not there, everything reads as zero and `failed` says so.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace escdiff {

class ByteWriter {
 public:
  void byte(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void number(uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<uint8_t>(value | 0x80));
    byte(static_cast<uint8_t>(value));
  }
  // Small for small values of either sign.
  void signed_number(int64_t value) {
    number((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_.append(value);
  }
  void raw(std::string_view value) { bytes_.append(value); }
  void fixed32(uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) byte(static_cast<uint8_t>(value >> shift));
  }
  void fixed64(uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) byte(static_cast<uint8_t>(value >> shift));
  }
  size_t size() const { return bytes_.size(); }
  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  uint8_t byte() {
    if (at_ == end_) {
      failed_ = true;
      return 0;
    }
    return static_cast<uint8_t>(*at_++);
  }
  uint64_t number() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint8_t part = byte();
      value |= static_cast<uint64_t>(part & 0x7F) << shift;
      if ((part & 0x80) == 0) return value;
    }
    failed_ = true;
    return 0;
  }
  // A number that must fit 32 bits.
  uint32_t small_number() {
    const uint64_t value = number();
    if (value <= UINT32_MAX) return static_cast<uint32_t>(value);
    failed_ = true;
    return 0;
  }
  int64_t signed_number() {
    const uint64_t value = number();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  // How many elements follow; each takes a byte at least, so that a damaged count asks for little memory.
  uint32_t count() {
    const uint64_t value = number();
    if (value <= static_cast<uint64_t>(end_ - at_)) return static_cast<uint32_t>(value);
    failed_ = true;
    return 0;
  }
  std::string_view text() { return raw(count()); }
  std::string_view raw(size_t size) {
    if (size > static_cast<size_t>(end_ - at_)) {
      failed_ = true;
      return {};
    }
    const std::string_view result(at_, size);
    at_ += size;
    return result;
  }
  uint32_t fixed32() { return static_cast<uint32_t>(fixed(4)); }
  uint64_t fixed64() { return fixed(8); }
  bool failed() const { return failed_; }
  bool at_end() const { return at_ == end_; }

 private:
  uint64_t fixed(int size) {
    const std::string_view bytes = raw(static_cast<size_t>(size));
    uint64_t value = 0;
    for (size_t i = 0; i < bytes.size(); ++i)
      value |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
  }

  const char* at_;
  const char* end_;
  bool failed_ = false;
};

}  // namespace escdiff
