#include "groupware/main/objects/calendar.h"

#include "dbpool/routing/options.h"
#include "groupware/calendar/limits.h"
#include "groupware/session/service/find_context.h"

#include <functional>

namespace groupware::main {
namespace {

/// Asked at each use: a reload changes them.
std::function<calendar::Limits()> limitsOf(const ConfigurationSource& configuration) {
    return [&configuration] { return calendar::Limits::from(*configuration.current()); };
}

}  // namespace

Calendar::Calendar(const Platform& platform, const folders::FolderAccess& access,
                   filestore::FilestoreDirectory& filestores, const FreeBusy& freeBusy,
                   const formats::ical::FindZone& find)
    : invitationFiles_(platform.contexts, filestores, platform.clock, platform.configuration),
      mail_(platform,
            [this](ContextId context, const calendar::OutboxItem& item) { return invitationFiles_.of(context, item); }),
      scheduling_({.outbox = mail_.outbox(),
                   .booking = freeBusy.booking(),
                   .clock = platform.clock,
                   .find = find,
                   .limits = limitsOf(platform.configuration)}),
      statusNotes_({.database = platform.contexts,
                    .clock = platform.clock,
                    .find = find,
                    .limits = limitsOf(platform.configuration)}),
      intake_({.database = platform.contexts,
               .scheduling = scheduling_,
               .configuration = platform.configuration,
               .findContext =
                   session::findContextIn(platform.config, platform.configuration.get(dbpool::routing::kWriteWait)),
               .find = find}),
      deliverMail_(intake_, platform.configuration),
      queries_(platform.contexts, access, find, limitsOf(platform.configuration)),
      service_({.database = platform.contexts,
                .access = access,
                .queries = queries_,
                .scheduling = scheduling_,
                .freeBusy = freeBusy.service(),
                .clock = platform.clock,
                .find = find}),
      folderEvents_(scheduling_, platform.clock),
      attachments_(access, scheduling_) {}

void Calendar::addGatewayTo(api::Registry& registry) {
    registry.addPublic("itip", "deliver", deliverMail_, {}, api::Needs::Master);
}

void Calendar::startMails() {
    mails().start(
        [this](ContextId context, std::span<const calendar::OutboxItem> items) { statusNotes_.write(context, items); });
}

}  // namespace groupware::main
