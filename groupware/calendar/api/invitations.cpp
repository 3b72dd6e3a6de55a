#include "groupware/calendar/api/invitations.h"

#include "groupware/api/coded_error.h"
#include "groupware/calendar/api/wire.h"

#include <optional>
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
    if (message.method == Method::Refresh) return {.annotation = "It asks for the event, and changes nothing."};
    if (message.method == Method::Counter) return {.type = "update", .actions = {"apply_proposal", "declinecounter"}};
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

namespace {

MailReport apply(const MailIntake& intake, const Caller& caller, const std::string& text) {
    auto report = intake.takeOwn(caller, text);
    if (report.verdict == MailReport::Verdict::Refused)
        throw Error(ErrorCode::Forbidden, "itip: " + report.reason, report.reason);
    return report;
}

/// The caller, who sees what was just written.
Caller after(const Caller& caller, const MailReport& report) {
    Caller now = caller;
    now.freshness = Freshness::atLeast(report.committed);
    return now;
}

Event requireOwnEvent(const CalendarQueries& queries, const Caller& caller, const std::string& uid) {
    auto event = ownEvent(queries, caller, uid);
    if (!event) throw Error(ErrorCode::NotFound, "itip: no event to answer", "The event is not in the calendar.");
    return *std::move(event);
}

/// What is open afterwards is what the message proposes, or a Conflict.
WriteResult answerCounter(const Invitations::Parts& parts, const Caller& caller, const Message& message,
                          const std::string& text, const WriteOptions& options, bool accepts) {
    const auto now = after(caller, apply(parts.intake, caller, text));
    const auto event = requireOwnEvent(parts.queries, now, message.uid);
    const EventRef ref{.folder = event.folder, .id = event.id};
    return accepts ? parts.service.acceptCounter(caller, ref, message, options)
                   : parts.service.declineCounter(caller, ref, message, options);
}

}  // namespace

engine::Result Invitations::Answer::handle(const Caller& caller, const engine::Call& call) {
    WriteCall asked(call, false);
    const auto text = textOf(call);
    const auto message = parts_.intake.read(text);
    if (message.method == Method::Counter)
        throw Error(ErrorCode::BadRequest, "itip: a COUNTER is no invitation",
                    "What an attendee proposes is answered by apply_proposal or declinecounter.");
    const bool checks = checksConflicts_ && (!call.parameter("checkConflicts") || asked.options().checkConflicts);
    asked.options().checkConflicts = false;  // the event itself may be there already
    if (checks && message.method == Method::Request) {
        WriteResult result{.conflicts = parts_.service.conflictsWith(caller, message.uid, message.calendar)};
        if (!result.conflicts.empty()) return parts_.results.answer(caller, asked, result);
    }
    const auto report = apply(parts_.intake, caller, text);
    const auto event = requireOwnEvent(parts_.queries, after(caller, report), report.uid);
    const EventRef reference{.folder = event.folder, .id = event.id};
    return parts_.results.answer(caller, asked,
                                 parts_.service.answer(caller, reference, {.partStat = status_}, asked.options()));
}

engine::Result Invitations::Update::handle(const Caller& caller, const engine::Call& call) {
    const WriteCall asked(call, false);
    const auto text = textOf(call);
    const auto message = parts_.intake.read(text);
    if (message.method == Method::Counter)
        return parts_.results.answer(caller, asked,
                                     answerCounter(parts_, caller, message, text, asked.options(), true));
    const auto report = apply(parts_.intake, caller, text);
    const auto now = after(caller, report);
    WriteResult result{.committed = report.committed};
    if (auto event = ownEvent(parts_.queries, now, report.uid)) result.updated.push_back(*std::move(event));
    return parts_.results.answer(now, asked, result);
}

engine::Result Invitations::AnswerCounter::handle(const Caller& caller, const engine::Call& call) {
    WriteCall asked(call, false);
    const auto text = textOf(call);
    asked.options().comment = json::text(*json::requireObject(call.json(), "the body"), "comment").value_or("");
    const auto message = parts_.intake.read(text);
    if (message.method != Method::Counter)
        throw Error(ErrorCode::BadRequest, "itip: no COUNTER", "The message proposes nothing.");
    return parts_.results.answer(caller, asked,
                                 answerCounter(parts_, caller, message, text, asked.options(), accepts_));
}

void Invitations::addTo(engine::Registry& registry) {
    const auto& errors = calendarErrors();
    registry.add(kModule, "analyze", analyze_, errors, {engine::Needs::AnyServer, kAccess});
    const engine::Requirements writes{engine::Needs::Master, kAccess};
    registry.add(kModule, "accept", accept_, errors, writes);
    registry.add(kModule, "accept_and_ignore_conflicts", acceptAnyhow_, errors, writes);
    registry.add(kModule, "tentative", tentative_, errors, writes);
    registry.add(kModule, "decline", decline_, errors, writes);
    registry.add(kModule, "update", update_, errors, writes);
    registry.add(kModule, "apply_proposal", applyProposal_, errors, writes);
    registry.add(kModule, "declinecounter", declineCounter_, errors, writes);
}

}  // namespace groupware::calendar::api
