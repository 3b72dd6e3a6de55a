#include "groupware/principals/module_access.h"

#include <algorithm>
#include <array>

namespace groupware::principals {
namespace {

constexpr std::array kModules{
    ModuleName{Module::Webmail, "webmail"},
    ModuleName{Module::Calendar, "calendar"},
    ModuleName{Module::Contacts, "contacts"},
    ModuleName{Module::Tasks, "tasks"},
    ModuleName{Module::Infostore, "infostore"},
    ModuleName{Module::WebDav, "webdav"},
    ModuleName{Module::WebDavXml, "webdavxml"},
    ModuleName{Module::ICal, "ical"},
    ModuleName{Module::VCard, "vcard"},
    ModuleName{Module::SyncMl, "syncml"},
    ModuleName{Module::Usm, "usm"},
    ModuleName{Module::OLox20, "olox20"},
    ModuleName{Module::ActiveSync, "activesync"},
    ModuleName{Module::ReadCreateSharedFolders, "readcreatesharedfolders"},
    ModuleName{Module::DelegateTask, "delegatetask"},
    ModuleName{Module::EditPublicFolders, "editpublicfolders"},
    ModuleName{Module::EditGroup, "editgroup"},
    ModuleName{Module::EditResource, "editresource"},
    ModuleName{Module::EditPassword, "editpassword"},
    ModuleName{Module::GlobalAddressBookDisabled, "globaladdressbookdisabled"},
    ModuleName{Module::PublicFolderEditable, "publicfoldereditable"},
    ModuleName{Module::CollectEmailAddresses, "collectemailaddresses"},
    ModuleName{Module::MultipleMailAccounts, "multiplemailaccounts"},
    ModuleName{Module::Subscription, "subscription"},
    ModuleName{Module::Publication, "publication"},
    ModuleName{Module::DeniedPortal, "deniedportal"},
    ModuleName{Module::Forum, "forum"},
    ModuleName{Module::PinboardWrite, "pinboardwrite"},
    ModuleName{Module::Projects, "projects"},
    ModuleName{Module::RssBookmarks, "rssbookmarks"},
    ModuleName{Module::RssPortal, "rssportal"},
    ModuleName{Module::ShareLinks, "sharelinks"},
    ModuleName{Module::InviteGuests, "inviteguests"},
};

/// A combination is all modules of `base` and those of `plus`, names separated by spaces.
struct Combination {
    std::string_view name;
    std::string_view base;
    std::string_view plus;
};

// The sets of Open-Xchange's ModuleAccessDefinitions, with those of its first releases at the end. A base stands
// before the sets built on it.
constexpr std::array kCombinations{
    Combination{"webmail", "", "webmail contacts globaladdressbookdisabled collectemailaddresses editpassword"},
    Combination{"pim", "webmail", "calendar tasks multiplemailaccounts subscription publication"},
    Combination{"pim_infostore", "pim", "infostore webdav"},
    Combination{"pim_mobility", "pim", "syncml usm activesync"},
    Combination{"groupware_standard", "",
                "webmail calendar contacts infostore tasks webdav ical vcard readcreatesharedfolders delegatetask "
                "editpublicfolders editgroup editresource editpassword collectemailaddresses multiplemailaccounts "
                "subscription publication"},
    Combination{"groupware_premium", "groupware_standard",
                "webdavxml syncml usm olox20 activesync sharelinks inviteguests"},
    Combination{"all", "groupware_premium", "publicfoldereditable"},
    Combination{"groupware", "groupware_standard", "publicfoldereditable webdavxml"},
    Combination{"drive", "", "globaladdressbookdisabled infostore deniedportal publication"},
    Combination{"webmail_plus", "", "contacts webmail"},
    Combination{"pim_plus", "webmail_plus", "calendar tasks"},
    Combination{"groupware_plus", "pim_plus",
                "delegatetask editpublicfolders infostore publicfoldereditable readcreatesharedfolders"},
    Combination{"premium", "groupware_plus", "ical vcard webdav webdavxml"},
};

const ModuleName* findModule(std::string_view name) {
    const auto* const found =
        std::find_if(kModules.begin(), kModules.end(), [&](const ModuleName& module) { return module.name == name; });
    return found == kModules.end() ? nullptr : found;
}

}  // namespace

std::span<const ModuleName> moduleNames() {
    return kModules;
}

std::string_view nameOf(Module module) {
    return kModules.at(static_cast<std::size_t>(module)).name;  // each stands at its number; a test compares
}

ModuleAccess::ModuleAccess(std::initializer_list<Module> modules) {
    for (const Module module : modules) set(module, true);
}

std::optional<ModuleAccess> ModuleAccess::combination(std::string_view name) {
    const auto* const found = std::find_if(kCombinations.begin(), kCombinations.end(),
                                           [&](const Combination& entry) { return entry.name == name; });
    if (found == kCombinations.end()) return std::nullopt;
    ModuleAccess access = combination(found->base).value_or(ModuleAccess());
    auto rest = found->plus;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        access.set(rest.substr(0, end), true);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return access;
}

std::vector<std::string> ModuleAccess::combinationNames() {
    std::vector<std::string> names;
    names.reserve(kCombinations.size());
    for (const auto& entry : kCombinations) names.emplace_back(entry.name);
    return names;
}

bool ModuleAccess::set(std::string_view name, bool granted) noexcept {
    const auto* const module = findModule(name);
    if (module == nullptr) return false;
    set(module->module, granted);
    return true;
}

std::vector<std::string> ModuleAccess::names() const {
    std::vector<std::string> names;
    for (const auto& entry : kModules) {
        if (has(entry.module)) names.emplace_back(entry.name);
    }
    return names;
}

std::optional<std::string> ModuleAccess::combinationName() const {
    for (const auto& entry : kCombinations) {
        if (combination(entry.name) == *this) return std::string(entry.name);
    }
    return std::nullopt;
}

}  // namespace groupware::principals
