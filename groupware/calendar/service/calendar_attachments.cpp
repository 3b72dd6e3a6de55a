#include "groupware/calendar/service/calendar_attachments.h"

#include "groupware/base/error.h"
#include "groupware/calendar/queries/readable_events.h"
#include "groupware/calendar/service/meeting_files.h"
#include "groupware/calendar/store/object_reader.h"

#include <algorithm>
#include <string>

namespace groupware::calendar {
namespace {

/// The object, if the caller may know all of it.
CalendarObject requireReadable(dbpool::ReadSession& session, const folders::AccessibleFolder& place,
                               const Caller& caller, std::int64_t object) {
    const auto rows = EventReader(session).ofObjects({&object, 1});
    const bool readable = !rows.empty() && rows.front().object.folder == place.folder.id &&
                          std::all_of(rows.begin(), rows.end(), [&](const StoredEvent& row) {
                              return sightOf(caller, row.object, row.event.classification, place.rights) == Sight::All;
                          });
    if (!readable) throwUnreadable({object});
    return rows.front().object;
}

folders::AccessibleFolder placeOf(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                  const Caller& caller, FolderId folder) {
    return access.require(session, caller, folder, folders::Permission::SeeFolder, folders::kCalendarModule);
}

}  // namespace

void CalendarAttachments::requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                      std::int64_t object) const {
    (void)requireReadable(session, placeOf(session, access_, caller, folder), caller, object);
}

void CalendarAttachments::requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                       std::int64_t object) const {
    const auto place = placeOf(session, access_, caller, folder);
    const auto found = requireReadable(session, place, caller, object);
    if (place.rights.mayWrite(found.createdBy == caller.user)) return requireOwnFiles(session, found);
    throw Error(ErrorCode::Forbidden,
                "user " + std::to_string(caller.user.value) + " may not write event " + std::to_string(object),
                "You may not change this event.");
}

void CalendarAttachments::attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId /*folder*/,
                                             std::int64_t object, const attachments::Summary& summary) {
    const auto found = ObjectReader(tx).find({object});
    if (!found) throwUnreadable({object});
    filesChanged(tx, caller, *found, summary);
    // Sent in the next round of mails (`calendar.mailPoll`): several uploads in a row are one mail.
    (void)scheduling_.filesChanged(tx, caller, *found);
}

}  // namespace groupware::calendar
