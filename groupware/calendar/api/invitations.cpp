#include "groupware/calendar/api/invitations.h"

#include "groupware/api/coded_error.h"
#include "groupware/calendar/api/wire.h"

#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {
namespace {

using scheduling::Message;
using scheduling::Method;

constexpr auto kModule = "chronos/itip";
constexpr auto kAccess = "calendar";

std::string textOf(const engine::Call& call) {
    if (call.require("dataSource") != "text")
        throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, "itip: another data source",
                                 "'dataSource' must be 'text': there are no mails here.");
    const auto body = json::requireObject(call.json(), "the body");
    auto text = json::text(*body, "text");
    if (!text) throw Error(ErrorCode::BadRequest, "itip: no text", "'text' is missing in the body.");
    return *std::move(text);
}

std::optional<Event> ownEvent(const CalendarQueries& queries, const Caller& caller, const std::string& uid) {
    try {
        return queries.byUid(caller, uid);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) throw;
        return std::nullopt;
    }
}

/// What a message would do, and what the caller may choose.
struct Analysis {
    std::string type{};  ///< of the change: create, update, delete; empty: none
    std::vector<std::string> actions{};
    std::string annotation{};  ///< why there is nothing to do
};

Analysis ofRequest(const std::optional<Event>& current) {
    const std::vector<std::string> answers{"accept", "accept_and_ignore_conflicts", "tentative", "decline"};
    if (!current) return {.type = "create", .actions = answers};
    if (current->role == Role::Organizer) return {.annotation = "The event is your own."};
    Analysis analysis{.type = "update", .actions = {"update"}};
    analysis.actions.insert(analysis.actions.end(), answers.begin(), answers.end());
    return analysis;
}

/// What changes an event only if it is there.
Analysis ofOther(const Message& message, const std::optional<Event>& current) {
    const bool ofAttendee = message.method == Method::Reply || message.method == Method::Counter;
    if (!current || (ofAttendee && current->role != Role::Organizer))
        return {.annotation = "The event is not in the calendar."};
    if (message.method == Method::Counter || message.method == Method::Refresh)
        return {.annotation = "It changes nothing: the organizer decides."};
    const bool removes = message.method == Method::Cancel && message.instances.empty();
    return {.type = removes ? "delete" : "update", .actions = {"update"}};
}

Analysis analysisOf(const Message& message, const std::optional<Event>& current) {
    if (current && message.sequence < current->sequence && message.method != Method::Reply)
        return {.annotation = "The calendar has a newer version."};
    if (message.method == Method::Request) return ofRequest(current);
    if (message.method == Method::Publish) return {.type = current ? "update" : "create", .actions = {"update"}};
    return ofOther(message, current);
}

json::Array::Ptr arrayOf(const std::vector<std::string>& texts) {
    auto array = json::makeArray();
    for (const auto& text : texts) array->add(text);
    return array;
}

}  // namespace

engine::Result Invitations::Analyze::handle(const Caller& caller, const engine::Call& call) {
    const EventSelection selection(call);
    const auto message = parts_.intake.read(textOf(call));
    const auto current = ownEvent(parts_.queries, caller, message.uid);
    const auto analysis = analysisOf(message, current);
    auto changes = json::makeArray();
    if (!analysis.type.empty()) {
        auto change = json::makeObject();
        change->set("type", analysis.type);
        if (current) change->set("currentEvent", parts_.view.object(caller, selection, *current));
        changes->add(change);
    }
    auto data = json::makeObject();
    data->set("method", std::string(scheduling::nameOf(message.method)));
    data->set("uid", message.uid);
    data->set("changes", changes);
    data->set("annotations",
              arrayOf(analysis.annotation.empty() ? std::vector<std::string>{} : std::vector{analysis.annotation}));
    data->set("actions", arrayOf(analysis.actions));
    auto list = json::makeArray();
    list->add(data);
    return {.data = list};
}

engine::Result Invitations::Act::handle(const Caller& caller, const engine::Call& call) {
    const WriteCall asked(call, false);
    const auto report = parts_.intake.takeOwn(caller, textOf(call));
    if (report.verdict == MailReport::Verdict::Refused)
        throw Error(ErrorCode::Forbidden, "itip: " + report.reason, report.reason);
    Caller now = caller;  // sees what was just written
    now.freshness = Freshness::atLeast(report.committed);
    const auto event = ownEvent(parts_.queries, now, report.uid);
    WriteResult result{.committed = report.committed};
    if (!event) {
        if (answer_) throw Error(ErrorCode::NotFound, "itip: no event to answer", "The event is not in the calendar.");
        return parts_.results.answer(now, asked, result);
    }
    if (!answer_) {
        result.updated.push_back(*event);
        return parts_.results.answer(now, asked, result);
    }
    const EventRef reference{.folder = event->folder, .id = event->id};
    return parts_.results.answer(caller, asked,
                                 parts_.service.answer(now, reference, {.partStat = *answer_}, asked.options()));
}

void Invitations::addTo(engine::Registry& registry) {
    const auto& errors = calendarErrors();
    registry.add(kModule, "analyze", analyze_, errors, {engine::Needs::AnyServer, kAccess});
    const engine::Requirements writes{engine::Needs::Master, kAccess};
    registry.add(kModule, "accept", accept_, errors, writes);
    registry.add(kModule, "accept_and_ignore_conflicts", accept_, errors, writes);
    registry.add(kModule, "tentative", tentative_, errors, writes);
    registry.add(kModule, "decline", decline_, errors, writes);
    registry.add(kModule, "update", update_, errors, writes);
}

}  // namespace groupware::calendar::api
