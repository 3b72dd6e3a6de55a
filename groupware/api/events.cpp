#include "groupware/api/events.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/contents_answer.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace groupware::api {
namespace {

Result streamOf(const std::string& body) {
    Result answer;
    answer.response.emplace();
    answer.response->headers = {{"Content-Type", "text/event-stream"},
                                {"Cache-Control", "no-store"},
                                {"X-Accel-Buffering", "no"},  // nginx hands it on at once
                                {"X-Content-Type-Options", "nosniff"}};
    answer.response->body = streamHead() + body;
    return answer;
}

/// Where the client is, or nothing if it begins. Browsers send the field, programs may send the parameter.
std::optional<EventPosition> positionOf(const http::Request& request) {
    std::string text = request.header("Last-Event-ID");
    if (text.empty()) text = request.parameter("lastEventId").value_or("");
    if (text.empty()) return std::nullopt;
    const auto position = parseEventPosition(text);
    if (position) return position;
    const std::string why = "Last-Event-ID is not the id of an event.";
    throw CodedError(ErrorCode::BadRequest, kInvalidParameter, why, why);
}

std::vector<FolderId> idsOf(const std::vector<folders::AccessibleFolder>& folders) {
    std::vector<FolderId> ids;
    ids.reserve(folders.size());
    for (const auto& entry : folders) ids.push_back(entry.folder.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace

Result Events::handle(const Caller& caller, const Call& call) {
    const auto last = positionOf(requireRequest(call));
    const Look seen = look(caller, last.value_or(EventPosition{}));
    if (!last) return streamOf(positionEvent("ready", seen.now));
    if (!seen.known) return streamOf(positionEvent("reset", seen.now));
    if (seen.events.empty()) return wait(caller, seen);
    std::string body;
    for (const auto& event : seen.events) body += eventText(event);
    return streamOf(body + positionOnly(seen.now));
}

Events::Look Events::look(const Caller& caller, const EventPosition& since) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        Look seen;
        seen.visible = access_.visible(session, caller);
        const auto changes = push::ChangeReader(session).since(since.seq, limits_.changesAtOnce);
        seen.now = {.epoch = session.epoch(), .seq = session.seq()};
        // Without records, nothing can have happened, or all of them are gone.
        const bool none = changes.records.empty() && since.seq != seen.now.seq;
        seen.known = since.epoch == seen.now.epoch && changes.complete && !none;
        if (seen.known) seen.events = folderEvents(changes.records, seen.visible);
        return seen;
    });
}

Result Events::wait(const Caller& caller, const Look& seen) const {
    const auto waiter = feed_.wait({.context = caller.context,
                                    .user = caller.user,
                                    .session = caller.sessionId,
                                    .since = seen.now.seq,
                                    .folders = idsOf(seen.visible)});
    Result answer = streamOf(": nothing happened\n" + positionOnly(seen.now));
    answer.response->parking = {.again = [waiter] { return waiter->isDue(); }, .atMost = limits_.longestWait};
    return answer;
}

}  // namespace groupware::api
