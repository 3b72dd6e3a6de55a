#include "groupware/calendar/queries/stored_files.h"

#include "dbpool/routing/in_pieces.h"
#include "groupware/attachments/service/object_attachments.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

using attachments::Attachment;
using attachments::Module;

StoredFile fileOf(const Attachment& attachment) {
    return {.id = attachment.id.value,
            .filename = attachment.filename,
            .mediaType = attachment.mediaType,
            .size = attachment.size,
            .created = attachment.createdAt};
}

}  // namespace

StoredFiles::ByObject StoredFiles::of(const Caller& caller, std::span<const Event> events) const {
    std::set<std::int64_t> objects;
    for (const Event& event : events) {
        if (event.attachmentCount > 0 && !event.anonymous) objects.insert(event.object.value);
    }
    ByObject files;
    if (objects.empty()) return files;
    const std::vector<std::int64_t> ids(objects.begin(), objects.end());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        files.clear();
        dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
            for (const auto& [object, list] : attachments::attachmentsOf(session, Module::Appointment, piece))
                std::transform(list.begin(), list.end(), std::back_inserter(files[EventId{object}]), fileOf);
        });
        return files;
    });
}

NewFile StoredFiles::stage(const Caller& caller, std::string filename, std::string mediaType,
                           const std::function<std::size_t(std::span<char>)>& read) const {
    return {
        .filename = std::move(filename), .mediaType = std::move(mediaType), .contents = service_.stage(caller, read)};
}

attachments::StagedAttachments StoredFiles::prepare(const Caller& caller, std::span<NewFile> files) const {
    return service_.prepare(caller, files);
}

}  // namespace groupware::calendar
