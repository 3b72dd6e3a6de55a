#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/calendar_queries.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// A file that is stored here and hangs on an event; all of a series has the same. Other attachments are in the text.
struct StoredFile {
    std::int64_t id = 0;
    std::string filename{};
    std::string mediaType{};
    std::int64_t size = 0;  ///< octets
    Instant created{};
};

/// A file to be attached, stored already. Removed again with this object if it was not.
using NewFile = attachments::NewAttachment;

/// What clients of the calendar see and send of files: attachments of module "appointment" by the events they hang on.
/// Safe to call from any thread. Throws as AttachmentService.
class StoredFiles {
public:
    using ByObject = std::map<EventId, std::vector<StoredFile>>;

    /// Both outlive this object.
    StoredFiles(dbpool::ContextDatabase& database, const attachments::AttachmentService& service)
        : database_(database), service_(service) {}

    /// Of the objects of events that the caller has read, oldest first; those without are left out. One statement for
    /// 512 objects that have some, none without.
    [[nodiscard]] ByObject of(const Caller& caller, std::span<const Event> events) const;

    /// Stores a file while it arrives.
    [[nodiscard]] NewFile stage(const Caller& caller, std::string filename, std::string mediaType,
                                const std::function<std::size_t(std::span<char>)>& read) const;
    /// Makes them ready for the transaction of a write (FileChange::added).
    /// @param files  adopted
    [[nodiscard]] attachments::StagedAttachments prepare(const Caller& caller, std::span<NewFile> files) const;

private:
    dbpool::ContextDatabase& database_;
    const attachments::AttachmentService& service_;
};

}  // namespace groupware::calendar
