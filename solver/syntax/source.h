// Source text and positions: a SourcePos is 4 bytes and names a byte of one file of the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace escdiff::syntax {

// A byte of the program's sources, counted over all files in the order in which they were added; 0 = nowhere.
struct SourcePos {
  uint32_t offset = 0;
  constexpr bool is_known() const { return offset != 0; }
  friend constexpr auto operator<=>(SourcePos, SourcePos) = default;
};

using FileId = Id<struct FileTag>;

// A position for people, after //line directives. Lines and columns count from 1, columns in bytes;
// column 0: gc prints none, because a //line directive without a column hides it or the line is too long.
struct LineColumn {
  std::string_view file;
  uint32_t line = 0;
  uint32_t column = 0;
};

// All source files of a program. Files are added one after the other; reading is thread-safe.
class SourceSet {
 public:
  // Columns from here on are not printed: gc keeps a column in 8 bits (cmd/internal/src, colMax).
  static constexpr uint32_t kColumnLimit = 255;

  // `name` is what messages print, e.g. "./x.go". Files larger than 1 GiB in all are refused by the caller.
  FileId add(std::string name, std::string text);
  // A file of `size` bytes whose text nobody needs: of imported packages that were read in an earlier run.
  // Until its lines are set it is one long line.
  FileId add_without_text(std::string name, uint32_t size);
  void set_lines(FileId file, std::vector<uint32_t> line_starts);

  std::string_view text(FileId file) const { return files_[file.index].text; }
  std::string_view name(FileId file) const { return files_[file.index].name; }
  uint32_t size(FileId file) const { return files_[file.index].size; }
  // Offsets of the first bytes of all lines, 0 first.
  const std::vector<uint32_t>& line_starts(FileId file) const { return files_[file.index].line_starts; }
  // The position of byte `offset` of `file`; `offset` may be the file's size.
  SourcePos position(FileId file, uint32_t offset) const {
    return SourcePos{files_[file.index].base + offset};
  }
  // The file that holds `pos`, which must be known.
  FileId file_of(SourcePos pos) const;
  uint32_t offset_in_file(SourcePos pos) const { return pos.offset - files_[file_of(pos).index].base; }
  // Line and column of `pos` as gc prints them: //line directives applied, no column from kColumnLimit on.
  LineColumn resolve(SourcePos pos) const;
  // Line and column in the file itself.
  LineColumn resolve_physical(SourcePos pos) const;
  // Both on one line of one file, with no //line directive between them.
  bool same_line(SourcePos a, SourcePos b) const;
  // From `pos` on (a comment's end, normally the next line), lines count from `line` of `file`. Column 0:
  // none was given. Directives of a file are added in the order of their positions; threads may do so for
  // different files.
  void add_line_directive(SourcePos pos, std::string file, uint32_t line, uint32_t column);

  struct LineDirective {
    uint32_t offset;  // in the file
    std::string file;
    uint32_t line;
    uint32_t column;
  };
  const std::vector<LineDirective>& line_directives(FileId file) const {
    return files_[file.index].directives;
  }

 private:
  struct File {
    std::string name;
    std::string text;
    uint32_t size;
    uint32_t base;
    std::vector<uint32_t> line_starts;
    std::vector<LineDirective> directives;
  };
  uint32_t next_base() const;
  LineColumn physical(const File& file, uint32_t offset) const;

  std::vector<File> files_;
};

}  // namespace escdiff::syntax
