// Tokens of Go, and the operators that syntax nodes carry.
#pragma once

#include <cstdint>
#include <string_view>

namespace escdiff::syntax {

// One enum for tokens and operators, as in the language specification's section "Tokens".
enum class Token : uint8_t {
#define TOKEN(name, spelling) k##name,
#include "solver/syntax/tokens.def"
#undef TOKEN
};

// "+", "func", ...; for classes such as names and literals a word that describes them.
std::string_view spelling(Token token);
// Precedence of a binary operator, 1 (||) to 5 (*); 0 for other tokens.
int precedence(Token token);
// The operator of an op= token (kAdd for kAddAssign); kNone for other tokens.
Token operator_of_assignment(Token token);
constexpr bool is_keyword(Token token) { return token >= Token::kBreak; }
constexpr bool is_literal(Token token) { return token >= Token::kIntLit && token <= Token::kStringLit; }

}  // namespace escdiff::syntax
