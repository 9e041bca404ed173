#include "base/build_id.h"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>

#include <cstring>
#include <string_view>

#include "base/file.h"
#include "base/hash.h"

namespace escdiff {

namespace {

constexpr size_t padded(size_t size) { return (size + 3) & ~size_t{3}; }

std::string id_in_notes(std::string_view notes) {
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    const size_t content = sizeof header + padded(header.n_namesz);
    if (content + header.n_descsz > notes.size()) break;
    if (header.n_type == NT_GNU_BUILD_ID && notes.substr(sizeof header, 4) == std::string_view("GNU\0", 4)) {
      std::string digits;
      for (const char c : notes.substr(content, header.n_descsz))
        digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
      return digits;
    }
    notes.remove_prefix(std::min(notes.size(), content + padded(header.n_descsz)));
  }
  return "";
}

// The first object that the dynamic linker names is the program itself.
int first_object(dl_phdr_info* info, size_t, void* result) {
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const std::string_view notes(reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr),
                                 segment.p_memsz);
    std::string& id = *static_cast<std::string*>(result);
    id = id_in_notes(notes);
    if (!id.empty()) break;
  }
  return 1;
}

}  // namespace

std::string build_id() {
  std::string id;
  dl_iterate_phdr(first_object, &id);
  if (!id.empty()) return id;
  const Result<std::string> program = read_file("/proc/self/exe");
  return program ? content_hash(*program) : "";
}

}  // namespace escdiff
