#pragma once

#include "groupware/api/action.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/freebusy/free_busy_settings.h"
#include "groupware/formats/ical/zones.h"

namespace groupware::calendar::api {

/// What the actions about one's own availability share. The references outlive it.
struct AvailabilityParts {
    const FreeBusySettings& settings;
    const Clock& clock;
    formats::ical::FindZone find;
};

/// `chronos/availability?action=get`: when the caller is available; RFC 7953. Without any, he always is.
class GetAvailability final : public groupware::api::Action {
public:
    explicit GetAvailability(const AvailabilityParts& parts) : parts_(parts) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AvailabilityParts& parts_;
};

/// `chronos/availability?action=set`: replaces it.
class SetAvailability final : public groupware::api::Action {
public:
    explicit SetAvailability(const AvailabilityParts& parts) : parts_(parts) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AvailabilityParts& parts_;
};

/// `chronos/availability?action=delete`: he is always available again.
class DeleteAvailability final : public groupware::api::Action {
public:
    explicit DeleteAvailability(const AvailabilityParts& parts) : parts_(parts) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AvailabilityParts& parts_;
};

}  // namespace groupware::calendar::api
