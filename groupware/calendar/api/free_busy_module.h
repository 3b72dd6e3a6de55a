#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/api/free_busy_url.h"
#include "groupware/calendar/api/own_availability.h"
#include "groupware/calendar/freebusy/free_busy_settings.h"
#include "groupware/calendar/freebusy/published_free_busy.h"
#include "groupware/formats/ical/zones.h"

#include <utility>

namespace groupware::calendar::api {

/// What users say about their own time: `chronos/availability`, the URL where they publish it (`freebusy`,
/// `free-busy/<token>`), and the setting `calendar/freeBusyVisibility`. Must outlive the registry's use.
class FreeBusyModule {
public:
    /// Everything referred to outlives this object.
    FreeBusyModule(const FreeBusySettings& settings, const PublishedFreeBusy& published, const Clock& clock,
                   formats::ical::FindZone find)
        : settings_(settings),
          parts_{settings, clock, std::move(find)},
          get_(parts_),
          set_(parts_),
          delete_(parts_),
          url_(published),
          publish_(published),
          unpublish_(published),
          page_(published) {}
    FreeBusyModule(const FreeBusyModule&) = delete;
    FreeBusyModule& operator=(const FreeBusyModule&) = delete;

    void addTo(groupware::api::Registry& registry);
    void addTo(groupware::api::ConfigTree& settings) const;

private:
    const FreeBusySettings& settings_;
    AvailabilityParts parts_;
    GetAvailability get_;
    SetAvailability set_;
    DeleteAvailability delete_;
    GetFreeBusyUrl url_;
    PublishFreeBusy publish_;
    UnpublishFreeBusy unpublish_;
    PublishedPage page_;
};

}  // namespace groupware::calendar::api
