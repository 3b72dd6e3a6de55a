#include "groupware/calendar/service/meeting_files.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/attachments/service/shared_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/meeting_objects.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

attachments::Owner filesOf(const CalendarObject& object) {
    return {.module = attachments::Module::Appointment, .object = object.id.value};
}

void tell(dbpool::WriteTransaction& tx, const Caller& caller, const std::vector<CalendarObject>& objects,
          const attachments::Summary& summary) {
    std::vector<std::int64_t> ids;
    std::set<FolderId> folders;
    for (const auto& object : objects) {
        ids.push_back(object.id.value);
        if (object.folder != FolderId{}) folders.insert(object.folder);
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, object.folder, object.id.value));
    }
    ObjectWriter(tx).setAttachments(
        ids, {.attachments = summary.count, .newestAttachment = summary.newest, .changedBy = caller.user});
    folders::touchContent(tx, folders);
}

}  // namespace

void requireOwnFiles(dbpool::ReadSession& session, const CalendarObject& object) {
    if (object.role != Role::Attendee) return;
    const auto text = object.text.empty() ? ObjectReader(session).find(object.id).value_or(object).text : object.text;
    const auto organizer = scheduling::organizerOf(parseStored(text));
    Recipients recipients(session);
    recipients.loadAddresses({scheduling::mailAddress(organizer)});
    if (!recipients.of(organizer)) return;
    throw Error(ErrorCode::Forbidden, "files of an attendee's copy " + std::to_string(object.id.value),
                "Only the organizer of a meeting may attach files to it and remove them.");
}

void filesChanged(dbpool::WriteTransaction& tx, const Caller& caller, const CalendarObject& object,
                  const attachments::Summary& summary) {
    tell(tx, caller, {object}, summary);
    if (object.role != Role::Organizer || object.owner.kind != CalendarUser::Kind::User) return;
    auto copies = attendeesObjects(tx, object);
    std::vector<std::int64_t> ids;
    for (const auto& copy : copies) ids.push_back(copy.id.value);
    if (ids.empty()) return;
    const auto shared = attachments::share(tx, filesOf(object), ids);
    std::erase_if(copies, [&](const CalendarObject& copy) {
        return std::find(shared.changed.begin(), shared.changed.end(), copy.id.value) == shared.changed.end();
    });
    if (!copies.empty()) tell(tx, caller, copies, shared.summary);
}

void shareFiles(dbpool::WriteTransaction& tx, const CalendarObject& from, EventId to) {
    if (from.attachments > 0) (void)attachments::share(tx, filesOf(from), {&to.value, 1});
}

bool changesFiles(dbpool::ReadSession& session, const CalendarObject& object, const FileChange& change) {
    if (change.added != nullptr && !change.added->empty()) return true;
    if (!change.kept || object.attachments == 0) return false;
    const std::vector<std::int64_t> id{object.id.value};
    for (const auto& [owner, files] : attachments::attachmentsOf(session, attachments::Module::Appointment, id)) {
        const bool some = std::any_of(files.begin(), files.end(), [&](const attachments::Attachment& file) {
            return std::find(change.kept->begin(), change.kept->end(), file.id.value) == change.kept->end();
        });
        if (some) return true;
    }
    return false;
}

bool changeFiles(dbpool::WriteTransaction& tx, const Caller& caller, const CalendarObject& object,
                 const FileChange& change, const CalendarObject* from) {
    const auto owner = filesOf(object);
    const bool inherits = from != nullptr && from->attachments > 0;
    bool changed = inherits;
    if (inherits) (void)attachments::share(tx, filesOf(*from), {&owner.object, 1});
    if (change.kept && (inherits || object.attachments > 0))
        changed = attachments::keepOnly(tx, owner, *change.kept) || changed;
    if (change.added != nullptr && !change.added->empty()) {
        (void)change.added->attachTo(tx, owner);
        changed = true;
    }
    if (!changed) return false;
    requireOwnFiles(tx, object);
    filesChanged(tx, caller, object, attachments::summaryOf(tx, owner));
    return true;
}

}  // namespace groupware::calendar
