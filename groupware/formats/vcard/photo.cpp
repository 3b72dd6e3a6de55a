#include "groupware/formats/vcard/photo.h"

#include "groupware/base/base64.h"
#include "groupware/formats/encoding/quoted_printable.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/labels.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace groupware::formats::vcard {
namespace {

using lines::equal;

constexpr std::string_view kDataScheme = "data:";
constexpr std::string_view kBase64Mark = ";base64";

bool isBase64(const ContentLine& property) {
    return property.hasParameter("ENCODING", "b") || property.hasParameter("ENCODING", "BASE64");
}

bool isUri(const ContentLine& property, std::string_view value) {
    const auto colon = value.find(':');
    return property.hasParameter("VALUE", "uri") || property.hasParameter("VALUE", "URL") ||
           (colon != std::string_view::npos && lines::isName(value.substr(0, colon)));
}

/// "JPEG" of the versions before 4.0 to "image/jpeg". @param kind  "image", "audio" or "application"
std::string mediaTypeOf(std::string_view type, std::string_view kind) {
    if (type.find('/') != std::string_view::npos) return lines::lower(type);
    return std::string(kind) + "/" + lines::lower(type);
}

std::string_view kindOf(const ContentLine& property) {
    if (property.is("SOUND")) return "audio";
    return property.is("KEY") ? "application" : "image";
}

std::string mediaTypeOf(const ContentLine& property) {
    if (const auto type = property.parameter("MEDIATYPE")) return lines::lower(*type);
    for (const auto& parameter : property.parameters()) {
        const bool isType = equal(parameter.name, "TYPE") || parameter.name.empty();
        for (const auto& value : parameter.values) {
            constexpr std::array<std::string_view, 9> kOthers{"b",   "base64", "pref",   "home", "work",
                                                              "url", "uri",    "inline", ""};
            const bool other =
                std::any_of(kOthers.begin(), kOthers.end(), [&](auto word) { return equal(word, value); });
            if (isType && !other) return mediaTypeOf(value, kindOf(property));
        }
    }
    return {};
}

std::string percentDecoded(std::string_view text) {
    std::string coded(text);  // the same code as quoted-printable, with another sign
    std::string result;
    std::size_t at = 0;
    while (at < coded.size()) {
        if (coded[at] == '%' && at + 2 < coded.size()) {
            const auto code = "=" + coded.substr(at + 1, 2);
            const auto octet = encoding::decodeQuotedPrintable(code);
            if (octet.size() == 1) {
                result += octet;
                at += 3;
                continue;
            }
        }
        result += coded[at++];
    }
    return result;
}

/// RFC 2397.
std::optional<Binary> fromDataUri(std::string_view uri) {
    uri.remove_prefix(kDataScheme.size());
    const auto comma = uri.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    auto head = uri.substr(0, comma);
    const auto body = uri.substr(comma + 1);
    const bool coded =
        head.size() >= kBase64Mark.size() && equal(head.substr(head.size() - kBase64Mark.size()), kBase64Mark);
    const auto octets = coded ? decodeBase64(percentDecoded(body)) : percentDecoded(body);
    if (!octets) return std::nullopt;
    return Binary{.mediaType = lines::lower(head.substr(0, head.find(';'))), .octets = *octets, .uri = {}};
}

std::string dataUri(const Binary& binary) {
    return std::string(kDataScheme) + binary.mediaType + std::string(kBase64Mark) + "," + encodeBase64(binary.octets);
}

/// "image/jpeg" to "JPEG"; types that are no names of one word stay whole.
std::string shortType(const std::string& mediaType, std::string_view kind) {
    const auto prefix = std::string(kind) + "/";
    return mediaType.starts_with(prefix) ? lines::upper(mediaType.substr(prefix.size())) : mediaType;
}

void removeForm(ContentLine& property) {
    for (const auto* name : {"VALUE", "ENCODING", "MEDIATYPE", "TYPE", "PREF"}) {
        property.removeParameter(name);
    }
    auto parameters = property.parameters();
    parameters.erase(std::remove_if(parameters.begin(), parameters.end(),
                                    [](const lines::Parameter& parameter) { return parameter.name.empty(); }),
                     parameters.end());
    property.setParameters(std::move(parameters));
}

void putInline(ContentLine& property, const Binary& binary, Version version) {
    if (version == Version::V40) return property.setValue(dataUri(binary));
    property.setParameter("ENCODING", {version == Version::V21 ? "BASE64" : "b"});
    if (!binary.mediaType.empty()) property.setParameter("TYPE", {shortType(binary.mediaType, kindOf(property))});
    property.setValue(encodeBase64(binary.octets));
}

void putUri(ContentLine& property, const Binary& binary, Version version) {
    if (version != Version::V40) property.setParameter("VALUE", {version == Version::V21 ? "URL" : "uri"});
    const auto* name = version == Version::V40 ? "MEDIATYPE" : "TYPE";
    if (!binary.mediaType.empty()) {
        property.setParameter(
            name, {version == Version::V40 ? binary.mediaType : shortType(binary.mediaType, kindOf(property))});
    }
    property.setValue(binary.uri);
}

}  // namespace

std::optional<Binary> binaryOf(const ContentLine& property) {
    const auto value = uriOf(property);
    if (value.size() > kDataScheme.size() &&
        equal(std::string_view(value).substr(0, kDataScheme.size()), kDataScheme)) {
        return fromDataUri(value);
    }
    if (!isBase64(property) && isUri(property, value)) {
        return Binary{.mediaType = mediaTypeOf(property), .octets = {}, .uri = value};
    }
    auto octets = decodeBase64(property.value());
    if (!octets || octets->empty()) return std::nullopt;
    return Binary{.mediaType = mediaTypeOf(property), .octets = *std::move(octets), .uri = {}};
}

void writeBinary(ContentLine& property, const Binary& binary, Version version) {
    const auto preference = preferenceOf(property);
    removeForm(property);
    if (binary.octets.empty()) {
        putUri(property, binary, version);
    } else {
        putInline(property, binary, version);
    }
    if (!preference) return;
    std::vector<std::string> types;
    for (const auto type : property.parameterValues("TYPE")) types.emplace_back(type);
    writeTypes(property, std::move(types), preference, version);
}

void putBinary(ContentLine& property, const Binary& binary, Version version) {
    if (binaryOf(property) == binary) return;
    property.removeParameter("X-ABCROP-RECTANGLE");
    writeBinary(property, binary, version);
}

std::optional<Binary> photo(const Card& card) {
    std::optional<Binary> found;
    const auto* preferred = card.preferred("PHOTO");
    if (preferred != nullptr) found = binaryOf(*preferred);
    for (const auto* property : card.all("PHOTO")) {
        if (found) break;
        found = binaryOf(*property);
    }
    return found;
}

void setPhoto(Card& card, const std::optional<Binary>& wanted) {
    if (!wanted) return card.removeAll("PHOTO");
    if (photo(card) == wanted) return;
    putBinary(card.take("PHOTO"), *wanted, card.version());
}

}  // namespace groupware::formats::vcard
