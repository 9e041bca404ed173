#include <string>

#include "base/check.h"
#include "fuzz/entry.h"
#include "solver/syntax/scanner.h"

namespace escdiff::fuzz {

namespace {

class Listener final : public syntax::ScanListener {
 public:
  explicit Listener(size_t size) : size_(size) {}
  void on_error(uint32_t offset, std::string text) override {
    ESCDIFF_CHECK(offset <= size_ && !text.empty(), "error at {} of {}", offset, size_);
  }
  void on_directive(uint32_t begin, uint32_t end) override {
    ESCDIFF_CHECK(begin < end && end <= size_, "directive {} to {} of {}", begin, end, size_);
  }

 private:
  size_t size_;
};

}  // namespace

void scan(std::string_view input) {
  const std::string text(input);
  Listener listener(text.size());
  syntax::SymbolTable symbols;
  syntax::Scanner scanner(text, symbols, listener);
  uint32_t end = 0;
  // Every token but a semicolon that is not written has a byte.
  for (size_t left = 2 * text.size() + 2; scanner.token() != syntax::Token::kEndOfFile; --left) {
    ESCDIFF_CHECK(left > 0, "the scanner does not come to an end");
    scanner.next();
    ESCDIFF_CHECK(end <= scanner.begin() && scanner.begin() <= scanner.end() && scanner.end() <= text.size(),
                  "token {} to {} after {}", scanner.begin(), scanner.end(), end);
    end = scanner.end();
    if (scanner.token() == syntax::Token::kName || syntax::is_literal(scanner.token())) {
      ESCDIFF_CHECK(symbols.text(scanner.symbol()).size() <= end - scanner.begin(), "a text too long");
    }
  }
}

}  // namespace escdiff::fuzz
