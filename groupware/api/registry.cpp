#include "groupware/api/registry.h"

#include "groupware/api/coded_error.h"
#include "groupware/principals/guest.h"

#include <algorithm>
#include <stdexcept>

namespace groupware::api {
namespace {

/// No module name has more segments.
constexpr std::size_t kMaxModuleSegments = 3;

CodedError unknown(Code code, const std::string& text) {
    return {ErrorCode::BadRequest, code, text, text};
}

}  // namespace

void requireAllowed(const Registered& entry, const Caller& caller) {
    if (!entry.forGuests && principals::isGuest(caller)) {
        throw CodedError(ErrorCode::Forbidden, kNoPermission, "a guest at a module of users",
                         "Guests do not have the permission to use this.");
    }
    const auto& [needs, access, proof] = entry.requirements;
    if (!access.empty() && std::find(caller.modules.begin(), caller.modules.end(), access) == caller.modules.end()) {
        const std::string text = "You do not have the permission to use '" + std::string(access) + "'.";
        throw CodedError(ErrorCode::Forbidden, kNoPermission, text, text);
    }
    if (proof == Proof::Session && caller.sessionId.empty()) {
        throw CodedError(ErrorCode::Forbidden, kNoPermission, "action needs a session",
                         "This needs a login with the password of the account.");
    }
}

void Registry::add(std::string_view module, std::string_view action, Action& handler, const ModuleErrors& errors,
                   const Requirements& requirements) {
    const Registered entry{.action = &handler, .errors = errors, .requirements = requirements};
    if (!modules_[std::string(module)].emplace(action, entry).second) throw std::logic_error("action registered twice");
}

void Registry::addPublic(std::string_view module, std::string_view action, PublicAction& handler,
                         const ModuleErrors& errors, Needs needs) {
    const Registered entry{.open = &handler, .errors = errors, .requirements = needs};
    if (!modules_[std::string(module)].emplace(action, entry).second) throw std::logic_error("action registered twice");
}

void Registry::openToGuests(std::initializer_list<std::string_view> modules,
                            std::initializer_list<std::string_view> actions) {
    const auto wanted = [&](std::string_view action) {
        return actions.size() == 0 || std::find(actions.begin(), actions.end(), action) != actions.end();
    };
    for (const auto name : modules) {
        const auto module = modules_.find(name);
        if (module == modules_.end()) continue;
        for (auto& [action, entry] : module->second) entry.forGuests = entry.forGuests || wanted(action);
    }
}

Registry::Target Registry::find(std::span<const std::string> segments, std::string_view action) const {
    for (std::size_t count = std::min(segments.size(), kMaxModuleSegments); count > 0; --count) {
        std::string name = segments[0];
        for (const auto& more : segments.subspan(1, count - 1)) name += "/" + more;
        const auto module = modules_.find(name);
        if (module == modules_.end()) continue;
        const auto entry = module->second.find(action);
        if (entry == module->second.end() && action.empty()) {
            throw unknown(kMissingParameter, "Missing the following request parameter: action");
        }
        if (entry == module->second.end()) {
            throw unknown(kUnknownAction,
                          "Unknown action \"" + std::string(action.substr(0, 64)) + "\" in module " + name);
        }
        return {
            &entry->second, std::move(name), {segments.begin() + static_cast<std::ptrdiff_t>(count), segments.end()}};
    }
    throw unknown(kUnknownModule, "Unknown module");
}

std::vector<std::pair<std::string, std::string>> Registry::names() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [module, actions] : modules_) {
        for (const auto& entry : actions) all.emplace_back(module, entry.first);
    }
    return all;
}

std::vector<std::pair<std::string, std::string>> Registry::namesOf(Needs needs) const {
    return namesWhere([needs](const Registered& entry) { return entry.needs() == needs; });
}

std::vector<std::pair<std::string, std::string>> Registry::namesWhere(
    const std::function<bool(const Registered&)>& has) const {
    std::vector<std::pair<std::string, std::string>> some;
    for (const auto& [module, actions] : modules_) {
        for (const auto& [action, entry] : actions) {
            if (has(entry)) some.emplace_back(module, action);
        }
    }
    return some;
}

}  // namespace groupware::api
