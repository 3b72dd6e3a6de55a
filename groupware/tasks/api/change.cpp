#include "groupware/api/local_time.h"
#include "groupware/api/series_members.h"
#include "groupware/base/error.h"
#include "groupware/tasks/api/wire.h"
#include "groupware/tasks/rules.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>

namespace groupware::tasks::api {
namespace {

/// What is to be done to the fields, in the order of its members.
using Steps = std::vector<std::function<void(Fields&)>>;

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

Instant instant(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

/// What is beyond a field's range must not come into it by cutting; rules refuse it.
int small(std::int64_t number) {
    constexpr std::int64_t kFar = 1'000'000;
    return static_cast<int>(std::clamp<std::int64_t>(number, -kFar, kFar));
}

/// Collects steps from one object.
class Reader {
public:
    Reader(const json::Object& object, Steps& steps) : object_(object), steps_(steps) {}

    void text(const char* key, std::string Fields::*field) {
        if (!object_.has(key)) return;
        steps_.push_back([field, value = json::text(object_, key).value_or("")](Fields& f) { f.*field = value; });
    }
    void number(const char* key, int Fields::*field) {
        if (!object_.has(key)) return;
        steps_.push_back(
            [field, value = small(json::integer(object_, key).value_or(0))](Fields& f) { f.*field = value; });
    }
    void optional(const char* key, std::optional<std::int64_t> Fields::*field) {
        if (!object_.has(key)) return;
        std::optional<std::int64_t> value;
        if (!json::text(object_, key).value_or("").empty()) value = json::integer(object_, key);
        steps_.push_back([field, value](Fields& f) { f.*field = value; });
    }
    void costs(const char* key, std::optional<std::int64_t> Fields::*field) {
        if (!object_.has(key)) return;
        std::optional<std::int64_t> hundredths;
        const json::Value value = object_.get(key);
        if (!value.isEmpty() && !(value.isString() && value.toString().empty())) hundredths = hundredthsOf(key, value);
        steps_.push_back([field, hundredths](Fields& f) { f.*field = hundredths; });
    }

private:
    [[nodiscard]] static std::int64_t hundredthsOf(const char* key, const json::Value& value) {
        double amount = 0;
        try {
            amount = value.convert<double>();
        } catch (const Poco::Exception&) {
            refuse("\"" + std::string(key) + "\" must be a number.");
        }
        constexpr double kHundred = 100;
        if (!(std::abs(amount) * kHundred <= static_cast<double>(kMaxCosts)))
            refuse("\"" + std::string(key) + "\" must be between -9999999999.99 and 9999999999.99.");
        return std::llround(amount * kHundred);
    }

    const json::Object& object_;
    Steps& steps_;
};

void readTexts(const json::Object& object, Steps& steps) {
    Reader reader(object, steps);
    reader.text("title", &Fields::title);
    reader.text("note", &Fields::note);
    reader.text("uid", &Fields::uid);
    reader.text("organizer", &Fields::organizer);
    reader.text("currency", &Fields::currency);
    reader.text("billing_information", &Fields::billing);
    reader.text("companies", &Fields::companies);
    reader.text("trip_meter", &Fields::tripMeter);
    if (!object.has("categories")) return;
    steps.push_back([tidy = tidyCategories(json::text(object, "categories").value_or(""))](Fields& fields) {
        fields.categories = tidy;
    });
}

void readNumbers(const json::Object& object, Steps& steps) {
    Reader reader(object, steps);
    reader.number("percent_completed", &Fields::percent);
    reader.number("priority", &Fields::priority);
    reader.number("color_label", &Fields::colorLabel);
    reader.optional("target_duration", &Fields::targetDuration);
    reader.optional("actual_duration", &Fields::actualDuration);
    reader.optional("after_complete", &Fields::afterComplete);
    reader.costs("target_costs", &Fields::targetCosts);
    reader.costs("actual_costs", &Fields::actualCosts);
    if (const auto status = json::integer(object, "status")) {
        if (*status < 1 || *status > 5) refuse("status must be 1 to 5.");
        steps.push_back([value = static_cast<Status>(*status)](Fields& fields) { fields.status = value; });
    }
    if (const auto flag = json::flag(object, "private_flag"))
        steps.push_back([value = *flag](Fields& fields) { fields.isPrivate = value; });
    if (!object.has("date_completed")) return;
    std::optional<Instant> completed;
    if (const auto at = json::integer(object, "date_completed")) completed = instant(*at);
    steps.push_back([completed](Fields& fields) { fields.completed = completed; });
}

/// Times are the caller's; days, also those of clients that know nothing else, are the same everywhere.
void readTimes(const json::Object& object, const engine::LocalTime& localTime, Steps& steps) {
    const bool times = object.has("start_time") || object.has("end_time");
    const bool dates = !times && (object.has("start_date") || object.has("end_date"));
    auto whole = json::flag(object, "full_time");
    if (dates) whole = true;
    if (whole) steps.push_back([value = *whole](Fields& fields) { fields.wholeDays = value; });
    const auto read = [&](const char* key, std::optional<Instant> Fields::*field) {
        if (!object.has(key)) return;
        const auto sent = json::integer(object, key);
        steps.push_back([field, sent, localTime](Fields& fields) {
            fields.*field = std::nullopt;
            if (sent) fields.*field = instant(fields.wholeDays ? *sent : engine::utcOf(localTime, *sent));
        });
    };
    if (times) {
        read("start_time", &Fields::start);
        read("end_time", &Fields::due);
    } else if (dates) {
        read("start_date", &Fields::start);
        read("end_date", &Fields::due);
    }
}

Participant participantOf(const json::Value& element) {
    const auto object = json::requireObject(element, "a participant");
    const auto type = json::integer(*object, "type").value_or(0);
    if (type == 1 || type == 2) {
        const auto id = json::integer(*object, "id");
        if (!id) refuse("A participant has no id.");
        return {.kind = static_cast<ParticipantKind>(type), .id = *id};
    }
    if (type != 5) refuse("A participant of a task is of type 1, 2 or 5.");
    return {.kind = ParticipantKind::External,
            .mail = json::text(*object, "mail").value_or(""),
            .name = json::text(*object, "display_name").value_or("")};
}

std::optional<std::vector<Participant>> participantsOf(const json::Object& object) {
    if (!object.has("participants")) return std::nullopt;
    std::vector<Participant> participants;
    if (const auto list = json::array(object, "participants")) {
        for (const auto& element : *list) participants.push_back(participantOf(element));
    }
    return participants;
}

}  // namespace

TaskChange changeOf(const json::Object& object, const engine::LocalTime& localTime) {
    Steps steps;
    readTexts(object, steps);
    readNumbers(object, steps);
    readTimes(object, localTime, steps);
    steps.push_back([series = engine::SeriesMembers(object)](Fields& fields) { series.apply(fields.series); });
    TaskChange change;
    change.fields = [steps = std::move(steps)](Fields& fields) {
        for (const auto& step : steps) step(fields);
    };
    if (const auto folder = json::text(object, "folder_id")) change.folder = folderId(*folder);
    change.participants = participantsOf(object);
    if (!object.has("alarm")) return change;
    change.alarm.emplace();
    if (const auto alarm = json::integer(object, "alarm")) *change.alarm = instant(engine::utcOf(localTime, *alarm));
    return change;
}

}  // namespace groupware::tasks::api
