#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/limits.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/calendar_writer.h"

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// Calendar objects as one file (RFC 5545 section 3.4) that is read while it is sent: a page of objects is a read of
/// its own, in which the caller's rights are asked for anew. What changes meanwhile is there as it was or as it is,
/// what came may be missing, and nothing is there twice.
///
/// In memory are at most 500 texts of up to 64 KiB, a longer one, and a piece of the file. Used by one thread at a
/// time.
class EventExport {
public:
    /// All outlives this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const folders::FolderAccess& access;
        formats::ical::FindZone find;
        Limits limits;
    };

    /// All that the caller may read of a folder, by id. Reads the first page.
    /// @throws Error NotFound, Forbidden; TooLarge for more than `calendar.listLength`
    EventExport(Parts parts, Caller caller, FolderId folder);
    /// The objects of those of the events that the caller may read. Reads the first page.
    /// @throws Error TooLarge
    EventExport(Parts parts, Caller caller, std::span<const EventRef> events);

    /// The next piece of the file; empty behind its end.
    /// @throws Error, dbpool::DbError: the file cannot be finished
    [[nodiscard]] std::string next();

private:
    struct Page {
        std::vector<CalendarObject> objects{};
        EventId last{};  ///< of the folder
        bool end = false;
    };

    void readPage();
    // One snapshot; may run again.
    [[nodiscard]] Page folderPage(dbpool::ReadSession& session) const;
    [[nodiscard]] Page namedPage(dbpool::ReadSession& session) const;
    /// With its text; nothing if it has left meanwhile.
    [[nodiscard]] std::optional<CalendarObject> whole(CalendarObject object) const;
    void requireLength(std::size_t length) const;

    Parts parts_;
    Caller caller_;
    std::optional<FolderId> folder_{};
    std::vector<EventRef> events_{};  ///< without a folder
    std::size_t asked_ = 0;           ///< of those
    std::set<EventId> known_{};       ///< objects of those
    Page page_{};
    std::size_t at_ = 0;  ///< in the page
    bool ended_ = false;
    formats::ical::CalendarWriter writer_;
};

}  // namespace groupware::calendar
