#include "groupware/formats/vcard/utf8_lines.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"

#include <algorithm>
#include <string>

namespace groupware::formats::vcard {
namespace {

bool hasUtf8Head(const lines::ContentLine& line) {
    return isUtf8(line.group()) && isUtf8(line.name()) &&
           std::all_of(line.parameters().begin(), line.parameters().end(), [](const lines::Parameter& parameter) {
               return isUtf8(parameter.name) && std::all_of(parameter.values.begin(), parameter.values.end(),
                                                            [](const std::string& value) { return isUtf8(value); });
           });
}

}  // namespace

void requireUtf8(const lines::Component& component) {
    for (const auto& property : component.properties()) {
        if (hasUtf8Head(property) && (isUtf8(property.value()) || property.parameter("CHARSET"))) continue;
        const auto text = "Line " + std::to_string(property.number()) + " is not UTF-8.";
        throw Error(ErrorCode::BadRequest, "vCard: " + text, text);
    }
    for (const auto& inner : component.components()) requireUtf8(inner);
}

}  // namespace groupware::formats::vcard
