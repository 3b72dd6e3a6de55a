#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/index.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {

/// A row of the index with its object, which has no text here.
struct StoredEvent {
    CalendarObject object{};
    EventId id{};
    IndexedEvent event{};
};

/// [from, to) as the index has times. Who asks for a range of his widens it by kMostOffset: floating times and whole
/// days are stored as if they were UTC.
struct IndexRange {
    Instant from{};
    Instant to{};
};
/// No zone is farther from UTC.
inline constexpr std::chrono::hours kMostOffset{26};

/// Where and what to search. At most one entry for each folder; the two lists together.
struct EventSearch {
    std::vector<std::int64_t> folders{};
    std::vector<std::int64_t> ownFolders{};  ///< only what the viewer made
    UserId viewer{};                         ///< what is private is for its owner and its creator
    std::string text{};                      ///< as clients write it, see searchPattern()
    std::optional<IndexRange> range{};
};

/// Reads the index of the session's context, in no order where none is said. Works on a replica or inside a
/// transaction. What a range or a folder has is found by when it happens: nothing else is looked at, however full the
/// folder and however old the series are; series are found that may happen in a range, and it is for occurrencesOf() to
/// say whether they do.
class EventReader {
public:
    explicit EventReader(dbpool::ReadSession& session) : session_(session) {}

    /// What may happen in the range. Two statements for 512 folders.
    [[nodiscard]] std::vector<StoredEvent> inRange(std::span<const std::int64_t> folders, const IndexRange& range);
    /// What the owner has not answered.
    [[nodiscard]] std::vector<StoredEvent> needingAction(UserId owner, const IndexRange& range, std::size_t limit);
    /// What these resources are asked for and nobody has answered.
    [[nodiscard]] std::vector<StoredEvent> askedOf(std::span<const std::int64_t> resources, const IndexRange& range);

    /// Those that exist. One statement for 512 of them.
    [[nodiscard]] std::vector<StoredEvent> findAll(std::span<const std::int64_t> events);
    /// All events of these objects.
    [[nodiscard]] std::vector<StoredEvent> ofObjects(std::span<const std::int64_t> objects);
    /// All events of the folder, by id.
    [[nodiscard]] std::vector<StoredEvent> list(FolderId folder, std::size_t limit);
    /// All events of the objects that were created, changed or moved here after `since`, oldest change first.
    [[nodiscard]] std::vector<StoredEvent> changedSince(FolderId folder, Seq since);
    /// All events of the owner's object of that UID.
    [[nodiscard]] std::vector<StoredEvent> ofUid(const CalendarUser& owner, std::string_view uid);
    /// Whether the folders have more events than that, all of them together; looks at no more entries of the index. One
    /// statement for 512 folders.
    [[nodiscard]] bool haveMoreThan(std::size_t most, std::span<const std::int64_t> folders);
    /// Newest change first. Looks through all that the folders have.
    [[nodiscard]] std::vector<StoredEvent> search(const EventSearch& search, std::size_t limit);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::calendar
