#include "diagnostic/order.h"

#include <algorithm>
#include <utility>

namespace escdiff::diagnostic {

void sort_messages(std::vector<Message>& messages) {
  if (std::ranges::is_sorted(messages)) return;
  std::vector<Message*> order;
  order.reserve(messages.size());
  for (Message& message : messages) order.push_back(&message);
  std::ranges::stable_sort(order, [](const Message* a, const Message* b) { return *a < *b; });
  std::vector<Message> sorted;
  sorted.reserve(messages.size());
  for (Message* message : order) sorted.push_back(std::move(*message));
  messages = std::move(sorted);
}

}  // namespace escdiff::diagnostic
