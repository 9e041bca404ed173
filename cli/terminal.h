// What a terminal can show: colours unless NO_COLOR is set, one line that is redrawn.
#pragma once

#include <string>
#include <string_view>

namespace escdiff::cli {

enum class Colour { kRed, kGreen, kYellow, kBold };

// `text` in a colour when standard output (or standard error) is a terminal and NO_COLOR is not set.
std::string coloured(std::string_view text, Colour colour, bool to_standard_error = false);

// A line on standard error that replaces itself. On anything but a terminal it prints nothing.
class StatusLine {
 public:
  explicit StatusLine(bool enabled);
  ~StatusLine();
  // Redraws at most ten times a second, unless `always`.
  void show(std::string_view text, bool always = false);
  void clear();

 private:
  bool enabled_;
  bool shown_ = false;
  long last_ = 0;  // milliseconds of the steady clock
};

// "[#####.....]" for done of total.
std::string bar(double done, double total, int width = 24);

}  // namespace escdiff::cli
