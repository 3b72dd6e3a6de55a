#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/formats/ical/simple_series.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace groupware::tasks {

using TaskId = Id<struct TaskKind>;  ///< unique inside its context

using Series = formats::ical::SimpleSeries;

/// How far a task is. Numbers of the JSON interface, stored.
enum class Status : std::int64_t { NotStarted = 1, InProgress = 2, Done = 3, Waiting = 4, Deferred = 5 };

/// What the calendar text of a task says, in the words of the JSON interface. Derived from the text whenever that
/// changes, and stored beside it.
struct Fields {
    std::string uid{};
    std::string title{};
    std::string note{};
    std::optional<Instant> start{};  ///< of whole days midnight UTC
    std::optional<Instant> due{};    ///< the last day, if whole days
    bool wholeDays = false;          ///< of start and due; false without both
    Status status = Status::NotStarted;
    int percent = 0;
    int priority = 0;  ///< 1 low, 2 medium, 3 high; 0 = none
    std::optional<Instant> completed{};
    std::optional<std::int64_t> targetDuration{};  ///< minutes
    std::optional<std::int64_t> actualDuration{};
    std::optional<std::int64_t> targetCosts{};  ///< hundredths
    std::optional<std::int64_t> actualCosts{};
    std::string currency{};
    std::string billing{};
    std::string companies{};
    std::string tripMeter{};
    std::string categories{};                     ///< separated by commas, without blanks around them
    std::optional<std::int64_t> afterComplete{};  ///< only kept, for old clients
    int colorLabel = 0;                           ///< 0 = none, else 1..kMaxColorLabel
    bool isPrivate = false;
    int sequence = 0;
    std::string organizer{};  ///< an address
    std::optional<Series> series{};

    [[nodiscard]] friend bool operator==(const Fields&, const Fields&) = default;
};

inline constexpr int kMaxColorLabel = 10;
inline constexpr std::int64_t kMaxCosts = 999'999'999'999;     ///< hundredths; as Open-Xchange has it
inline constexpr std::int64_t kMaxDuration = 999'999'999'999;  ///< minutes

/// Who takes part. Numbers of the JSON interface, stored.
enum class ParticipantKind : std::int64_t { User = 1, Group = 2, External = 5 };
enum class Confirmation : std::int64_t { None = 0, Accepted = 1, Declined = 2, Tentative = 3 };

struct Participant {
    ParticipantKind kind = ParticipantKind::User;
    std::int64_t id = 0;  ///< of a user or group; 0 for others
    std::string mail{};
    std::string name{};
    bool chosen = true;  ///< named by whoever set the participants; false for a user who is there through a group
    Confirmation confirmation = Confirmation::None;
    std::string message{};

    [[nodiscard]] bool isUser(UserId user) const noexcept { return kind == ParticipantKind::User && id == user.value; }
    [[nodiscard]] friend bool operator==(const Participant&, const Participant&) = default;
};

/// A task as it is seen in one folder. One with participants is seen in several: in the one it was made in, its home,
/// and in a folder of each participant.
struct Task {
    TaskId id{};
    FolderId folder{};
    FolderId home{};
    std::string name{};  ///< of the resource, unique in the folder
    Fields fields{};
    int seriesPosition = 0;  ///< from 1: which one of its series; 0 without series
    int participantCount = 0;
    std::int64_t attachments = 0;
    std::optional<Instant> newestAttachment{};
    UserId createdBy{};
    Instant createdAt{};
    UserId changedBy{};
    Seq createdSeq{};
    Seq seq{};
    std::optional<std::vector<Participant>> participants{};  ///< if asked for
    std::optional<Instant> alarm{};                          ///< of the caller, if asked for
    std::string text{};  ///< the calendar object, if asked for; octets as the client sent them
};

}  // namespace groupware::tasks
