#include "groupware/main/objects/free_busy.h"

#include "groupware/calendar/free_busy_limits.h"

#include <functional>

namespace groupware::main {
namespace {

std::function<calendar::FreeBusyLimits()> limitsOf(const ConfigurationSource& source) {
    return [&source] { return calendar::FreeBusyLimits::from(*source.current()); };
}

}  // namespace

FreeBusy::FreeBusy(const Platform& platform, const folders::FolderAccess& access, const formats::ical::FindZone& find,
                   std::string_view clusterKey)
    : service_(platform.contexts, access, find, limitsOf(platform.configuration)),
      booking_(platform.clock, find, limitsOf(platform.configuration)),
      settings_(platform.contexts, limitsOf(platform.configuration)),
      urls_(platform.contexts, principals::ShareTokens(clusterKey)),
      published_({.database = platform.contexts,
                  .freeBusy = service_,
                  .clock = platform.clock,
                  .urls = urls_,
                  .limits = limitsOf(platform.configuration)}),
      module_(settings_, published_, platform.clock, find) {}

}  // namespace groupware::main
