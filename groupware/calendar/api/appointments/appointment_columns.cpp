#include "groupware/calendar/api/appointments/appointment_columns.h"

#include "groupware/calendar/api/appointments/appointment_instances.h"
#include "groupware/formats/json/json.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace groupware::calendar::api {
namespace {

namespace engine = groupware::api;
namespace json = formats::json;
using engine::ColumnType;
using json::Value;
using Columns = std::vector<engine::Column<AppointmentView>>;

constexpr int kAlarm = 204;
constexpr int kPosition = 207;
constexpr int kShownAs = 402;
constexpr std::array kOfFields{203, kAlarm, 209, 210, 211, 212, 213, 214,      215,
                               216, 220,    221, 222, 226, 228, 229, kShownAs, 410};
constexpr std::array kOfPeople{220, 221, 226, 227, 228, 229};
constexpr std::array kOfSeries{209, 212, 213, 214, 215, 216, 222, 410};

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}
Value optionalText(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}
Value optionalNumber(std::int64_t number) {
    return number == 0 ? Value() : Value(number);
}
std::int64_t dayValue(std::chrono::local_days day) {
    return std::chrono::milliseconds(day.time_since_epoch()).count();
}

/// Whole days are the same everywhere, a time is the caller's.
Value when(const AppointmentView& view, Instant instant) {
    const bool shift = !view.appointment.fullTime && view.localTime != nullptr && *view.localTime;
    return shift ? Value((*view.localTime)(milliseconds(instant))) : Value(milliseconds(instant));
}

Value days(const std::vector<std::string>& recurrenceIds) {
    if (recurrenceIds.empty()) return {};
    auto list = json::makeArray();
    for (const auto& id : recurrenceIds) {
        if (const auto day = dayOf(id)) list->add(dayValue(*day));
    }
    return list;
}

/// Who acted, and on whose behalf: with SENT-BY the organizer is the principal.
struct Acting {
    std::string organizer{};
    std::string principal{};
};
Acting actingIn(const Event& event) {
    if (!event.fields || !event.fields->organizer) return {.organizer = event.organizer};
    const auto& organizer = *event.fields->organizer;
    const auto named = [](const std::string& uri) {
        auto address = addressOf(uri);
        return address.empty() ? uri : address;
    };
    if (organizer.sentBy.empty()) return {.organizer = named(organizer.uri)};
    return {.organizer = named(organizer.sentBy), .principal = named(organizer.uri)};
}
Value userId(const AppointmentView& view, const std::string& address) {
    const auto* known = view.directory == nullptr ? nullptr : view.directory->byAddress(address);
    return known != nullptr && known->user ? Value(known->user->value) : Value();
}

template <class Get>
engine::Column<AppointmentView> ofEvent(int id, std::string_view name, ColumnType type, Get get) {
    return {id, name, type, [get](const AppointmentView& view) { return Value(get(*view.event)); }};
}
/// Hidden of what the caller may only know the times of.
template <class Get>
engine::Column<AppointmentView> ofVisible(int id, std::string_view name, ColumnType type, Get get) {
    return {id, name, type,
            [get](const AppointmentView& view) { return view.event->anonymous ? Value() : Value(get(*view.event)); }};
}
template <class Get>
engine::Column<AppointmentView> ofAppointment(int id, std::string_view name, ColumnType type, Get get) {
    return {id, name, type, [get](const AppointmentView& view) { return Value(get(view.appointment)); }};
}
/// A column of what recurs; null where nothing does.
template <class Get>
engine::Column<AppointmentView> ofSeries(int id, std::string_view name, ColumnType type, Get get) {
    return {id, name, type,
            [get](const AppointmentView& view) { return view.series ? Value(get(*view.series)) : Value(); }};
}
/// A list of people; null where they were not read.
template <class Get>
engine::Column<AppointmentView> ofPeople(int id, std::string_view name, Get get) {
    return {id, name, ColumnType::Json, [get](const AppointmentView& view) {
                const bool known = view.event->fields && !view.event->anonymous;
                return known ? Value(get(view.appointment.participants)) : Value();
            }};
}

void addCommon(Columns& columns) {
    columns.push_back(ofEvent(1, "id", ColumnType::Number, [](const Event& e) { return e.id.value; }));
    columns.push_back(ofVisible(2, "created_by", ColumnType::Number, [](const Event& e) { return e.createdBy.value; }));
    columns.push_back(
        ofVisible(3, "modified_by", ColumnType::Number, [](const Event& e) { return e.changedBy.value; }));
    columns.push_back(
        ofVisible(4, "creation_date", ColumnType::Time, [](const Event& e) { return milliseconds(e.createdAt); }));
    columns.push_back(ofEvent(5, "last_modified", ColumnType::Timestamp, [](const Event& e) { return e.seq.value; }));
    columns.push_back(
        ofEvent(6, "last_modified_utc", ColumnType::Timestamp, [](const Event& e) { return e.seq.value; }));
    columns.push_back(ofEvent(20, "folder_id", ColumnType::Number, [](const Event& e) { return e.folder.value; }));
    columns.push_back(ofAppointment(100, "categories", ColumnType::Text,
                                    [](const Appointment& a) { return optionalText(a.categories); }));
    columns.push_back(
        ofAppointment(101, "private_flag", ColumnType::Boolean, [](const Appointment& a) { return a.isPrivate; }));
    columns.push_back(
        ofAppointment(102, "color_label", ColumnType::Number, [](const Appointment& a) { return a.colorLabel; }));
    columns.push_back(
        ofVisible(104, "number_of_attachments", ColumnType::Number, [](const Event& e) { return e.attachmentCount; }));
    columns.push_back(ofVisible(105, "lastModifiedOfNewestAttachmentUTC", ColumnType::Timestamp, [](const Event& e) {
        return e.newestAttachment ? Value(milliseconds(*e.newestAttachment)) : Value();
    }));
}

void addTexts(Columns& columns) {
    columns.push_back(
        ofAppointment(200, "title", ColumnType::Text, [](const Appointment& a) { return optionalText(a.title); }));
    columns.push_back(
        ofAppointment(203, "note", ColumnType::Text, [](const Appointment& a) { return optionalText(a.note); }));
    columns.push_back(ofAppointment(400, "location", ColumnType::Text,
                                    [](const Appointment& a) { return optionalText(a.location); }));
    columns.push_back(ofVisible(223, "uid", ColumnType::Text, [](const Event& e) { return optionalText(e.uid); }));
    columns.push_back(ofVisible(225, "sequence", ColumnType::Number, [](const Event& e) { return e.sequence; }));
}

void addTimes(Columns& columns) {
    // Shifted by when(): whole days are not.
    columns.push_back({201, "start_date", ColumnType::Timestamp,
                       [](const auto& view) { return when(view, view.appointment.start); }});
    columns.push_back(
        {202, "end_date", ColumnType::Timestamp, [](const auto& view) { return when(view, view.appointment.end); }});
    columns.push_back(
        ofAppointment(401, "full_time", ColumnType::Boolean, [](const Appointment& a) { return a.fullTime; }));
    columns.push_back(
        ofAppointment(408, "timezone", ColumnType::Text, [](const Appointment& a) { return a.timeZone; }));
    columns.push_back({kAlarm, "alarm", ColumnType::Number,
                       [](const auto& view) { return view.event->fields ? Value(view.appointment.alarm) : Value(); }});
    columns.push_back(
        ofAppointment(kShownAs, "shown_as", ColumnType::Number, [](const Appointment& a) { return a.shownAs; }));
}

void addInstances(Columns& columns) {
    const auto isPart = [](const Event& e) { return e.recurs || !e.recurrenceId.empty(); };
    columns.push_back(ofEvent(206, "recurrence_id", ColumnType::Number,
                              [isPart](const Event& e) { return isPart(e) ? Value(e.object.value) : Value(); }));
    columns.push_back({kPosition, "recurrence_position", ColumnType::Number,
                       [](const auto& view) { return view.position ? Value(*view.position) : Value(); }});
    columns.push_back(ofEvent(208, "recurrence_date_position", ColumnType::Date, [](const Event& e) {
        const auto day = dayOf(e.recurrenceId);
        return day ? Value(dayValue(*day)) : Value();
    }));
    columns.push_back(
        ofEvent(210, "change_exceptions", ColumnType::Json, [](const Event& e) { return days(e.changedInstances); }));
    columns.push_back(
        ofEvent(211, "delete_exceptions", ColumnType::Json, [](const Event& e) { return days(e.deletedInstances); }));
    columns.push_back({410, "recurrence_start", ColumnType::Date,
                       [](const auto& view) { return view.seriesStart ? Value(*view.seriesStart) : Value(); }});
}

void addSeries(Columns& columns) {
    using Series = ical::SimpleSeries;
    columns.push_back({209, "recurrence_type", ColumnType::Number,
                       [](const auto& view) { return Value(view.series ? view.series->type : 0); }});
    columns.push_back(
        ofSeries(212, "days", ColumnType::Number, [](const Series& s) { return optionalNumber(s.days); }));
    columns.push_back(ofSeries(213, "day_in_month", ColumnType::Number,
                               [](const Series& s) { return optionalNumber(s.dayInMonth); }));
    columns.push_back(ofSeries(214, "month", ColumnType::Number,
                               [](const Series& s) { return s.type == Series::kYearly ? Value(s.month) : Value(); }));
    columns.push_back(ofSeries(215, "interval", ColumnType::Number, [](const Series& s) { return s.interval; }));
    columns.push_back(ofSeries(216, "until", ColumnType::Date, [](const Series& s) {
        return s.until ? Value(milliseconds(Instant(*s.until))) : Value();
    }));
    columns.push_back(ofSeries(222, "occurrences", ColumnType::Number,
                               [](const Series& s) { return s.occurrences ? Value(*s.occurrences) : Value(); }));
}

void addPeople(Columns& columns) {
    columns.push_back(ofPeople(220, "participants", participantsJson));
    columns.push_back(ofPeople(221, "users", usersJson));
    columns.push_back(ofPeople(226, "confirmations", confirmationsJson));
    columns.push_back(ofVisible(224, "organizer", ColumnType::Text,
                                [](const Event& e) { return optionalText(actingIn(e).organizer); }));
    columns.push_back({227, "organizerId", ColumnType::Number,
                       [](const auto& view) { return userId(view, actingIn(*view.event).organizer); }});
    columns.push_back(ofVisible(228, "principal", ColumnType::Text,
                                [](const Event& e) { return optionalText(actingIn(e).principal); }));
    columns.push_back({229, "principalId", ColumnType::Number,
                       [](const auto& view) { return userId(view, actingIn(*view.event).principal); }});
}

bool asks(const engine::Listing& listing, int column) {
    return listing.sort == column ||
           std::find(listing.columns.begin(), listing.columns.end(), column) != listing.columns.end();
}

template <std::size_t N>
bool asksAny(const engine::Listing& listing, const std::array<int, N>& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](int column) { return asks(listing, column); });
}

}  // namespace

engine::ColumnSet<AppointmentView> appointmentColumns() {
    Columns columns;
    addCommon(columns);
    addTexts(columns);
    addTimes(columns);
    addInstances(columns);
    addSeries(columns);
    addPeople(columns);
    return engine::ColumnSet<AppointmentView>(std::move(columns));
}

AppointmentNeeds needsOf(const engine::Listing& listing) {
    return {.fields = asksAny(listing, kOfFields),
            .people = asksAny(listing, kOfPeople),
            .series = asksAny(listing, kOfSeries),
            .position = asks(listing, kPosition)};
}

}  // namespace groupware::calendar::api
