// Interface types: methods, embedded types, unions of terms.
#include <algorithm>

#include "solver/types/checker.h"
#include "solver/types/term_string.h"
#include "solver/types/type_store_impl.h"

namespace escdiff::types {

using namespace syntax;

namespace {

constexpr size_t kMostTerms = 100;
constexpr fmt::format_string<const size_t&> kTooManyTerms =
    "cannot handle more than {} union terms (implementation limitation)";

}  // namespace

TypeId Checker::interface_type(NodeId node) {
  interface_literals_.push_back(node);
  std::vector<InterfaceMethod> methods;
  std::vector<TypeId> embedded;
  std::vector<NodeId> embedded_nodes;
  std::vector<DeclaredMethod> declared;
  std::unordered_map<Symbol, SourcePos> seen;
  for (NodeId element : tree_.children(view<InterfaceType>(tree_, node).elements)) {
    if (!tree_.is(element, NodeKind::kMethod)) {
      embedded.push_back(union_type(element));
      embedded_nodes.push_back(element);
      continue;
    }
    const Method method = view<Method>(tree_, element);
    const Symbol name = tree_.symbol(method.name);
    if (name == blank_) {
      error(begin(method.name), "methods must have a unique non-blank name");
      continue;
    }
    const TypeId signature = type_of(method.type);
    const auto [other, fresh] = seen.emplace(name, begin(method.name));
    if (!fresh) {
      error_at(begin(method.name), "duplicate method {0}\n\t{1}: other declaration of method {0}", str(name),
               position_string(other->second));
      continue;
    }
    methods.push_back(InterfaceMethod{name, field_package(name), signature});
    declared.push_back(DeclaredMethod{methods.back(), begin(method.name)});
  }
  const TypeId type = types_.interface(std::move(methods), embedded);
  if (!embedded.empty()) {
    delayed_.push_back([this, declared, embedded, embedded_nodes, context = context_] {
      context_ = context;
      check_embedded_methods(declared, embedded, embedded_nodes);
    });
  }
  return type;
}

// Methods that come from several sides must have one signature, and from before Go 1.14 on one source.
void Checker::check_embedded_methods(std::vector<DeclaredMethod> known, const std::vector<TypeId>& embedded,
                                     const std::vector<NodeId>& nodes) {
  std::unordered_map<Symbol, std::vector<size_t>> by_name;  // places in `known`
  for (size_t i = 0; i < known.size(); ++i) by_name[known[i].method.name].push_back(i);
  for (size_t i = 0; i < embedded.size(); ++i) {
    const TypeId under = types_.underlying(embedded[i]);
    if (!is_valid(under)) continue;
    const SourcePos pos = begin(nodes[i]);
    if (types_.kind(under) != TypeKind::kInterface) {
      const bool is_union = types_.kind(under) == TypeKind::kUnion;
      requires_version(
          pos, 18,
          (is_union ? "embedding interface element " : "embedding non-interface type ") + str(embedded[i]));
      continue;
    }
    for (const InterfaceMethod& method : methods_in_table_order(program_, under)) {
      std::vector<size_t>& places = by_name[method.name];
      const auto place =
          std::ranges::find_if(places, [&](size_t k) { return known[k].method.package == method.package; });
      if (place == places.end()) {
        places.push_back(known.size());
        known.push_back(DeclaredMethod{method, pos});
        continue;
      }
      const DeclaredMethod& other = known[*place];
      if (!allows(14) || !types_.identical(other.method.signature, method.signature)) {
        error_at(pos, "duplicate method {0}\n\t{1}: other declaration of method {0}", str(method.name),
                 position_string(other.pos));
      }
    }
  }
}

// One term or a union of several; a single type without ~ stands for itself.
TypeId Checker::union_type(NodeId node) {
  std::vector<NodeId> nodes;
  for (NodeId at = node;; at = view<Binary>(tree_, at).x) {
    if (!tree_.is(at, NodeKind::kBinary) || tree_.op(at) != Token::kOr) {
      nodes.push_back(at);
      break;
    }
    nodes.push_back(view<Binary>(tree_, at).y);
  }
  std::reverse(nodes.begin(), nodes.end());
  std::vector<UnionTerm> terms;
  for (NodeId item : nodes) {
    const UnionTerm term = union_term(item);
    if (nodes.size() == 1 && !term.tilde) return term.type;
    if (terms.size() == kMostTerms) {
      error_at(begin(item), kTooManyTerms, kMostTerms);
      return types_.invalid();
    }
    terms.push_back(term);
  }
  const TypeId type = types_.union_of(terms);
  record_type(node, Mode::kType, type);
  delayed_.push_back([this, nodes, terms] { check_union_terms(nodes, terms); });
  return type;
}

UnionTerm Checker::union_term(NodeId node) {
  const bool tilde = tree_.is(node, NodeKind::kUnary) && tree_.op(node) == Token::kTilde;
  const NodeId inner = tilde ? view<Unary>(tree_, node).x : node;
  TypeId type = type_of(inner);
  if (is_type_parameter(program_, type)) {
    if (tilde) {
      error_at(begin(inner), "type in term {} cannot be a type parameter", str(node));
    } else {
      error(begin(inner), "term cannot be a type parameter");
    }
    type = types_.invalid();
  }
  return UnionTerm{type, tilde};
}

// Interfaces among the terms count with all that they admit.
bool Checker::too_many_terms(const std::vector<UnionTerm>& terms) {
  std::vector<UnionTerm> all;
  for (const UnionTerm& term : terms) {
    const TypeId under = types_.underlying(term.type);
    if (!is_valid(under)) continue;
    if (types_.kind(under) != TypeKind::kInterface || types_.kind(term.type) == TypeKind::kTypeParam) {
      all.push_back(term);
      continue;
    }
    const TypeSet& set = types_.type_set(under);
    if (set.all_types) return false;
    all.insert(all.end(), set.terms.begin(), set.terms.end());
  }
  return all.size() > kMostTerms && normalized_union(types_, std::move(all)).size() > kMostTerms;
}

void Checker::check_union_terms(const std::vector<NodeId>& nodes, const std::vector<UnionTerm>& terms) {
  if (too_many_terms(terms)) error_at(begin(nodes[0]), kTooManyTerms, kMostTerms);
  auto text = [&](const UnionTerm& term) { return term_string(program_, term); };
  for (size_t i = 0; i < terms.size(); ++i) {
    const UnionTerm& term = terms[i];
    if (!is_valid(term.type)) continue;
    const TypeId under = types_.underlying(term.type);
    const bool interface = types_.kind(under) == TypeKind::kInterface;
    if (term.tilde && interface) {
      error_at(begin(nodes[i]), "invalid use of ~ ({} is an interface)", str(term.type));
    } else if (term.tilde && !types_.identical(under, term.type)) {
      error_at(begin(nodes[i]), "invalid use of ~ (underlying type of {} is {})", str(term.type), str(under));
    } else if (interface) {
      const TypeSet& set = types_.type_set(under);
      if (!set.methods.empty()) {
        error_at(begin(nodes[i]), "cannot use {0} in union ({0} contains methods)", text(term));
      } else if (types_.identical(term.type, program_.comparable_type)) {
        error(begin(nodes[i]), "cannot use comparable in union");
      } else if (set.comparable) {
        error_at(begin(nodes[i]), "cannot use {0} in union ({0} embeds comparable)", text(term));
      }
    } else {
      for (size_t j = 0; j < i; ++j) {
        if (is_interface(program_, terms[j].type) || !is_valid(terms[j].type)) continue;
        if (!term_includes(types_, terms[j], term) && !term_includes(types_, term, terms[j])) continue;
        error_at(begin(nodes[i]), "overlapping terms {} and {}", text(term), text(terms[j]));
        break;
      }
    }
  }
}

}  // namespace escdiff::types
