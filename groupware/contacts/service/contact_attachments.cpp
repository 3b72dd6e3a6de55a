#include "groupware/contacts/service/contact_attachments.h"

#include "groupware/contacts/service/contact_access.h"
#include "groupware/contacts/store/contact_writer.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/sync/change.h"

namespace groupware::contacts {

void ContactAttachments::requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                     std::int64_t object) const {
    (void)findReadable(session, access_, caller, {.id = {object}, .folder = folder});
}

void ContactAttachments::requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                      std::int64_t object) const {
    const auto found = findReadable(session, access_, caller, {.id = {object}, .folder = folder});
    requireWritable(caller, found.contact, found.place.rights);
}

void ContactAttachments::attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder,
                                            std::int64_t object, const attachments::Summary& summary) {
    const std::int64_t newest = summary.newest ? summary.newest->time_since_epoch().count() : 0;
    ContactWriter(tx).setAttachments({object}, summary.count, newest, caller.user);
    folders::touchContent(tx, folder);
    tx.record(sync::change(sync::Kind::Contact, sync::Verb::Changed, folder, object));
}

}  // namespace groupware::contacts
