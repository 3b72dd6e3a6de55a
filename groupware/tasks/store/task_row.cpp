#include "groupware/tasks/store/task_row.h"

#include <chrono>

namespace groupware::tasks {
namespace {

using dbpool::Rows;
using dbpool::Value;

Instant instant(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

std::optional<std::int64_t> integerAt(const Rows& rows, int column) {
    return rows.isNull(column) ? std::nullopt : std::optional(rows.integer(column));
}

std::optional<Instant> instantAt(const Rows& rows, int column) {
    return rows.isNull(column) ? std::nullopt : std::optional(instant(rows.integer(column)));
}

int smallAt(const Rows& rows, int column) {
    return static_cast<int>(rows.integer(column));
}

std::optional<Series> seriesAt(const Rows& rows, int column) {
    if (rows.integer(column) == 0) return std::nullopt;
    Series series{.type = smallAt(rows, column),
                  .interval = smallAt(rows, column + 1),
                  .days = smallAt(rows, column + 2),
                  .dayInMonth = smallAt(rows, column + 3),
                  .month = smallAt(rows, column + 4)};
    if (const auto until = instantAt(rows, column + 5)) series.until = std::chrono::floor<std::chrono::days>(*until);
    if (!rows.isNull(column + 6)) series.occurrences = smallAt(rows, column + 6);
    return series;
}

Fields fieldsAt(const Rows& rows) {
    constexpr int kSeriesColumn = 29;
    return {.uid = rows.text(5),
            .title = rows.text(6),
            .note = rows.text(7),
            .start = instantAt(rows, 8),
            .due = instantAt(rows, 9),
            .wholeDays = rows.integer(10) != 0,
            .status = static_cast<Status>(rows.integer(11)),
            .percent = smallAt(rows, 12),
            .priority = smallAt(rows, 13),
            .completed = instantAt(rows, 14),
            .targetDuration = integerAt(rows, 15),
            .actualDuration = integerAt(rows, 16),
            .targetCosts = integerAt(rows, 17),
            .actualCosts = integerAt(rows, 18),
            .currency = rows.text(19),
            .billing = rows.text(20),
            .companies = rows.text(21),
            .tripMeter = rows.text(22),
            .categories = rows.text(23),
            .afterComplete = integerAt(rows, 24),
            .colorLabel = smallAt(rows, 25),
            .isPrivate = rows.integer(26) != 0,
            .sequence = smallAt(rows, 27),
            .organizer = rows.text(28),
            .series = seriesAt(rows, kSeriesColumn)};
}

Value valueOf(const std::optional<std::int64_t>& number) {
    return number ? Value(*number) : Value(nullptr);
}

Value valueOf(const std::optional<Instant>& instant) {
    return instant ? Value(std::int64_t{instant->time_since_epoch().count()}) : Value(nullptr);
}

void addSeries(const std::optional<Series>& series, std::vector<Value>& values) {
    const Series none{.type = 0};
    const Series& each = series ? *series : none;
    for (const int number : {each.type, each.interval, each.days, each.dayInMonth, each.month})
        values.emplace_back(number);
    std::optional<Instant> until;
    if (each.until) until = *each.until;
    values.push_back(valueOf(until));
    values.push_back(each.occurrences ? Value(*each.occurrences) : Value(nullptr));
}

void addFields(const Fields& fields, std::vector<Value>& values) {
    for (const auto* text : {&fields.uid, &fields.title, &fields.note}) values.emplace_back(*text);
    values.push_back(valueOf(fields.start));
    values.push_back(valueOf(fields.due));
    values.emplace_back(fields.wholeDays ? 1 : 0);
    values.emplace_back(static_cast<std::int64_t>(fields.status));
    values.emplace_back(fields.percent);
    values.emplace_back(fields.priority);
    values.push_back(valueOf(fields.completed));
    for (const auto& number : {fields.targetDuration, fields.actualDuration, fields.targetCosts, fields.actualCosts})
        values.push_back(valueOf(number));
    for (const auto* text :
         {&fields.currency, &fields.billing, &fields.companies, &fields.tripMeter, &fields.categories})
        values.emplace_back(*text);
    values.push_back(valueOf(fields.afterComplete));
    values.emplace_back(fields.colorLabel);
    values.emplace_back(fields.isPrivate ? 1 : 0);
    values.emplace_back(fields.sequence);
    values.emplace_back(fields.organizer);
    addSeries(fields.series, values);
}

}  // namespace

Task taskOf(const Rows& rows) {
    constexpr int kAfterFields = 36;
    return {.id = {rows.integer(1)},
            .folder = {rows.integer(2)},
            .home = {rows.integer(3)},
            .name = rows.text(4),
            .fields = fieldsAt(rows),
            .seriesPosition = smallAt(rows, kAfterFields),
            .participantCount = smallAt(rows, kAfterFields + 1),
            .attachments = rows.integer(kAfterFields + 2),
            .newestAttachment = instantAt(rows, kAfterFields + 3),
            .createdBy = {rows.integer(kAfterFields + 4)},
            .createdAt = instant(rows.integer(kAfterFields + 5)),
            .changedBy = {rows.integer(kAfterFields + 6)},
            .createdSeq = {rows.integer(kAfterFields + 7)},
            .seq = {rows.integer(kAfterFields + 8)}};
}

std::vector<Value> valuesOf(const Task& task) {
    std::vector<Value> values{Value(task.home.value)};
    addFields(task.fields, values);
    values.emplace_back(task.seriesPosition);
    values.emplace_back(task.participantCount);
    values.emplace_back(task.attachments);
    values.push_back(valueOf(task.newestAttachment));
    values.emplace_back(task.createdBy.value);
    values.emplace_back(std::int64_t{task.createdAt.time_since_epoch().count()});
    values.emplace_back(task.changedBy.value);
    values.emplace_back(task.createdSeq.value);
    values.emplace_back(task.seq.value);
    values.emplace_back(task.text);
    return values;
}

}  // namespace groupware::tasks
