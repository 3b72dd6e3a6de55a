#include "groupware/calendar/api/delete_events.h"

#include "groupware/calendar/api/wire.h"
#include "groupware/formats/lines/ascii.h"

#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

/// What is to be deleted: a list, or `{"events":[...],"comment":"..."}`.
struct Body {
    json::Array::Ptr events;
    std::string comment{};
};

Body bodyOf(const json::Value& value) {
    if (value.type() != typeid(json::Object::Ptr)) return {.events = json::requireArray(value, "the list of events")};
    const auto object = json::requireObject(value, "the events");
    return {.events = json::requireArray(object->get("events"), "the list of events"),
            .comment = json::text(*object, "comment").value_or("")};
}

/// One transaction deletes them all in one way.
Scope scopeOf(const json::Array& events) {
    std::size_t future = 0;
    for (const auto& element : events) {
        const auto range = json::text(*json::requireObject(element, "an event"), "recurrenceRange").value_or("");
        if (range.empty()) continue;
        if (!formats::lines::equal(range, "THISANDFUTURE"))
            throw Error(ErrorCode::BadRequest, "unknown range", "'recurrenceRange' must be THISANDFUTURE.");
        ++future;
    }
    if (future != 0 && future != events.size())
        throw Error(ErrorCode::BadRequest, "ranges differ", "Delete with one recurrenceRange at a time.");
    return future != 0 ? Scope::ThisAndFuture : Scope::ThisOne;
}

}  // namespace

engine::Result DeleteEvents::handle(const Caller& caller, const engine::Call& call) {
    WriteCall asked(call, true);
    const Body body = bodyOf(call.json());
    asked.options().scope = scopeOf(*body.events);
    asked.options().comment = body.comment;
    const auto removal = service_.remove(caller, eventRefsOf(body.events), asked.options());
    auto data = json::makeArray();
    for (const WriteResult& result : removal.results) data->add(results_.object(caller, asked, result));
    engine::Result answer;
    for (const RefusedEvent& refused : removal.refused) {
        auto object = refJson(refused.event);
        object->set("error", errorJson(refused.error));
        data->add(object);
        answer.warnings.push_back(refused.error.publicText());
    }
    answer.data = data;
    if (removal.committed.seq.value == 0) return answer;
    answer.timestamp = removal.committed.seq;
    answer.committed = removal.committed;
    return answer;
}

}  // namespace groupware::calendar::api
