#include "diagnostic/rename_files.h"

namespace escdiff::diagnostic {

void rename_files(Message& message, const std::function<void(std::string& file)>& name,
                  const Wording& wording) {
  name(message.position.file);
  if (message.path.empty()) return;
  for (PathStep& step : message.path)
    for (PathReason& reason : step.reasons) name(reason.position.file);
  if (message.kind == Kind::kEscapePath || message.kind == Kind::kLeakPath)
    message.text = render(message, wording);
}

}  // namespace escdiff::diagnostic
