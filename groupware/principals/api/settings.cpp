#include "groupware/principals/api/settings.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/options.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace groupware::principals::api {

namespace json = formats::json;

namespace {

constexpr std::string_view kGuiAttribute = "gui";
constexpr std::size_t kGuiOctets = std::size_t{1} << 20U;

/// A leaf that says whether the user may use a module.
struct ModuleLeaf {
    std::string_view path;
    std::string_view module;  ///< of moduleNames()
};

constexpr std::array kModuleLeaves{
    ModuleLeaf{"modules/mail/module", "webmail"},
    ModuleLeaf{"modules/calendar/module", "calendar"},
    ModuleLeaf{"modules/contacts/module", "contacts"},
    ModuleLeaf{"modules/tasks/module", "tasks"},
    ModuleLeaf{"modules/infostore/module", "infostore"},
    ModuleLeaf{"modules/tasks/delegate_tasks", "delegatetask"},
    ModuleLeaf{"modules/interfaces/ical", "ical"},
    ModuleLeaf{"modules/interfaces/vcard", "vcard"},
    ModuleLeaf{"modules/interfaces/syncml", "syncml"},
    ModuleLeaf{"modules/folder/public_folders", "editpublicfolders"},
    ModuleLeaf{"modules/folder/read_create_shared_folders", "readcreatesharedfolders"},
    ModuleLeaf{"modules/com.openexchange.passwordchange/module", "editpassword"},
    ModuleLeaf{"modules/com.openexchange.group/enabled", "editgroup"},
    ModuleLeaf{"modules/com.openexchange.resource/enabled", "editresource"},
    ModuleLeaf{"modules/com.openexchange.publish/enabled", "publication"},
    ModuleLeaf{"modules/com.openexchange.subscribe/enabled", "subscription"},
};

bool isAmong(const std::vector<std::string>& modules, std::string_view module) {
    return std::find(modules.begin(), modules.end(), module) != modules.end();
}

bool mayUse(const Caller& caller, const std::vector<std::string>& served, std::string_view module) {
    return isAmong(served, module) && isAmong(caller.modules, module);
}

json::Value availableModules(const Caller& caller, const std::vector<std::string>& served) {
    auto modules = json::makeArray();
    for (const auto& leaf : kModuleLeaves) {
        constexpr std::string_view kFront = "modules/";
        constexpr std::string_view kBack = "/module";
        if (!leaf.path.ends_with(kBack) || !mayUse(caller, served, leaf.module)) continue;
        modules->add(std::string(leaf.path.substr(kFront.size(), leaf.path.size() - kFront.size() - kBack.size())));
    }
    return modules;
}

Error unknownTimeZone() {
    const std::string text = "The time zone is unknown.";
    return {ErrorCode::BadRequest, text, text};
}

void addIdentity(groupware::api::ConfigTree& tree, const Clock& clock, const ServerFacts& server) {
    tree.addLeaf("identifier", [](const Caller& caller) -> json::Value { return caller.user.value; });
    tree.addLeaf("contact_id", [](const Caller& caller) -> json::Value { return caller.user.value; });
    tree.addLeaf("context_id", [](const Caller& caller) -> json::Value { return caller.context.value; });
    tree.addLeaf("availableModules",
                 [served = server.served](const Caller& caller) { return availableModules(caller, served); });
    tree.addLeaf("currentTime",
                 [&clock](const Caller& /*caller*/) -> json::Value { return clock.now().time_since_epoch().count(); });
    tree.addLeaf("serverVersion",
                 [version = server.version](const Caller& /*caller*/) -> json::Value { return version; });
}

void addOwnSettings(groupware::api::ConfigTree& tree, UserDirectory& directory, const groupware::api::Zones& zones) {
    tree.addLeaf(
        "language", [](const Caller& caller) -> json::Value { return caller.locale; },
        [&directory](const Caller& caller, const json::Value& value) {
            return directory.setLanguage(caller, json::textOf(value, "the language"));
        });
    tree.addLeaf(
        "timezone", [](const Caller& caller) -> json::Value { return caller.timeZone; },
        [&directory, &zones](const Caller& caller, const json::Value& value) {
            const auto name = json::textOf(value, "the time zone");
            if (!zones.knows(name)) throw unknownTimeZone();
            return directory.setTimeZone(caller, name);
        });
    tree.addLeaf(
        "gui",
        [&directory](const Caller& caller) -> json::Value {
            const auto stored = directory.attribute(caller, kGuiAttribute);
            if (!stored) return json::makeObject();
            return json::parse(*stored, {.bytes = kGuiOctets, .depth = 64});
        },
        [&directory](const Caller& caller, const json::Value& value) {
            return directory.setAttribute(caller, kGuiAttribute, json::write(value));
        });
}

/// What the form for a new password needs to know.
void addPasswordRules(groupware::api::ConfigTree& tree, const Configuration& configuration) {
    const std::string front = "modules/com.openexchange.passwordchange/";
    const auto add = [&](const char* name, const json::Value& value) {
        tree.addLeaf(front + name, [value](const Caller& /*caller*/) { return value; });
    };
    add("minLength", configuration.get(kPasswordMinLength));
    add("maxLength", configuration.get(kPasswordMaxLength));
    add("regexp", configuration.get(kPasswordPattern));
    add("special", configuration.get(kPasswordPatternHint));
    add("showStrength", configuration.get(kPasswordStrength));
}

}  // namespace

void addSettings(groupware::api::ConfigTree& tree, UserDirectory& directory, const groupware::api::Zones& zones,
                 const Clock& clock, const Configuration& configuration, const ServerFacts& server) {
    addIdentity(tree, clock, server);
    addOwnSettings(tree, directory, zones);
    for (const auto& leaf : kModuleLeaves) {
        tree.addLeaf(leaf.path, [module = leaf.module, served = server.served](const Caller& caller) -> json::Value {
            return mayUse(caller, served, module);
        });
    }
    addPasswordRules(tree, configuration);
}

std::vector<groupware::api::Capability> capabilities(const std::vector<std::string>& served) {
    std::vector<groupware::api::Capability> all{{"webmail", "webmail"},
                                                {"calendar", "calendar"},
                                                {"contacts", "contacts"},
                                                {"tasks", "tasks"},
                                                {"infostore", "infostore"},
                                                {"webdav", "webdav"},
                                                {"ical", "ical"},
                                                {"vcard", "vcard"},
                                                {"active_sync", "activesync"},
                                                {"usm", "usm"},
                                                {"read_create_shared_folders", "readcreatesharedfolders"},
                                                {"delegate_tasks", "delegatetask"},
                                                {"edit_public_folders", "editpublicfolders"},
                                                {"edit_group", "editgroup"},
                                                {"edit_resource", "editresource"},
                                                {"edit_password", "editpassword"},
                                                {"multiple_mail_accounts", "multiplemailaccounts"},
                                                {"subscription", "subscription"},
                                                {"publication", "publication"},
                                                {"share_links", "sharelinks"},
                                                {"invite_guests", "inviteguests"}};
    std::erase_if(all, [&](const auto& capability) { return !isAmong(served, capability.module); });
    return all;
}

}  // namespace groupware::principals::api
