#pragma once

#include "groupware/formats/tzif/time_zone.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace groupware::api::test {

/// For Zones: "UTC", and "Test/Half", which is always half an hour ahead.
inline std::shared_ptr<const formats::tzif::TimeZone> findZone(std::string_view name) {
    using formats::tzif::TimeZone;
    if (name == "UTC") return std::make_shared<const TimeZone>();
    if (name != "Test/Half") return nullptr;
    return std::make_shared<const TimeZone>(std::chrono::minutes(30), std::vector<TimeZone::Transition>{},
                                            std::nullopt);
}

}  // namespace groupware::api::test
