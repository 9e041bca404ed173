#include "cli/interrupt.h"

#include <chrono>
#include <csignal>

namespace escdiff::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0;
std::stop_token current_token;

extern "C" void on_interrupt(int signal) {
  interrupted = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() {
  interrupted = 0;
  current_token = token();
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  watcher_ = std::jthread([this](std::stop_token end) {
    while (!end.stop_requested() && !interrupted) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (interrupted) source_.request_stop();
  });
}

std::stop_token Interrupt::current() { return current_token; }

Interrupt::~Interrupt() {
  current_token = {};
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace escdiff::cli
