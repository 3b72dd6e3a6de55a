#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/api/action.h"
#include "groupware/api/event_stream.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/push/change_feed.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace groupware::api {

struct EventLimits {
    std::chrono::milliseconds longestWait{};
    std::size_t changesAtOnce = 0;
};

/// `/ajax/events`: server-sent events of what changes in folders that the caller can see. The request waits without a
/// worker until there is something to tell; then the answer ends, and the client asks again with `Last-Event-ID`, as
/// browsers do by themselves. So each answer proves the session anew. After `longestWait` it is a heartbeat.
class Events final : public Action {
public:
    /// All outlive this object.
    Events(dbpool::ContextDatabase& database, const folders::FolderAccess& access, push::ChangeFeed& feed,
           const EventLimits& limits)
        : database_(database), access_(access), feed_(feed), limits_(limits) {}

    /// @throws CodedError SVL-0010 for a `Last-Event-ID` that is none; Error TooManyRequests
    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;

private:
    struct Look {
        EventPosition now{};
        bool known = true;  ///< all that happened since the client's position
        std::vector<folders::AccessibleFolder> visible{};
        std::vector<FolderEvent> events{};
    };
    [[nodiscard]] Look look(const Caller& caller, const EventPosition& since) const;
    [[nodiscard]] Result wait(const Caller& caller, const Look& seen) const;

    dbpool::ContextDatabase& database_;
    const folders::FolderAccess& access_;
    push::ChangeFeed& feed_;
    const EventLimits limits_;
};

}  // namespace groupware::api
