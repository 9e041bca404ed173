#include "cli/terminal.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace escdiff::cli {

namespace {

size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string coloured(std::string_view text, Colour colour, bool to_standard_error) {
  const char* no_color = std::getenv("NO_COLOR");
  bool wanted = ::isatty(to_standard_error ? STDERR_FILENO : STDOUT_FILENO) && !(no_color && *no_color);
  if (!wanted) return std::string(text);
  const char* codes[] = {"31", "32", "33", "1"};
  return fmt::format("\033[{}m{}\033[0m", codes[static_cast<int>(colour)], text);
}

StatusLine::StatusLine(bool enabled) : enabled_(enabled && ::isatty(STDERR_FILENO)) {}

StatusLine::~StatusLine() { clear(); }

void StatusLine::show(std::string_view text, bool always) {
  if (!enabled_) return;
  using namespace std::chrono;
  long now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
  if (!always && now - last_ < 100) return;
  last_ = now;
  shown_ = true;
  fmt::print(stderr, "\r\033[K{}", text.substr(0, terminal_width() - 1));
  std::fflush(stderr);
}

void StatusLine::clear() {
  if (!shown_) return;
  fmt::print(stderr, "\r\033[K");
  shown_ = false;
}

std::string bar(double done, double total, int width) {
  double part = total > 0 ? std::clamp(done / total, 0.0, 1.0) : 0;
  int full = static_cast<int>(part * width);
  return fmt::format("[{}{}]", std::string(full, '#'), std::string(width - full, '.'));
}

}  // namespace escdiff::cli
