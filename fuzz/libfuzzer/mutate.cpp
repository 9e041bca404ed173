// Mutations that keep the syntax: random bytes hardly ever leave a program that passes the parser.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "solver/syntax/parser.h"
#include "solver/syntax/walk.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {

using namespace escdiff::syntax;

// What may stand in one another's place, roughly.
enum class Sort { kExpression, kStatement, kClause, kDeclaration, kSpec, kList, kOther };

Sort sort_of(NodeKind kind) {
  if (kind < NodeKind::kBlock) return Sort::kExpression;
  if (kind == NodeKind::kCaseClause || kind == NodeKind::kCommClause) return Sort::kClause;
  if (kind <= NodeKind::kDeclStmt) return Sort::kStatement;
  switch (kind) {
    case NodeKind::kGenDecl:
    case NodeKind::kFuncDecl: return Sort::kDeclaration;
    case NodeKind::kConstSpec:
    case NodeKind::kTypeSpec:
    case NodeKind::kVarSpec: return Sort::kSpec;
    case NodeKind::kList: return Sort::kList;
    default: return Sort::kOther;
  }
}

struct Piece {
  Sort sort;
  uint32_t begin, end;
};

std::vector<Piece> pieces_of(const std::string& text) {
  SourceSet sources;
  SymbolTable symbols;
  Tree tree;
  std::vector<SyntaxError> errors;
  const FileId file = sources.add("x.go", text);
  const NodeId root = parse_file(sources, file, symbols, tree, errors, {}).file;
  std::vector<Piece> pieces;
  if (!root.has_value()) return pieces;
  const uint32_t base = sources.position(file, 0).offset;
  walk_preorder(tree, root, [&](NodeId node, NodeId) {
    const Piece piece{sort_of(tree.kind(node)), tree.begin(node).offset - base, tree.end(node).offset - base};
    if (piece.sort != Sort::kOther && piece.begin < piece.end) pieces.push_back(piece);
  });
  return pieces;
}

// `text` with a piece of `donor` in the place of one of the same sort, or without it.
std::string splice(const std::string& text, const std::string& donor, std::minstd_rand& random) {
  const std::vector<Piece> places = pieces_of(text), gifts = pieces_of(donor);
  if (places.empty() || gifts.empty()) return text;
  const Piece place = places[random() % places.size()];
  std::string gift;
  for (int tries = 0; tries < 8; ++tries) {
    const Piece piece = gifts[random() % gifts.size()];
    if (piece.sort != place.sort) continue;
    gift = donor.substr(piece.begin, piece.end - piece.begin);
    break;
  }
  return text.substr(0, place.begin) + gift + text.substr(place.end);
}

size_t put(const std::string& text, uint8_t* out, size_t max_size) {
  const size_t size = std::min(text.size(), max_size);
  std::memcpy(out, text.data(), size);
  return size;
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  if (random() % 3 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const std::string text(reinterpret_cast<const char*>(data), size);
  return put(splice(text, text, random), data, max_size);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* first, size_t first_size, const uint8_t* second,
                                            size_t second_size, uint8_t* out, size_t max_size,
                                            unsigned seed) {
  std::minstd_rand random(seed);
  return put(splice({reinterpret_cast<const char*>(first), first_size},
                    {reinterpret_cast<const char*>(second), second_size}, random),
             out, max_size);
}
