#pragma once

#include "dbpool/driver/rows.h"
#include "dbpool/driver/value.h"
#include "groupware/tasks/task.h"

#include <string_view>
#include <vector>

/// The row of a task. Internal to store/.
namespace groupware::tasks {

/// What every statement that reads tasks selects, from task_folder f JOIN task t; the text may follow.
inline constexpr std::string_view kTaskColumns =
    "SELECT t.id, f.folder, t.home, f.name, t.uid, t.title, t.note, t.start_at, t.due, t.whole_days, t.status, "
    "t.percent, t.priority, t.completed, t.target_duration, t.actual_duration, t.target_costs, t.actual_costs, "
    "t.currency, t.billing, t.companies, t.trip_meter, t.categories, t.after_complete, t.color_label, t.is_private, "
    "t.sequence, t.organizer, t.series_type, t.series_interval, t.series_days, t.series_day_in_month, t.series_month, "
    "t.series_until, t.series_occurrences, t.series_position, t.participants, t.attachments, t.newest_attachment, "
    "t.created_by, t.created_at, t.changed_by, t.created_seq, t.seq";
inline constexpr int kTextColumn = 45;

[[nodiscard]] Task taskOf(const dbpool::Rows& rows);

/// The values of the columns from home to seq, and the text, in their order.
[[nodiscard]] std::vector<dbpool::Value> valuesOf(const Task& task);

}  // namespace groupware::tasks
