#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/event_view.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/folders/service/folder_access.h"

#include <map>
#include <optional>
#include <span>
#include <vector>

/// What a caller may read. Internal to service/.
namespace groupware::calendar {

/// @throws Error NotFound: the answer for what is not there and for what is hidden
[[noreturn]] void throwUnreadable(EventId event);

/// The folder, if the caller may read at least his own events there.
/// @throws Error NotFound, Forbidden
[[nodiscard]] folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session,
                                                              const folders::FolderAccess& access, const Caller& caller,
                                                              FolderId folder);

/// The caller's rights in the folders of several events; each folder is asked for once.
class EventSights {
public:
    EventSights(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller)
        : session_(session), access_(access), caller_(caller) {}

    /// Folders that are known already.
    void add(const folders::AccessibleFolder& place) { known_.insert_or_assign(place.folder.id, place.rights); }
    [[nodiscard]] Sight of(const StoredEvent& event);

private:
    dbpool::ReadSession& session_;
    const folders::FolderAccess& access_;
    const Caller& caller_;
    std::map<FolderId, folders::Rights> known_;
};

/// Those of the named events that exist and may be read, in the order asked for.
[[nodiscard]] std::vector<Event> readableEvents(dbpool::ReadSession& session, EventSights& sights,
                                                const EventView& view, std::span<const EventRef> wanted);

}  // namespace groupware::calendar
