#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/stored_files.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/formats/json/json.h"
#include "groupware/formats/json/writer.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::calendar::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// What one object of an answer is made of.
struct EventView {
    const Event& event;
    const Directory& directory;
    const ical::TimeContext& times;  ///< of the caller
    UserId caller{};
    bool extended = false;                           ///< `extendedEntities`
    const std::vector<StoredFile>* files = nullptr;  ///< that hang on it; null: none
};

/// One member of an event in the words of the JSON interface.
struct EventField {
    std::string_view name;                   ///< a literal
    bool detailed;                           ///< needs Event::fields
    bool people;                             ///< needs a Directory
    json::Value (*value)(const EventView&);  ///< empty: the event has none
    json::Value (*key)(const EventView&);    ///< what lists are sorted by; null: value
    bool personal = false;                   ///< depends on what is the caller's own in calendars of others
};

/// Every member, in the order of answers.
[[nodiscard]] std::span<const EventField> eventFields();

/// What a call wants to know of events, and how a list is ordered.
class EventSelection {
public:
    /// Reads `fields` (all if absent), `sort`, `order` and `extendedEntities`.
    /// @throws CodedError SVL-0010 for an unknown field or order
    explicit EventSelection(const engine::Call& call);

    [[nodiscard]] Details details(bool expanded = false) const noexcept {
        return {.fields = detailed_, .expanded = expanded, .personal = personal_};
    }
    [[nodiscard]] bool people() const noexcept { return people_; }
    /// Whether the files that hang on events are asked for.
    [[nodiscard]] bool files() const noexcept { return files_; }
    [[nodiscard]] bool extended() const noexcept { return extended_; }

    [[nodiscard]] json::Object::Ptr object(const EventView& view) const;
    /// In the order asked for; those that compare equal stay as they are. Its objects are written already.
    [[nodiscard]] json::Array::Ptr list(std::span<const EventView> views) const;

private:
    [[nodiscard]] json::Written written(const EventView& view) const;
    void add(const EventField& field);
    void order(std::vector<const EventView*>& views) const;

    std::vector<const EventField*> fields_;
    const EventField* sort_ = nullptr;
    bool descending_ = false;
    bool detailed_ = false;
    bool personal_ = false;
    bool people_ = false;
    bool files_ = false;
    bool extended_ = false;
};

}  // namespace groupware::calendar::api
