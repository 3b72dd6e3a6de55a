#pragma once

#include "groupware/formats/ical/calendar.h"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace groupware::formats::ical {

/// ATTACH. RFC 5545 section 3.8.1.1; FILENAME, SIZE and MANAGED-ID of RFC 8607 section 4.
struct Attachment {
    std::string uri{};        ///< or
    std::string octets{};     ///< inside of the object
    std::string mediaType{};  ///< FMTTYPE
    std::string fileName{};   ///< also Apple's X-FILENAME
    std::string managedId{};
    std::optional<std::int64_t> size{};
    PropertyId origin = 0;  ///< see people.h

    /// Whatever they were read from.
    [[nodiscard]] friend bool operator==(const Attachment& a, const Attachment& b) {
        const auto all = [](const Attachment& each) {
            return std::tie(each.uri, each.octets, each.mediaType, each.fileName, each.managedId, each.size);
        };
        return all(a) == all(b);
    }
};

/// Octets that cannot be decoded are empty.
[[nodiscard]] std::vector<Attachment> attachments(const Component& component);
/// As setAttendees(). With both, the URI is written.
void setAttachments(Component& component, const std::vector<Attachment>& attachments);

}  // namespace groupware::formats::ical
