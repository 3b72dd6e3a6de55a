#include "groupware/formats/lines/content_line.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/fold.h"
#include "groupware/formats/lines/parameter_text.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::lines {
namespace {

void requireOneLine(std::string_view text) {
    if (text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos) return;
    throw Error(ErrorCode::BadRequest, "a line break in a content line", "A value contains a line break or NUL.");
}

void requireName(std::string_view name) {
    if (isName(name)) return;
    throw Error(ErrorCode::BadRequest, "not a name of a content line", "A property or parameter has a wrong name.");
}

void requireParameters(const std::vector<Parameter>& parameters) {
    for (const auto& [name, values] : parameters) {
        if (!name.empty()) {
            requireName(name);
        } else if (values.size() != 1 || values.front().find_first_of("=;:\r\n") != std::string::npos) {
            throw Error(ErrorCode::BadRequest, "not a bare word of a content line", "A parameter has a wrong value.");
        }
    }
}

}  // namespace

bool isName(std::string_view text) {
    constexpr std::string_view kSeparators = ".:;,=\" \t";
    return !text.empty() && std::none_of(text.begin(), text.end(), [kSeparators](char c) {
        return isControl(c) || kSeparators.find(c) != std::string_view::npos;
    });
}

bool isQuotedPrintable(const std::vector<Parameter>& parameters) {
    return std::any_of(parameters.begin(), parameters.end(), [](const Parameter& parameter) {
        return (parameter.name.empty() || equal(parameter.name, "ENCODING")) && !parameter.values.empty() &&
               equal(parameter.values.front(), "QUOTED-PRINTABLE");
    });
}

ContentLine::ContentLine(std::string name, std::string value, std::vector<Parameter> parameters, std::string group)
    : parts_{std::move(group), std::move(name), std::move(parameters), std::move(value)} {
    requireName(parts_.name);
    if (!parts_.group.empty()) requireName(parts_.group);
    requireParameters(parts_.parameters);
    requireOneLine(parts_.value);
}

ContentLine::ContentLine(Parts parts, std::string source, std::size_t number)
    : parts_(std::move(parts)), source_(std::move(source)), number_(number) {}

bool ContentLine::is(std::string_view name) const noexcept {
    return equal(parts_.name, name);
}

std::optional<std::string_view> ContentLine::parameter(std::string_view name) const {
    for (const auto& parameter : parts_.parameters) {
        if (equal(parameter.name, name) && !parameter.values.empty()) return parameter.values.front();
    }
    return std::nullopt;
}

std::vector<std::string_view> ContentLine::parameterValues(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& parameter : parts_.parameters) {
        if (equal(parameter.name, name)) found.insert(found.end(), parameter.values.begin(), parameter.values.end());
    }
    return found;
}

bool ContentLine::hasParameter(std::string_view name, std::string_view value) const {
    return std::any_of(parts_.parameters.begin(), parts_.parameters.end(), [&](const Parameter& parameter) {
        return (parameter.name.empty() || equal(parameter.name, name)) &&
               std::any_of(parameter.values.begin(), parameter.values.end(),
                           [value](const std::string& each) { return equal(each, value); });
    });
}

void ContentLine::setGroup(std::string group) {
    if (group == parts_.group) return;
    if (!group.empty()) requireName(group);
    parts_.group = std::move(group);
    source_.clear();
}

void ContentLine::setName(std::string name) {
    if (name == parts_.name) return;
    requireName(name);
    parts_.name = std::move(name);
    source_.clear();
}

void ContentLine::setValue(std::string value) {
    if (value == parts_.value) return;
    requireOneLine(value);
    parts_.value = std::move(value);
    source_.clear();
}

void ContentLine::setParameter(std::string_view name, std::vector<std::string> values) {
    auto changed = parts_.parameters;
    const auto isNamed = [name](const Parameter& parameter) { return equal(parameter.name, name); };
    const auto first = std::find_if(changed.begin(), changed.end(), isNamed);
    if (first == changed.end()) {
        if (!values.empty()) changed.push_back({std::string(name), std::move(values)});
    } else if (values.empty()) {
        changed.erase(std::remove_if(first, changed.end(), isNamed), changed.end());
    } else {
        first->values = std::move(values);
        changed.erase(std::remove_if(std::next(first), changed.end(), isNamed), changed.end());
    }
    setParameters(std::move(changed));
}

void ContentLine::setParameters(std::vector<Parameter> parameters) {
    if (parameters == parts_.parameters) return;
    requireParameters(parameters);
    parts_.parameters = std::move(parameters);
    source_.clear();
}

std::string ContentLine::head() const {
    std::string text = parts_.group;
    if (!text.empty()) text += '.';
    text += parts_.name;
    for (const auto& parameter : parts_.parameters) appendParameter(text, parameter);
    return text += ':';
}

void ContentLine::write(std::string& out, std::string_view lineEnd) const {
    if (!out.empty() && out.back() != '\n') out += lineEnd;  // the last line of a document may have had no end
    if (!source_.empty()) {
        out += source_;
    } else if (isQuotedPrintable(parts_.parameters)) {
        appendSoftBroken(out, head(), parts_.value, lineEnd);
    } else {
        appendFolded(out, head() + parts_.value, lineEnd);
    }
}

}  // namespace groupware::formats::lines
