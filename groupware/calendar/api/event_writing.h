#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/event_body.h"
#include "groupware/calendar/api/event_form.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/queries/stored_files.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/ical/zones.h"

#include <functional>
#include <optional>
#include <utility>

namespace groupware::calendar::api {

/// What `new` and `update` have in common: a body that is JSON or a form with files, and a write of both. Safe to call
/// from any thread.
class EventWriting {
public:
    /// What they work with; all outlive this object.
    struct Parts {
        const CalendarService& service;
        const CalendarQueries& queries;
        const StoredFiles& files;
        const Results& results;
        ical::FindZone find;
        EventFormLimits limits{};
    };
    explicit EventWriting(Parts parts) : parts_(std::move(parts)) {}

    [[nodiscard]] const CalendarService& service() const noexcept { return parts_.service; }

    using Write = std::function<WriteResult(const EventChange&, const WriteOptions&)>;
    /// Reads the body, writes the event and its files in one transaction, and answers.
    /// @param event  that is changed; nothing: a new one is made
    [[nodiscard]] engine::Result run(const Caller& caller, const engine::Call& call,
                                     const std::optional<EventRef>& event, WriteCall& asked, const Write& write) const;

private:
    Parts parts_;
};

}  // namespace groupware::calendar::api
