// The order in which messages are printed.
#pragma once

#include <vector>

#include "diagnostic/message.h"

namespace escdiff::diagnostic {

// Stable, by position and text. Messages are large: they are moved once each.
void sort_messages(std::vector<Message>& messages);

}  // namespace escdiff::diagnostic
