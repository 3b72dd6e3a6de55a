#include "groupware/main/objects/chronos.h"

#include "groupware/api/options.h"
#include "groupware/calendar/limits.h"
#include "groupware/http/options.h"

#include <algorithm>
#include <cstddef>

namespace groupware::main {
namespace {

calendar::api::EventFormLimits formLimits(const Configuration& configuration) {
    return {.json = {.bytes = static_cast<std::size_t>(configuration.get(api::kJsonBytes)),
                     .depth = static_cast<int>(configuration.get(api::kJsonDepth))},
            .multipart = {.headerBytes = static_cast<std::size_t>(configuration.get(http::kPartHeaderBytes)),
                          .parts = static_cast<std::size_t>(configuration.get(http::kParts))}};
}

}  // namespace

Chronos::Chronos(const Platform& platform, const Parts& parts, const formats::ical::FindZone& find)
    : files_(platform.contexts, parts.attachments.service()),
      actions_(
          {.database = platform.contexts,
           .queries = parts.calendar.queries(),
           .service = parts.calendar.service(),
           .freeBusy = parts.freeBusy.service(),
           .files = files_,
           .download = parts.attachments.download(),
           .archive = parts.attachments.archive(),
           .zones = platform.zones,
           .find = find,
           .limits = [&source = platform.configuration] { return calendar::RequestLimits::from(*source.current()); },
           .form = formLimits(*platform.configuration.current())}),
      invitations_({.intake = parts.calendar.intake(),
                    .queries = parts.calendar.queries(),
                    .service = parts.calendar.service(),
                    .results = actions_.results(),
                    .view = actions_.view()}),
      finder_(parts.calendar.queries(), actions_.view()),
      import_(parts.calendar.service(), api::ImportForm::from(*platform.configuration.current()),
              [&queries = parts.calendar.queries()] { return queries.limits().importBytes; }),
      export_(parts.calendar.queries()) {}

void Chronos::addTo(api::ConfigTree& settings) {
    const auto granted = [](const Caller& caller) -> formats::json::Value {
        return std::find(caller.modules.begin(), caller.modules.end(), "calendar") != caller.modules.end();
    };
    settings.addLeaf("modules/calendar/calendar_conflict", granted);
    settings.addLeaf("modules/calendar/calendar_freebusy", granted);
    settings.addLeaf("modules/calendar/calendar_teamview", granted);
    // Invitations go by mail to those outside only, and nobody can switch that off for himself.
    settings.addLeaf("Calendarnotification", [](const Caller& /*caller*/) -> formats::json::Value { return false; });
}

}  // namespace groupware::main
