#pragma once

#include "admin/cli/remote_command.h"

#include <string>
#include <string_view>

/// What commands about the things inside a context share; `--contextid` names the context.
namespace admin::cli {

/// "/contexts/1/<collection>"
[[nodiscard]] std::string insideContext(const Arguments& arguments, std::string_view collection);

/// "<object> 3 in context 1", from an answer's id.
[[nodiscard]] Subject subjectOf(std::string_view object, const Poco::JSON::Object& answer, const Arguments& arguments);

/// Prints the name of the access combination that an answer about access has, if it is exactly one.
void printAccessCombination(Call& call, const Poco::JSON::Object::Ptr& answer);

}  // namespace admin::cli
