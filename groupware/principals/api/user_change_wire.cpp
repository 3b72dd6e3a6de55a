#include "groupware/principals/api/user_change_wire.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace groupware::principals::api {

namespace json = formats::json;

namespace {

/// A member that is a field of UserChange.
struct OwnField {
    std::string_view name;
    std::optional<std::string> UserChange::*field;
};
constexpr std::array kOwnFields{
    OwnField{"display_name", &UserChange::displayName}, OwnField{"first_name", &UserChange::givenName},
    OwnField{"last_name", &UserChange::surname},        OwnField{"company", &UserChange::company},
    OwnField{"department", &UserChange::department},    OwnField{"timezone", &UserChange::timeZone},
    OwnField{"locale", &UserChange::language}};

constexpr std::array<std::string_view, 10> kDescribing{"id",          "user_id",      "contact_id", "folder_id",
                                                       "groups",      "aliases",      "login_info", "created_by",
                                                       "modified_by", "last_modified"};

bool isDescribing(std::string_view name) {
    return name == "last_modified_utc" || name == "creation_date" ||
           std::find(kDescribing.begin(), kDescribing.end(), name) != kDescribing.end();
}

[[noreturn]] void throwUnknown(const std::string& name) {
    const std::string text = "A user has no field '" + name.substr(0, 64) + "'.";
    throw Error(ErrorCode::BadRequest, "unknown member of a user", text);
}

std::string contactValue(const json::Object& body, const ContactField& field) {
    const std::string name(field.name);
    if (field.kind != ContactKind::Date) return json::text(body, name).value_or("");
    const auto day = json::integer(body, name);
    return day ? writeDate(*day) : "";
}

}  // namespace

OwnChange ownChangeOf(const json::Object& body) {
    OwnChange own;
    for (const auto& name : body.getNames()) {
        const auto* const known = std::find_if(kOwnFields.begin(), kOwnFields.end(),
                                               [&](const OwnField& entry) { return entry.name == name; });
        if (known != kOwnFields.end()) {
            own.change.*(known->field) = json::text(body, name).value_or("");
        } else if (const auto* const contact = findContactField(name)) {
            own.change.contact[contact->column] = contactValue(body, *contact);
        } else if (name == "email1") {
            own.primaryAddress = json::text(body, name).value_or("");
        } else if (!isDescribing(name)) {
            throwUnknown(name);
        }
    }
    return own;
}

}  // namespace groupware::principals::api
