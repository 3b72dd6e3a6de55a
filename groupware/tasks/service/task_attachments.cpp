#include "groupware/tasks/service/task_attachments.h"

#include "groupware/tasks/service/task_access.h"
#include "groupware/tasks/service/task_writing.h"
#include "groupware/tasks/store/task_reader.h"

namespace groupware::tasks {

void TaskAttachments::requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                  std::int64_t object) const {
    (void)findReadable(session, access_, caller, {.id = {object}, .folder = folder});
}

void TaskAttachments::requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                   std::int64_t object) const {
    (void)findWritable(session, access_, caller, {.id = {object}, .folder = folder});
}

void TaskAttachments::attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder,
                                         std::int64_t object, const attachments::Summary& summary) {
    auto task = TaskReader(tx).find({object}, folder);
    if (!task) throwNoTask({object});
    task->attachments = summary.count;
    task->newestAttachment = summary.newest;
    task->changedBy = caller.user;
    saveAttachments(tx, *task);
}

}  // namespace groupware::tasks
