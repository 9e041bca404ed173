#include "cli/output.h"

#include <nlohmann/json.hpp>
#include <set>

namespace escdiff::cli {

using diagnostic::Message;
using nlohmann::ordered_json;

namespace {

ordered_json position_json(const diagnostic::Position& position) {
  return {{"file", position.file}, {"line", position.line}, {"column", position.column}};
}

// From the value to where it escapes: what flows on, after how many dereferences (-1: its address), and why.
ordered_json path_json(const std::vector<diagnostic::PathStep>& path) {
  ordered_json steps = ordered_json::array();
  for (const diagnostic::PathStep& step : path) {
    ordered_json reasons = ordered_json::array();
    for (const diagnostic::PathReason& reason : step.reasons) {
      ordered_json json = position_json(reason.position);
      json["expression"] = reason.expression;
      json["reason"] = reason.reason;
      reasons.push_back(std::move(json));
    }
    steps.push_back({{"from", step.from}, {"to", step.to}, {"derefs", step.derefs}, {"reasons", reasons}});
  }
  return steps;
}

ordered_json message_json(const Message& message) {
  ordered_json json = position_json(message.position);
  json["kind"] = diagnostic::kind_name(message.kind);
  json["text"] = message.text;
  if (!message.subject.empty()) json["subject"] = message.subject;
  if (!message.function.empty()) json["function"] = message.function;
  if (!message.result.empty()) {
    json["result"] = message.result;
    json["level"] = message.level;
  }
  if (!message.path.empty()) json["path"] = path_json(message.path);
  return json;
}

std::string to_json(const diagnostic::Report& report) {
  ordered_json packages = ordered_json::array();
  for (const diagnostic::PackageReport& package : report) {
    ordered_json messages = ordered_json::array();
    for (const Message& message : package.messages) messages.push_back(message_json(message));
    packages.push_back({{"package", package.import_path}, {"messages", messages}});
  }
  return ordered_json{{"packages", packages}}.dump(1) + "\n";
}

ordered_json sarif_result(const Message& message) {
  std::string_view file = message.position.file;
  if (file.starts_with("./")) file.remove_prefix(2);
  ordered_json region = {{"startLine", message.position.line}};
  if (message.position.column > 0) region["startColumn"] = message.position.column;
  ordered_json location = {{"physicalLocation", {{"artifactLocation", {{"uri", file}}}, {"region", region}}}};
  return {{"ruleId", diagnostic::kind_name(message.kind)},
          {"level", "note"},
          {"message", {{"text", message.text}}},
          {"locations", ordered_json::array({location})}};
}

std::string to_sarif(const diagnostic::Report& report, std::string_view tool) {
  ordered_json results = ordered_json::array(), rules = ordered_json::array();
  std::set<std::string_view> seen;
  for (const diagnostic::PackageReport& package : report) {
    for (const Message& message : package.messages) {
      std::string_view rule = diagnostic::kind_name(message.kind);
      if (seen.insert(rule).second) rules.push_back({{"id", rule}});
      results.push_back(sarif_result(message));
    }
  }
  ordered_json run = {{"tool", {{"driver", {{"name", tool}, {"rules", rules}}}}}, {"results", results}};
  return ordered_json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", ordered_json::array({run})}}
             .dump(1) +
         "\n";
}

}  // namespace

std::string format_report(const diagnostic::Report& report, Format format, std::string_view tool) {
  switch (format) {
    case Format::kJson: return to_json(report);
    case Format::kSarif: return to_sarif(report, tool);
    case Format::kText: break;
  }
  return diagnostic::to_text(report);
}

}  // namespace escdiff::cli
