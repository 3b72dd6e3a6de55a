#include "groupware/tasks/rules.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"

#include <algorithm>
#include <chrono>

namespace groupware::tasks {
namespace {

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

void requireRange(const char* what, std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value >= least && value <= most) return;
    refuse(std::string(what) + " must be " + std::to_string(least) + " to " + std::to_string(most) + ".");
}

bool isControl(char letter) {
    const auto octet = static_cast<unsigned char>(letter);
    return (octet < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') || octet == 0x7F;
}

/// Dates that calendars can write: years 1 to 9999.
void requireYear(const char* what, const std::optional<Instant>& instant) {
    if (!instant) return;
    constexpr std::chrono::sys_days kFirst = std::chrono::year(1) / 1 / 2;
    constexpr std::chrono::sys_days kLast = std::chrono::year(9999) / 12 / 30;
    if (*instant < kFirst || *instant > kLast) refuse(std::string(what) + " is too far away.");
}

void requireTexts(const Fields& fields, const Limits& limits) {
    requireText("The title", fields.title, limits.titleCharacters);
    requireText("The note", fields.note, limits.noteCharacters);
    requireText("categories", fields.categories, limits.textCharacters);
    requireText("currency", fields.currency, limits.textCharacters);
    requireText("billing_information", fields.billing, limits.textCharacters);
    requireText("companies", fields.companies, limits.textCharacters);
    requireText("trip_meter", fields.tripMeter, limits.textCharacters);
    requireText("organizer", fields.organizer, limits.textCharacters);
    constexpr std::size_t kUidCharacters = 255;
    requireText("uid", fields.uid, kUidCharacters);
}

}  // namespace

void requireText(std::string_view what, std::string_view text, std::size_t maxCharacters) {
    const std::string name(what);
    if (!isUtf8(text)) refuse(name + " is not UTF-8.");
    if (std::any_of(text.begin(), text.end(), isControl)) refuse(name + " has control characters.");
    const auto characters = std::count_if(
        text.begin(), text.end(), [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U; });
    if (static_cast<std::size_t>(characters) <= maxCharacters) return;
    const std::string most = std::to_string(maxCharacters);
    throw Error(ErrorCode::TooLarge, name + " is longer than " + most,
                name + " has more than " + most + " characters.");
}

void requireValid(const Fields& fields, const Limits& limits) {
    requireTexts(fields, limits);
    requireRange("percent_completed", fields.percent, 0, 100);
    requireRange("status", static_cast<std::int64_t>(fields.status), 1, 5);
    requireRange("priority", fields.priority, 0, 3);
    requireRange("color_label", fields.colorLabel, 0, kMaxColorLabel);
    requireRange("target_duration", fields.targetDuration.value_or(0), 0, kMaxDuration);
    requireRange("actual_duration", fields.actualDuration.value_or(0), 0, kMaxDuration);
    requireRange("target_costs, in hundredths,", fields.targetCosts.value_or(0), -kMaxCosts, kMaxCosts);
    requireRange("actual_costs, in hundredths,", fields.actualCosts.value_or(0), -kMaxCosts, kMaxCosts);
    requireYear("The start", fields.start);
    requireYear("The end", fields.due);
    requireYear("date_completed", fields.completed);
    if (fields.start && fields.due && *fields.start > *fields.due) refuse("The start is after the end.");
    if (!fields.series) return;
    if (!fields.start && !fields.due) refuse("What recurs needs a start or an end.");
    requireValid(*fields.series);
}

void settle(Fields& fields, Instant now) {
    for (auto* time : {&fields.start, &fields.due, &fields.completed}) {
        if (*time) *time = std::chrono::floor<std::chrono::seconds>(**time);  // calendars know no more
    }
    if (fields.status == Status::Done) {
        fields.percent = 100;
        if (!fields.completed) fields.completed = std::chrono::floor<std::chrono::seconds>(now);
    } else {
        fields.completed.reset();
    }
    if (fields.status == Status::NotStarted) fields.percent = 0;
    if (!fields.start && !fields.due) fields.wholeDays = false;
    for (auto* time : {&fields.start, &fields.due}) {
        if (*time && fields.wholeDays) *time = std::chrono::floor<std::chrono::days>(**time);
    }
    const auto first = fields.start ? fields.start : fields.due;
    if (fields.series && first)
        complete(*fields.series,
                 std::chrono::local_days(std::chrono::floor<std::chrono::days>(*first).time_since_epoch()));
}

std::string tidyCategories(std::string_view list) {
    std::string tidy;
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        auto each = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        while (!each.empty() && each.front() == ' ') each.remove_prefix(1);
        while (!each.empty() && each.back() == ' ') each.remove_suffix(1);
        if (each.empty()) continue;
        if (!tidy.empty()) tidy += ',';
        tidy += each;
    }
    return tidy;
}

void requireUnchanged(const Task& task, Seq lastSeen) {
    if (task.seq <= lastSeen) return;
    throw Error(ErrorCode::PreconditionFailed, "task " + std::to_string(task.id.value) + " changed",
                "This task has been changed meanwhile. Load it anew.");
}

}  // namespace groupware::tasks
