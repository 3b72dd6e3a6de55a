#pragma once

#include "groupware/base/freshness.h"
#include "groupware/folders/folder.h"
#include "groupware/push/store/change_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Changes of folders as server-sent events. WHATWG HTML, section 9.2. Pure functions.
namespace groupware::api {

/// Up to where a client knows what happened: `id` and `Last-Event-ID`, "<epoch>-<seq>".
struct EventPosition {
    std::int64_t epoch = 0;  ///< of the context's placement
    Seq seq{};

    [[nodiscard]] std::string text() const;
    friend bool operator==(const EventPosition&, const EventPosition&) = default;
};

/// Nothing for what is none.
[[nodiscard]] std::optional<EventPosition> parseEventPosition(std::string_view text);

/// One folder in which something happened.
struct FolderEvent {
    std::string_view name;  ///< "content": objects inside; "folder": itself, or what is directly below it
    FolderId folder{};
    std::string module{};
    Seq seq{};  ///< of the last such change
    friend bool operator==(const FolderEvent&, const FolderEvent&) = default;
};

/// One event for each folder of `visible` and name, in the order of their last changes.
[[nodiscard]] std::vector<FolderEvent> folderEvents(const std::vector<push::ChangeRecord>& changes,
                                                    const std::vector<folders::AccessibleFolder>& visible);

/// How the answer begins: when a client that lost it asks again.
[[nodiscard]] std::string streamHead();
/// Without an id: a client that loses the rest of the answer gets all of it again.
[[nodiscard]] std::string eventText(const FolderEvent& event);
/// "ready": here the client begins. "reset": what happened since it was here last is not known any more, load anew.
[[nodiscard]] std::string positionEvent(std::string_view name, const EventPosition& position);
/// Moves the client's position without an event.
[[nodiscard]] std::string positionOnly(const EventPosition& position);

}  // namespace groupware::api
