#include "groupware/formats/vcard/translate_value.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/date.h"
#include "groupware/formats/vcard/photo.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>
#include <array>
#include <span>

namespace groupware::formats::vcard {
namespace {

constexpr std::string_view kGeoScheme = "geo:";
constexpr std::string_view kTelephoneScheme = "tel:";
constexpr std::string_view kOffset = "utc-offset";

bool isOneOf(const ContentLine& property, std::span<const std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](auto name) { return property.is(name); });
}

bool isStructured(const ContentLine& property) {
    constexpr std::array<std::string_view, 3> kNames{"N", "ADR", "ORG"};
    return isOneOf(property, kNames);
}

bool isUri(const ContentLine& property) {
    constexpr std::array<std::string_view, 7> kNames{"URL", "IMPP", "SOURCE", "UID", "FBURL", "CALURI", "CALADRURI"};
    return isOneOf(property, kNames);
}

bool isDate(const ContentLine& property) {
    constexpr std::array<std::string_view, 4> kNames{"BDAY", "ANNIVERSARY", "X-ANNIVERSARY", "X-ABDATE"};
    return isOneOf(property, kNames);
}

bool isTime(const ContentLine& property) {
    constexpr std::array<std::string_view, 2> kNames{"REV", "TZ"};
    return isOneOf(property, kNames);
}

std::string without(std::string text, char unwanted) {
    text.erase(std::remove(text.begin(), text.end(), unwanted), text.end());
    return text;
}

/// What vCard 2.1 writes in other ways.
void unwrap(ContentLine& property) {
    if (isStructured(property)) {
        putRaw(property, lines::joinStructured(structuredOf(property, Version::V21)), Version::V30);
    } else if (isUri(property) || isDate(property) || isTime(property)) {
        putRaw(property, uriOf(property), Version::V30);
    } else if (property.is("GEO")) {
        auto position = uriOf(property);
        std::replace(position.begin(), position.end(), ',', ';');
        putRaw(property, std::move(position), Version::V30);
    } else if (property.is("CATEGORIES")) {
        putRaw(property, lines::joinList(listOf(property, Version::V21)), Version::V30);
    } else {
        putRaw(property, lines::escapeText(textOf(property, Version::V21)), Version::V30);
    }
    property.removeParameter("ENCODING");
}

/// "1995-10-31T22:27:10Z" to "19951031T222710Z": 4.0 knows the basic form only. RFC 6350 section 4.3.
std::string basicTime(const std::string& text) {
    const auto time = std::min(text.find('T'), text.size());
    return without(text.substr(0, time), '-') + without(text.substr(time), ':');
}

void translateDate(ContentLine& property, Version to) {
    const auto date = dateOf(property);
    if (!date) return;
    if (property.value().find('T') == std::string::npos) {
        writeDate(property, *date, to);
    } else if (to == Version::V40) {
        property.setValue(basicTime(property.value()));
    }
}

void translatePosition(ContentLine& property, Version to) {
    const auto& value = property.value();
    const bool isV4Form = lines::equal(std::string_view(value).substr(0, kGeoScheme.size()), kGeoScheme);
    if (to == Version::V40 && !isV4Form) {
        auto position = without(value, '\\');
        std::replace(position.begin(), position.end(), ';', ',');
        property.setValue(std::string(kGeoScheme) + position);
    } else if (to == Version::V30 && isV4Form) {
        auto position = value.substr(kGeoScheme.size());
        position.resize(std::min(position.find(';'), position.size()));  // 3.0 has no altitude or accuracy
        std::replace(position.begin(), position.end(), ',', ';');
        property.setValue(std::move(position));
    }
}

/// "-05:00" or "-0500".
bool isOffset(std::string_view text) {
    return text.size() >= 3 && (text.front() == '+' || text.front() == '-') &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return lines::isDigit(c) || c == ':'; });
}

/// 3.0 takes an offset unless VALUE=text says otherwise; with 4.0 it is the other way round.
void translateZone(ContentLine& property, Version to) {
    auto value = property.value();
    const bool offset = isOffset(value);
    property.removeParameter("VALUE");
    if (to == Version::V40) {
        if (offset) property.setParameter("VALUE", {std::string(kOffset)});
        property.setValue(offset ? without(std::move(value), ':') : std::move(value));
    } else if (!offset) {
        property.setParameter("VALUE", {"text"});
    } else if (value.find(':') == std::string::npos && value.size() > 3) {
        property.setValue(value.insert(3, ":"));
    }
}

void translateTelephone(ContentLine& property, Version to) {
    const auto uri = uriOf(property);
    const bool isScheme = lines::equal(std::string_view(uri).substr(0, kTelephoneScheme.size()), kTelephoneScheme);
    if (to != Version::V30 || !isScheme) return;
    property.removeParameter("VALUE");
    property.setValue(lines::escapeText(std::string_view(uri).substr(kTelephoneScheme.size())));
}

void translateTime(ContentLine& property, Version to) {
    if (property.is("TZ")) {
        translateZone(property, to);
    } else if (to == Version::V40) {
        property.setValue(basicTime(property.value()));
    }
}

}  // namespace

bool isBinary(const ContentLine& property) {
    constexpr std::array<std::string_view, 4> kNames{"PHOTO", "LOGO", "SOUND", "KEY"};
    return isOneOf(property, kNames);
}

void translateValue(ContentLine& property, Version from, Version to) {
    if (isBinary(property)) {
        if (const auto binary = binaryOf(property)) return writeBinary(property, *binary, to);
    }
    if (from == Version::V21) unwrap(property);
    if (isDate(property)) {
        translateDate(property, to);
    } else if (property.is("GEO")) {
        translatePosition(property, to);
    } else if (isTime(property)) {
        translateTime(property, to);
    } else if (property.is("TEL")) {
        translateTelephone(property, to);
    } else if (isUri(property) && to == Version::V40) {
        property.setValue(uriOf(property));
    }
}

}  // namespace groupware::formats::vcard
