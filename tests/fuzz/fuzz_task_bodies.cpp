#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/tasks/api/wire.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/vtodo.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace json = groupware::formats::json;
namespace tasks = groupware::tasks;

constexpr tasks::Limits kLimits{
    .titleCharacters = 767, .noteCharacters = 65'535, .textCharacters = 255, .objectBytes = 1 << 20};

void checkBody(const json::Object& object) {
    const auto localTime = [](std::int64_t utc) { return utc + 1'800'000; };
    const auto change = tasks::api::changeOf(object, localTime);
    tasks::Fields fields;
    change.fields(fields);
    tasks::settle(fields, groupware::Instant(std::chrono::hours(500'000)));
    requireValid(fields, kLimits);
    // What is valid is what the text says.
    const tasks::TimeContext times;
    auto calendar = tasks::makeTodoCalendar("uid", groupware::Instant{});
    fields.uid = "uid";
    tasks::putFields(calendar, fields, times);
    const auto stored = tasks::fieldsOf(calendar, times);
    if (stored.title != fields.title || stored.start != fields.start || stored.due != fields.due ||
        stored.series != fields.series || stored.targetCosts != fields.targetCosts)
        std::abort();
}

}  // namespace

/// Bodies of `new`, `update`, `list` and `delete`: refused, or stored as they say.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto value = json::parse(text, {});
        if (value.type() == typeid(json::Array::Ptr)) {
            (void)tasks::api::taskRefsOf(value);
        } else {
            checkBody(*json::requireObject(value, "the task"));
        }
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
