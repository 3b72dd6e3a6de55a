#include "groupware/calendar/service/invitation_files.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/outbox_options.h"
#include "groupware/calendar/store/object_reader.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

using attachments::Attachment;

std::vector<Attachment> attachedTo(dbpool::ReadSession& session, EventId event) {
    const auto object = ObjectReader(session).find(event);
    if (!object || object->role != Role::Organizer || object->attachments == 0) return {};
    const std::vector<std::int64_t> id{event.value};
    auto found = attachments::attachmentsOf(session, attachments::Module::Appointment, id);
    return found.empty() ? std::vector<Attachment>() : std::move(found.begin()->second);
}

/// Nothing if it was removed meanwhile.
std::optional<std::string> contentsOf(filestore::FilestoreDirectory& filestores, ContextId context,
                                      const Attachment& attachment) {
    try {
        const auto blob = filestores.storeOf(context)->open(attachment.blobKey);
        std::string octets(static_cast<std::size_t>(blob->size()), '\0');
        octets.resize(blob->readAt(0, octets));
        return octets;
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::NotFound) throw;
        return std::nullopt;
    }
}

}  // namespace

MailFiles InvitationFiles::of(ContextId context, const OutboxItem& item) const {
    MailFiles files;
    if (item.method != "REQUEST") return files;
    const auto attached = database_.read(
        context, Freshness::strict(), [&](dbpool::ReadSession& session) { return attachedTo(session, item.object); });
    const bool waits = clock_.now() < item.created + configuration_.get(kMailLongestRetry);
    auto room = configuration_.get(kMailFileBytes);
    for (const auto& attachment : attached) {
        if (attachment.size > room) {
            files.leftOut.push_back(attachment.filename);
            continue;
        }
        try {
            auto octets = contentsOf(filestores_, context, attachment);
            if (!octets) continue;
            files.files.push_back(
                {.name = attachment.filename, .mediaType = attachment.mediaType, .octets = *std::move(octets)});
            room -= attachment.size;
        } catch (const Error&) {
            if (waits) throw;
            files.leftOut.push_back(attachment.filename);
        }
    }
    return files;
}

}  // namespace groupware::calendar
