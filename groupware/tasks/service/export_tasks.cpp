#include "groupware/formats/ical/calendar.h"
#include "groupware/tasks/service/task_access.h"
#include "groupware/tasks/service/task_export.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/store/task_reader.h"

#include <algorithm>
#include <map>

namespace groupware::tasks {
namespace {

TaskExport::Texts textsOf(dbpool::ReadSession& session, const std::vector<Task>& tasks) {
    std::vector<std::int64_t> ids;
    for (const Task& task : tasks) ids.push_back(task.id.value);
    auto found = TaskReader(session).texts(ids);
    TaskExport::Texts texts;
    for (const Task& task : tasks) {
        auto text = found.extract(task.id);  // once, also if it was asked for twice
        if (!text.empty()) texts.push_back(std::move(text.mapped()));
    }
    return texts;
}

}  // namespace

TaskExport::TaskExport(formats::ical::FindZone find, ReadPage read)
    : read_(std::move(read)), page_(read_()), writer_(std::move(find), "-//Yoke//Tasks//EN", "VTODO") {}

std::string TaskExport::next() {
    if (ended_) return {};
    if (!page_) {
        ended_ = true;
        return writer_.finish();
    }
    for (const auto& text : *page_) {
        for (auto& calendar : ical::parseCalendars(text, {.octets = text.size() + 1, .lines = text.size() + 1}))
            writer_.add(std::move(calendar));
    }
    page_ = read_();
    return writer_.take();
}

TaskExport TaskService::exportFolder(const Caller& caller, FolderId folder) const {
    const auto page = [this, caller, folder, last = std::optional(TaskId{})]() mutable {
        std::optional<TaskExport::Texts> texts;
        if (!last) return texts;
        auto next = last;  // changed when the read is over: it may run again
        texts = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
            const auto place = requireReadableFolder(session, access_, caller, folder);
            TaskReader reader(session);
            const auto tasks = reader.list(folder, visibilityFor(caller, place.rights), TaskExport::kPage, *last);
            const bool more = tasks.size() == TaskExport::kPage;
            if (more && *last == TaskId{})
                requireListLength(static_cast<std::size_t>(reader.count({&folder, 1})[folder]));
            next = more ? std::optional(tasks.back().id) : std::nullopt;
            return textsOf(session, tasks);
        });
        last = next;
        return texts;
    };
    return {find_, page};
}

TaskExport TaskService::exportTasks(const Caller& caller, std::span<const TaskRef> wanted) const {
    requireListLength(wanted.size());
    const auto page = [this, caller, refs = std::vector(wanted.begin(), wanted.end()), at = std::size_t{0}]() mutable {
        std::optional<TaskExport::Texts> texts;
        if (at == refs.size()) return texts;
        const auto piece = std::span(refs).subspan(at).first(std::min(refs.size() - at, TaskExport::kPage));
        texts = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
            return textsOf(session, readable(session, caller, piece));
        });
        at += piece.size();
        return texts;
    };
    return {find_, page};
}

}  // namespace groupware::tasks
