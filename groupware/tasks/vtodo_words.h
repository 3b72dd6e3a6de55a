#pragma once

/// Properties of a VTODO that iCalendar has no word for. Internal to tasks.
namespace groupware::tasks {

inline constexpr auto kStatus = "X-YOKE-STATUS";  ///< with STATUS:NEEDS-ACTION
inline constexpr auto kWaiting = "WAITING";
inline constexpr auto kDeferred = "DEFERRED";
inline constexpr auto kTargetDuration = "X-YOKE-TARGET-DURATION";  ///< minutes
inline constexpr auto kActualDuration = "X-YOKE-ACTUAL-DURATION";
inline constexpr auto kTargetCosts = "X-YOKE-TARGET-COSTS";  ///< "12.50"
inline constexpr auto kActualCosts = "X-YOKE-ACTUAL-COSTS";
inline constexpr auto kCurrency = "X-YOKE-CURRENCY";
inline constexpr auto kBilling = "X-YOKE-BILLING-INFORMATION";
inline constexpr auto kCompanies = "X-YOKE-COMPANIES";
inline constexpr auto kTripMeter = "X-YOKE-TRIP-METER";
inline constexpr auto kAfterComplete = "X-YOKE-AFTER-COMPLETE";
inline constexpr auto kColorLabel = "X-YOKE-COLOR-LABEL";

}  // namespace groupware::tasks
