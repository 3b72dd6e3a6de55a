#include "groupware/tasks/api/task_columns.h"

#include "groupware/formats/json/json.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace groupware::tasks::api {
namespace {

namespace engine = groupware::api;
namespace json = formats::json;
using engine::ColumnType;
using json::Value;
using Columns = std::vector<engine::Column<TaskView>>;

constexpr int kAlarm = 204;
constexpr std::array kOfParticipants{220, 221, 226};

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

Value optionalTime(const std::optional<Instant>& instant) {
    return instant ? Value(milliseconds(*instant)) : Value();
}

Value optionalText(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value optionalNumber(std::int64_t number) {
    return number == 0 ? Value() : Value(number);
}

/// A date is the same everywhere, a time is the caller's.
Value when(const TaskView& view, const std::optional<Instant>& instant) {
    if (!instant) return {};
    const bool shift = !view.task->fields.wholeDays && view.localTime != nullptr && *view.localTime;
    return shift ? Value((*view.localTime)(milliseconds(*instant))) : Value(milliseconds(*instant));
}

/// The day, for clients that know no times.
Value day(const TaskView& view, const std::optional<Instant>& instant) {
    const Value time = when(view, instant);
    if (time.isEmpty()) return {};
    const std::chrono::milliseconds local(time.convert<std::int64_t>());
    return std::chrono::milliseconds(std::chrono::floor<std::chrono::days>(local)).count();
}

Value costs(const std::optional<std::int64_t>& hundredths) {
    constexpr double kHundred = 100;
    return hundredths ? Value(static_cast<double>(*hundredths) / kHundred) : Value();
}

Value participantList(const Task& task) {
    if (!task.participants) return {};
    auto list = json::makeArray();
    for (const auto& each : *task.participants) {
        if (!each.chosen) continue;
        auto object = json::makeObject();
        object->set("type", static_cast<std::int64_t>(each.kind));
        if (each.kind == ParticipantKind::External) {
            object->set("mail", each.mail);
            if (!each.name.empty()) object->set("display_name", each.name);
        } else {
            object->set("id", each.id);
        }
        list->add(object);
    }
    return list;
}

Value userList(const Task& task) {
    if (!task.participants) return {};
    auto list = json::makeArray();
    for (const auto& each : *task.participants) {
        if (each.kind != ParticipantKind::User) continue;
        auto object = json::makeObject();
        object->set("id", each.id);
        object->set("display_name", each.name);
        object->set("confirm", static_cast<std::int64_t>(each.confirmation));
        if (!each.message.empty()) object->set("confirmmessage", each.message);
        list->add(object);
    }
    return list;
}

Value confirmationList(const Task& task) {
    if (!task.participants) return {};
    auto list = json::makeArray();
    for (const auto& each : *task.participants) {
        if (each.kind != ParticipantKind::External) continue;
        auto object = json::makeObject();
        object->set("type", static_cast<std::int64_t>(each.kind));
        object->set("mail", each.mail);
        if (!each.name.empty()) object->set("display_name", each.name);
        object->set("status", static_cast<std::int64_t>(each.confirmation));
        if (!each.message.empty()) object->set("message", each.message);
        list->add(object);
    }
    return list;
}

/// A column of the task.
template <class Get>
engine::Column<TaskView> ofTask(int id, std::string_view name, ColumnType type, Get get) {
    return {id, name, type, [get](const TaskView& view) { return Value(get(*view.task)); }};
}

/// A column of what recurs; null where nothing does.
template <class Get>
engine::Column<TaskView> ofSeries(int id, std::string_view name, ColumnType type, Get get) {
    return {id, name, type, [get](const TaskView& view) {
                return view.task->fields.series ? Value(get(*view.task->fields.series)) : Value();
            }};
}

void addCommon(Columns& columns) {
    columns.push_back(ofTask(1, "id", ColumnType::Number, [](const Task& t) { return t.id.value; }));
    columns.push_back(ofTask(2, "created_by", ColumnType::Number, [](const Task& t) { return t.createdBy.value; }));
    columns.push_back(ofTask(3, "modified_by", ColumnType::Number, [](const Task& t) { return t.changedBy.value; }));
    columns.push_back(
        ofTask(4, "creation_date", ColumnType::Time, [](const Task& t) { return milliseconds(t.createdAt); }));
    columns.push_back(ofTask(5, "last_modified", ColumnType::Timestamp, [](const Task& t) { return t.seq.value; }));
    columns.push_back(ofTask(6, "last_modified_utc", ColumnType::Timestamp, [](const Task& t) { return t.seq.value; }));
    columns.push_back(ofTask(20, "folder_id", ColumnType::Number, [](const Task& t) { return t.folder.value; }));
    columns.push_back(
        ofTask(100, "categories", ColumnType::Text, [](const Task& t) { return optionalText(t.fields.categories); }));
    columns.push_back(
        ofTask(101, "private_flag", ColumnType::Boolean, [](const Task& t) { return t.fields.isPrivate; }));
    columns.push_back(
        ofTask(102, "color_label", ColumnType::Number, [](const Task& t) { return t.fields.colorLabel; }));
    columns.push_back(
        ofTask(104, "number_of_attachments", ColumnType::Number, [](const Task& t) { return t.attachments; }));
    columns.push_back(ofTask(105, "lastModifiedOfNewestAttachmentUTC", ColumnType::Timestamp,
                             [](const Task& t) { return optionalTime(t.newestAttachment); }));
}

void addTexts(Columns& columns) {
    columns.push_back(
        ofTask(200, "title", ColumnType::Text, [](const Task& t) { return optionalText(t.fields.title); }));
    columns.push_back(ofTask(203, "note", ColumnType::Text, [](const Task& t) { return optionalText(t.fields.note); }));
    columns.push_back(ofTask(305, "billing_information", ColumnType::Text,
                             [](const Task& t) { return optionalText(t.fields.billing); }));
    columns.push_back(
        ofTask(312, "currency", ColumnType::Text, [](const Task& t) { return optionalText(t.fields.currency); }));
    columns.push_back(
        ofTask(313, "trip_meter", ColumnType::Text, [](const Task& t) { return optionalText(t.fields.tripMeter); }));
    columns.push_back(
        ofTask(314, "companies", ColumnType::Text, [](const Task& t) { return optionalText(t.fields.companies); }));
}

void addTimes(Columns& columns) {
    columns.push_back(
        {201, "start_date", ColumnType::Date, [](const auto& view) { return day(view, view.task->fields.start); }});
    columns.push_back(
        {202, "end_date", ColumnType::Date, [](const auto& view) { return day(view, view.task->fields.due); }});
    columns.push_back(ofTask(kAlarm, "alarm", ColumnType::Time, [](const Task& t) { return optionalTime(t.alarm); }));
    // Shifted by when(): whole days are not.
    columns.push_back({316, "start_time", ColumnType::Timestamp,
                       [](const auto& view) { return when(view, view.task->fields.start); }});
    columns.push_back(
        {317, "end_time", ColumnType::Timestamp, [](const auto& view) { return when(view, view.task->fields.due); }});
    columns.push_back(ofTask(401, "full_time", ColumnType::Boolean, [](const Task& t) { return t.fields.wholeDays; }));
    columns.push_back(ofTask(315, "date_completed", ColumnType::Timestamp,
                             [](const Task& t) { return optionalTime(t.fields.completed); }));
}

void addSeries(Columns& columns) {
    columns.push_back(ofTask(209, "recurrence_type", ColumnType::Number,
                             [](const Task& t) { return t.fields.series ? t.fields.series->type : 0; }));
    columns.push_back(
        ofSeries(212, "days", ColumnType::Number, [](const Series& s) { return optionalNumber(s.days); }));
    columns.push_back(ofSeries(213, "day_in_month", ColumnType::Number,
                               [](const Series& s) { return optionalNumber(s.dayInMonth); }));
    columns.push_back(ofSeries(214, "month", ColumnType::Number,
                               [](const Series& s) { return s.type == Series::kYearly ? Value(s.month) : Value(); }));
    columns.push_back(ofSeries(215, "interval", ColumnType::Number, [](const Series& s) { return s.interval; }));
    columns.push_back(ofSeries(216, "until", ColumnType::Date,
                               [](const Series& s) { return s.until ? optionalTime(Instant(*s.until)) : Value(); }));
    columns.push_back(ofSeries(222, "occurrences", ColumnType::Number,
                               [](const Series& s) { return s.occurrences ? Value(*s.occurrences) : Value(); }));
}

void addPeople(Columns& columns) {
    columns.push_back(ofTask(220, "participants", ColumnType::Json, participantList));
    columns.push_back(ofTask(221, "users", ColumnType::Json, userList));
    columns.push_back(ofTask(226, "confirmations", ColumnType::Json, confirmationList));
    columns.push_back(ofTask(223, "uid", ColumnType::Text, [](const Task& t) { return t.fields.uid; }));
    columns.push_back(
        ofTask(224, "organizer", ColumnType::Text, [](const Task& t) { return optionalText(t.fields.organizer); }));
    columns.push_back(ofTask(225, "sequence", ColumnType::Number, [](const Task& t) { return t.fields.sequence; }));
}

void addProgress(Columns& columns) {
    columns.push_back(ofTask(300, "status", ColumnType::Number,
                             [](const Task& t) { return static_cast<std::int64_t>(t.fields.status); }));
    columns.push_back(
        ofTask(301, "percent_completed", ColumnType::Number, [](const Task& t) { return t.fields.percent; }));
    columns.push_back(
        ofTask(302, "actual_costs", ColumnType::Number, [](const Task& t) { return costs(t.fields.actualCosts); }));
    columns.push_back(
        ofTask(307, "target_costs", ColumnType::Number, [](const Task& t) { return costs(t.fields.targetCosts); }));
    const auto minutes = [](const std::optional<std::int64_t>& number) {
        return number ? Value(std::to_string(*number)) : Value();
    };
    columns.push_back(ofTask(303, "actual_duration", ColumnType::Text,
                             [minutes](const Task& t) { return minutes(t.fields.actualDuration); }));
    columns.push_back(ofTask(308, "target_duration", ColumnType::Text,
                             [minutes](const Task& t) { return minutes(t.fields.targetDuration); }));
    columns.push_back(ofTask(304, "after_complete", ColumnType::Number, [](const Task& t) {
        return t.fields.afterComplete ? Value(*t.fields.afterComplete) : Value();
    }));
    columns.push_back(
        ofTask(309, "priority", ColumnType::Number, [](const Task& t) { return optionalNumber(t.fields.priority); }));
}

bool asks(const engine::Listing& listing, int column) {
    return listing.sort == column ||
           std::find(listing.columns.begin(), listing.columns.end(), column) != listing.columns.end();
}

}  // namespace

engine::ColumnSet<TaskView> taskColumns() {
    Columns columns;
    addCommon(columns);
    addTexts(columns);
    addTimes(columns);
    addSeries(columns);
    addPeople(columns);
    addProgress(columns);
    return engine::ColumnSet<TaskView>(std::move(columns));
}

Details detailsFor(const engine::Listing& listing) {
    return {.participants = std::any_of(kOfParticipants.begin(), kOfParticipants.end(),
                                        [&](int column) { return asks(listing, column); }),
            .alarms = asks(listing, kAlarm)};
}

}  // namespace groupware::tasks::api
