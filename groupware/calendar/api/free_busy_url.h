#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/freebusy/published_free_busy.h"

namespace groupware::calendar::api {

/// `freebusy?action=url`: where the caller publishes when he is busy; nothing but `{}` if he does not.
class GetFreeBusyUrl final : public groupware::api::Action {
public:
    explicit GetFreeBusyUrl(const PublishedFreeBusy& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const PublishedFreeBusy& service_;
};

/// `freebusy?action=publish`: makes a new URL; the one before is over.
class PublishFreeBusy final : public groupware::api::Action {
public:
    explicit PublishFreeBusy(const PublishedFreeBusy& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const PublishedFreeBusy& service_;
};

/// `freebusy?action=unpublish`
class UnpublishFreeBusy final : public groupware::api::Action {
public:
    explicit UnpublishFreeBusy(const PublishedFreeBusy& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const PublishedFreeBusy& service_;
};

/// `/ajax/free-busy/<token>.ifb`: what the URL leads to, without session; `start` and `end` in UTC are up to whoever
/// asks. A VFREEBUSY of RFC 5545 section 3.6.4 in a calendar.
class PublishedPage final : public groupware::api::PublicAction {
public:
    explicit PublishedPage(const PublishedFreeBusy& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    const PublishedFreeBusy& service_;
};

}  // namespace groupware::calendar::api
