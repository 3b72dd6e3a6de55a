#include "groupware/calendar/service/folder_events.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/sync/change.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

namespace groupware::calendar {
namespace {

void bequeathObjects(dbpool::WriteTransaction& tx, const std::vector<std::int64_t>& objects, UserId user, UserId heir) {
    if (objects.empty()) return;
    ObjectWriter(tx).bequeath(objects, user, heir);
    std::set<FolderId> touched;
    for (const auto& object : ObjectReader(tx).findAll(objects)) {
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, object.folder, object.id.value));
        if (object.folder != FolderId{}) touched.insert(object.folder);
    }
    folders::touchContent(tx, touched);
}

}  // namespace

int FolderEvents::remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) {
    const auto objects = ObjectReader(tx).page(folder, {}, static_cast<std::size_t>(atMost));
    ObjectWriting writing(tx, {.now = clock_.now(), .editor = caller.user});
    for (const auto& object : objects) writing.remove(object);
    writing.finish();
    return static_cast<int>(objects.size());
}

int FolderEvents::moveToTrash(dbpool::WriteTransaction& /*tx*/, const Caller& /*caller*/, FolderId /*folder*/,
                              FolderId /*trash*/, int /*atMost*/) {
    throw Error(ErrorCode::BadRequest, "no trash of events", "Events have no trash.");
}

int FolderEvents::bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) {
    const auto objects = ObjectReader(tx).touchedBy(user, static_cast<std::size_t>(atMost));
    bequeathObjects(tx, objects, user, heir);
    const int left = atMost - static_cast<int>(objects.size());
    if (left <= 0) return atMost;
    if (PersonalWriter(tx).removeOf(user) > 0)
        tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, {}, user.value));
    return static_cast<int>(objects.size()) +
           attachments::bequeathAttachments(tx, attachments::Module::Appointment, user, heir, left);
}

std::map<FolderId, std::int64_t> FolderEvents::count(dbpool::ReadSession& session, std::span<const FolderId> folders) {
    return ObjectReader(session).count(folders);
}

}  // namespace groupware::calendar
