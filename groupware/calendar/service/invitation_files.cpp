#include "groupware/calendar/service/invitation_files.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/outbox_options.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// Nothing if it was removed meanwhile.
std::optional<std::string> contentsOf(filestore::BlobStore& store, const attachments::Attachment& attachment) {
    try {
        const auto blob = store.open(attachment.blobKey);
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
    const std::vector<std::int64_t> object{item.object.value};
    const auto attached = database_.read(context, Freshness::strict(), [&](dbpool::ReadSession& session) {
        return attachments::attachmentsOf(session, attachments::Module::Appointment, object);
    });
    if (attached.empty()) return files;
    const auto store = filestores_.storeOf(context);
    auto room = configuration_.get(kMailFileBytes);
    for (const auto& attachment : attached.begin()->second) {
        if (attachment.size > room) {
            files.leftOut.push_back(attachment.filename);
            continue;
        }
        auto octets = contentsOf(*store, attachment);
        if (!octets) continue;
        room -= attachment.size;
        files.files.push_back(
            {.name = attachment.filename, .mediaType = attachment.mediaType, .octets = *std::move(octets)});
    }
    return files;
}

}  // namespace groupware::calendar
