#include "groupware/calendar/api/results.h"

#include "groupware/api/coded_error.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

constexpr std::string_view kThisAndFuture = "THISANDFUTURE";

Scope scopeOf(const engine::Call& call) {
    const auto range = formats::lines::upper(std::string_view(call.parameter("recurrenceRange").value_or("")));
    if (range.empty()) return Scope::ThisOne;
    if (range == kThisAndFuture && !call.parameter("recurrenceId").value_or("").empty()) return Scope::ThisAndFuture;
    const std::string text = "The parameter 'recurrenceRange' is THISANDFUTURE, and needs a recurrenceId.";
    throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
}

json::Array::Ptr removedJson(const WriteResult& result) {
    auto list = json::makeArray();
    for (const EventRef& event : result.removed) {
        auto object = refJson(event);
        object->set("timestamp", result.committed.seq.value);
        list->add(object);
    }
    return list;
}

/// In which folders there are series among the events.
std::map<FolderId, std::set<EventId>> seriesOf(const WriteResult& result) {
    std::map<FolderId, std::set<EventId>> series;
    for (const auto* events : {&result.created, &result.updated}) {
        for (const Event& event : *events) {
            if (event.recurs) series[event.folder].insert(event.object);
        }
    }
    return series;
}

}  // namespace

WriteCall::WriteCall(const engine::Call& call, bool seen) : selection_(call) {
    options_.scope = scopeOf(call);
    options_.checkConflicts = call.flag("checkConflicts");
    if (seen) options_.lastSeen = Seq{call.requireInteger("timestamp")};
    if (call.flag("expand")) expansion_ = requireRange(call);
}

/// With the series of which instances were changed or deleted: they have other exceptions now.
WriteResult Results::withSeries(const Caller& caller, const WriteResult& result) const {
    std::set<EventId> known;
    for (const auto* events : {&result.created, &result.updated}) {
        for (const Event& event : *events) {
            if (!event.exception) known.insert(event.object);
        }
    }
    std::vector<EventRef> series;
    const auto add = [&](FolderId folder, EventId object) {
        if (known.insert(object).second) series.push_back({.folder = folder, .id = object, .recurrenceId = {}});
    };
    for (const Event& event : result.created) {
        if (event.exception) add(event.folder, event.object);
    }
    for (const EventRef& event : result.removed) {
        if (!event.recurrenceId.empty()) add(event.folder, event.id);
    }
    WriteResult all = result;
    if (series.empty()) return all;
    for (Event& event : queries_.list(caller, series, {.fields = true}).events) {
        if (event.recurs) all.updated.push_back(std::move(event));
    }
    return all;
}

/// Series become their instances in the range; what is no series stays.
WriteResult Results::expanded(const Caller& caller, const TimeRange& range, const WriteResult& result) const {
    WriteResult all = result;
    std::set<EventId> newSeries;
    for (const Event& event : result.created) {
        if (event.recurs) newSeries.insert(event.object);
    }
    for (auto* events : {&all.created, &all.updated})
        std::erase_if(*events, [](const Event& event) { return event.recurs; });
    for (const auto& [folder, series] : seriesOf(result)) {
        for (Event& event : queries_.inRange(caller, folder, range, {.fields = true, .expanded = true}).events) {
            if (!series.contains(event.object) || event.exception) continue;
            (newSeries.contains(event.object) ? all.created : all.updated).push_back(std::move(event));
        }
    }
    return all;
}

json::Object::Ptr Results::object(Caller caller, const WriteCall& asked, const WriteResult& result) const {
    if (result.committed.seq.value != 0) caller.freshness.raise(result.committed);
    const auto& range = asked.expansion();
    auto shown = result.conflicts.empty() ? withSeries(caller, result) : result;
    if (range && result.conflicts.empty()) shown = expanded(caller, *range, shown);
    auto object = json::makeObject();
    object->set("created", view_.list(caller, asked.selection(), shown.created));
    object->set("updated", view_.list(caller, asked.selection(), shown.updated));
    object->set("deleted", removedJson(shown));
    object->set("conflicts", view_.conflicts(caller, asked.selection(), shown.conflicts));
    return object;
}

engine::Result Results::answer(const Caller& caller, const WriteCall& asked, const WriteResult& result) const {
    engine::Result answer;
    answer.data = object(caller, asked, result);
    if (!result.conflicts.empty()) return answer;  // nothing was written
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::calendar::api
