#pragma once

#include "groupware/formats/vcard/card.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::vcard {

/// A date of which not everything may be known. RFC 6350 section 4.3.1. At least one part is there, in the ranges of
/// the calendar.
struct PartialDate {
    std::optional<int> year{};        ///< 0 to 9999
    std::optional<unsigned> month{};  ///< 1 to 12
    std::optional<unsigned> day{};    ///< 1 to 31

    [[nodiscard]] friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

/// Basic and extended forms, with parts missing; a time of day is dropped. Nothing for anything else.
[[nodiscard]] std::optional<PartialDate> parseDate(std::string_view text);

/// The date of a property; the year that X-APPLE-OMIT-YEAR names is none.
[[nodiscard]] std::optional<PartialDate> dateOf(const ContentLine& property);
/// Writes it as the version does: 4.0 leaves out what is missing, before that a missing year is Apple's, and what else
/// is missing is written as in 4.0. Changes nothing if the property has that date.
/// @throws Error BadRequest for a date that is not in the calendar
void putDate(ContentLine& property, const PartialDate& date, Version version);

/// The same without looking what is there, for a line of another version.
void writeDate(ContentLine& property, const PartialDate& date, Version version);

/// BDAY. Setters throw as putDate() does. What is no date ("circa 1800") reads as nothing, and setting nothing leaves
/// it.
[[nodiscard]] std::optional<PartialDate> birthday(const Card& card);
void setBirthday(Card& card, const std::optional<PartialDate>& date);

/// ANNIVERSARY, or what clients wrote before 4.0 had it: X-ANNIVERSARY, X-EVOLUTION-ANNIVERSARY,
/// X-KADDRESSBOOK-X-ANNIVERSARY, Apple's X-ABDATE with the label "Anniversary". A new one is Apple's before 4.0.
[[nodiscard]] std::optional<PartialDate> anniversary(const Card& card);
void setAnniversary(Card& card, const std::optional<PartialDate>& date);

/// REV: when the card was last changed. RFC 6350 section 6.7.4.
void setRevision(Card& card, std::chrono::sys_seconds when);

}  // namespace groupware::formats::vcard
