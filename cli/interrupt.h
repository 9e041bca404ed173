// Ctrl-C as a stop request: work ends cleanly and keeps what it found; a second Ctrl-C ends the program at
// once.
#pragma once

#include <stop_token>
#include <thread>

namespace escdiff::cli {

// While it lives, SIGINT and SIGTERM request a stop. At most one at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }
  // Of the one that lives; without one, nothing requests a stop.
  static std::stop_token current();

 private:
  std::stop_source source_;
  std::jthread watcher_;  // a handler may not request a stop itself: it is not async-signal-safe
};

}  // namespace escdiff::cli
