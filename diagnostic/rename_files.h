// Messages about files that are called otherwise.
#pragma once

#include <functional>
#include <string>

#include "diagnostic/message.h"

namespace escdiff::diagnostic {

// Gives all files in a message, those along its path included, the names that `name` makes of theirs.
void rename_files(Message& message, const std::function<void(std::string& file)>& name,
                  const Wording& wording = {});

}  // namespace escdiff::diagnostic
