#pragma once

#include "groupware/attachments/limits.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/limits.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/formats/ical/zones.h"

#include <utility>

namespace groupware::calendar {

/// Calendar objects in the archive of a context: each as an `.ics` file, one JSON object with what it does not say (ids
/// of events, who made it, what users have of their own), and a file for every attachment. Objects of resources, which
/// are in no folder, say whose they are. When alarms ring next is found out again.
class CalendarArchive final : public folders::FolderArchive {
public:
    /// @param clock  outlives this object
    CalendarArchive(const Limits& limits, const attachments::Limits& attachmentLimits, const Clock& clock,
                    formats::ical::FindZone find)
        : limits_(limits), attachmentLimits_(attachmentLimits), clock_(clock), times_{.find = std::move(find)} {}

    [[nodiscard]] std::string_view module() const noexcept override { return "calendar"; }
    [[nodiscard]] bool hasObjectsInNoFolder() const noexcept override { return true; }
    [[nodiscard]] std::vector<folders::ArchivedObject> page(dbpool::ReadSession& session, FolderId folder,
                                                            folders::ArchivePosition& position,
                                                            std::size_t atMost) const override;
    [[nodiscard]] std::unique_ptr<folders::RestorableObject> read(
        const folders::ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const override;
    void restore(dbpool::WriteTransaction& tx, FolderId folder,
                 std::span<const std::unique_ptr<folders::RestorableObject>> objects) const override;

private:
    Limits limits_;
    attachments::Limits attachmentLimits_;
    const Clock& clock_;
    formats::ical::TimeContext times_;
};

}  // namespace groupware::calendar
