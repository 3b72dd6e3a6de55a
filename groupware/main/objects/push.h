#pragma once

#include "groupware/api/events.h"
#include "groupware/api/registry.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/main/objects/platform.h"
#include "groupware/push/change_feed.h"

namespace groupware::main {

/// Clients that wait for changes of folders.
class Push {
public:
    /// @param access  outlives this object, which outlives all requests
    Push(const Platform& platform, const folders::FolderAccess& access);

    /// For a thread of its own.
    void poll() { feed_.poll(); }
    [[nodiscard]] const push::ChangeFeed& feed() const noexcept { return feed_; }

    void addTo(api::Registry& registry) { registry.add("events", "", events_); }

private:
    push::ChangeFeed feed_;
    api::Events events_;
};

}  // namespace groupware::main
