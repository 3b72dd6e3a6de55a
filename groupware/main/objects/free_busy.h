#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/calendar/api/free_busy_module.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/freebusy/free_busy_settings.h"
#include "groupware/calendar/freebusy/free_busy_urls.h"
#include "groupware/calendar/freebusy/published_free_busy.h"
#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/main/objects/platform.h"

#include <string_view>

namespace groupware::main {

/// Who is busy when, what resources answer, and what users say about their own time.
class FreeBusy {
public:
    /// @param access  outlives this object
    FreeBusy(const Platform& platform, const folders::FolderAccess& access, const formats::ical::FindZone& find,
             std::string_view clusterKey);

    [[nodiscard]] const calendar::FreeBusyService& service() const noexcept { return service_; }
    [[nodiscard]] const calendar::ResourceBooking& booking() const noexcept { return booking_; }

    void addTo(api::Registry& registry) { module_.addTo(registry); }
    void addTo(api::ConfigTree& settings) const { module_.addTo(settings); }

private:
    calendar::FreeBusyService service_;
    calendar::ResourceBooking booking_;
    calendar::FreeBusySettings settings_;
    calendar::FreeBusyUrls urls_;
    calendar::PublishedFreeBusy published_;
    calendar::api::FreeBusyModule module_;
};

}  // namespace groupware::main
