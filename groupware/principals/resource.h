#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/principals/booking_policy.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace groupware::principals {

using ResourceId = Id<struct ResourceKind>;  ///< unique inside its context; from 1

/// Longest description, in characters.
inline constexpr std::size_t kMaxDescriptionLength = 10'000;

/// What is not a person and can be booked: a room, a car, a projector.
struct Resource {
    ResourceId id{};
    std::string name{};  ///< unique in the context, also when case is ignored
    std::string displayName{};
    std::string email{};  ///< unique among the resources of the context
    std::string description{};
    bool available = true;  ///< may be booked
    BookingPolicy booking{};
    Seq seq{};
    Seq createdSeq{};
};

/// What a new resource consists of. Fields as in Resource.
struct NewResource {
    std::string name{};
    std::string displayName{};
    std::string email{};
    std::string description{};
    bool available = true;
    BookingPolicy booking{};
};

/// What changes of a resource; absent fields stay.
struct ResourceChange {
    std::optional<std::string> name{};
    std::optional<std::string> displayName{};
    std::optional<std::string> email{};
    std::optional<std::string> description{};
    std::optional<bool> available{};
    std::function<void(BookingPolicy&)> booking{};  ///< sets what changes of it; may run again
};

/// @throws Error BadRequest naming the field that is empty, too long or has characters that it cannot have
void requireValid(const NewResource& resource);
void requireValid(const ResourceChange& change);

}  // namespace groupware::principals
