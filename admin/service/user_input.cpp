#include "admin/service/user_input.h"

#include "admin/service/problems.h"

namespace admin {
namespace {

using groupware::principals::ModuleAccess;

groupware::principals::ContactData contactOf(const UserInput& input) {
    groupware::principals::ContactData contact;
    for (const auto& [name, value] : input.contact) {
        const auto* const field = groupware::principals::findContactField(name);
        if (field == nullptr) throw invalid("No such contact field \"" + name + "\"");
        contact[field->column] = value;
    }
    return contact;
}

}  // namespace

ModuleAccess accessOf(const UserInput& input, ModuleAccess base) {
    if (input.accessCombination) {
        const auto combination = ModuleAccess::combination(*input.accessCombination);
        if (!combination) throw invalid("No such access combination name \"" + *input.accessCombination + "\"");
        base = *combination;
    }
    for (const auto& [module, granted] : input.access) {
        if (!base.set(module, granted)) throw invalid("No such module \"" + module + "\"");
    }
    return base;
}

void requireKnownTimeZone(const UserInput& input, groupware::main::TimeZones& zones) {
    if (input.timeZone && !zones.find(*input.timeZone)) throw invalid("No such time zone \"" + *input.timeZone + "\"");
}

groupware::principals::NewUser newUserOf(const UserInput& input, const std::string& defaultTimeZone,
                                         groupware::principals::PasswordHasher& hasher) {
    std::string missing;
    const auto require = [&](const std::optional<std::string>& value, const char* name) {
        if (!value) missing += (missing.empty() ? "" : ", ") + std::string(name);
    };
    require(input.login, "name");
    require(input.displayName, "displayName");
    require(input.givenName, "givenName");
    require(input.surname, "surname");
    require(input.email, "email");
    require(input.password, "password");
    if (!missing.empty()) throw invalid("Mandatory fields not set: " + missing);

    groupware::principals::NewUser user;
    user.login = *input.login;
    user.displayName = *input.displayName;
    user.givenName = *input.givenName;
    user.surname = *input.surname;
    user.email = *input.email;
    user.aliases = input.aliases.value_or(std::vector<std::string>{});
    user.company = input.company.value_or("");
    user.department = input.department.value_or("");
    user.language = input.language.value_or(user.language);
    user.timeZone = input.timeZone.value_or(defaultTimeZone);
    user.contact = contactOf(input);
    std::erase_if(user.contact, [](const auto& field) { return field.second.empty(); });
    user.password = hasher.hash(*input.password);
    groupware::principals::requireValid(user);
    return user;
}

groupware::principals::UserChange changeOf(const UserInput& input) {
    return {.displayName = input.displayName,
            .givenName = input.givenName,
            .surname = input.surname,
            .email = input.email,
            .aliases = input.aliases,
            .company = input.company,
            .department = input.department,
            .language = input.language,
            .timeZone = input.timeZone,
            .contact = contactOf(input),
            .access = {},
            .enabled = input.enabled};
}

}  // namespace admin
