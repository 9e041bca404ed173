#include "solver/syntax/token.h"

#include <array>

namespace escdiff::syntax {

namespace {

constexpr auto kSpellings = std::to_array<std::string_view>({
#define TOKEN(name, spelling) spelling,
#include "solver/syntax/tokens.def"
#undef TOKEN
});

}  // namespace

std::string_view spelling(Token token) { return kSpellings[static_cast<size_t>(token)]; }

int precedence(Token token) {
  switch (token) {
    case Token::kOrOr: return 1;
    case Token::kAndAnd: return 2;
    case Token::kEql:
    case Token::kNeq:
    case Token::kLss:
    case Token::kLeq:
    case Token::kGtr:
    case Token::kGeq: return 3;
    case Token::kAdd:
    case Token::kSub:
    case Token::kOr:
    case Token::kXor: return 4;
    case Token::kMul:
    case Token::kDiv:
    case Token::kRem:
    case Token::kAnd:
    case Token::kAndNot:
    case Token::kShl:
    case Token::kShr: return 5;
    default: return 0;
  }
}

Token operator_of_assignment(Token token) {
  constexpr int kStep = static_cast<int>(Token::kAddAssign) - static_cast<int>(Token::kAdd);
  static_assert(static_cast<int>(Token::kAndNotAssign) - static_cast<int>(Token::kAndNot) == kStep,
                "tokens.def lists the op= tokens in the order of the operators");
  if (token < Token::kAddAssign || token > Token::kAndNotAssign) return Token::kNone;
  return static_cast<Token>(static_cast<int>(token) - kStep);
}

}  // namespace escdiff::syntax
