#include "groupware/principals/object_quota.h"

#include <algorithm>
#include <array>

namespace groupware::principals {
namespace {

constexpr std::array kModules{
    QuotaModuleName{QuotaModule::Calendar, "calendar", "Calendar"},
    QuotaModuleName{QuotaModule::Task, "task", "Tasks"},
    QuotaModuleName{QuotaModule::Contact, "contact", "Contacts"},
    QuotaModuleName{QuotaModule::Infostore, "infostore", "Files"},
    QuotaModuleName{QuotaModule::Attachment, "attachment", "Attachments"},
    QuotaModuleName{QuotaModule::ShareLinks, "share_links", "Share links"},
    QuotaModuleName{QuotaModule::InviteGuests, "invite_guests", "Invited guests"},
};

}  // namespace

std::span<const QuotaModuleName> quotaModules() {
    return kModules;
}

const QuotaModuleName& nameOf(QuotaModule module) {
    return *std::find_if(kModules.begin(), kModules.end(),
                         [&](const QuotaModuleName& known) { return known.module == module; });
}

std::optional<QuotaModule> quotaModule(std::string_view name) {
    const auto* const at = std::find_if(kModules.begin(), kModules.end(),
                                        [&](const QuotaModuleName& module) { return module.name == name; });
    if (at == kModules.end()) return std::nullopt;
    return at->module;
}

}  // namespace groupware::principals
